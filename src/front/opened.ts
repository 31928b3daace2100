import type { Home } from '../case/home.js'
import type { OpenCase } from '../case/open.js'

// How a use case is called from outside: the case is opened, the work is done, the case is closed.

/** Which case, and with what home. */
export interface CaseAt {
  readonly folder: string
  readonly home: string
}

type InCase<Args extends readonly unknown[], Result> = (open: OpenCase, ...args: Args) => Result

async function opened(at: CaseAt): Promise<OpenCase> {
  const [{ openCase }, { homeAt }] = await Promise.all([import('../case/open.js'), import('../case/home.js')])
  return openCase(at.folder, homeAt(at.home))
}

/** A use case as others call it: opens the case, does its work, closes it. */
export function inCase<Args extends readonly unknown[], Result>(
  load: () => Promise<InCase<Args, Promise<Result>>>,
) {
  return async (at: CaseAt, ...args: Args): Promise<Result> => {
    const [work, open] = await Promise.all([load(), opened(at)])
    try {
      return await work(open, ...args)
    } finally {
      open.close()
    }
  }
}

/** The same for rows that stream: the case stays open until the last of them is taken. */
export function streamed<Args extends readonly unknown[], Row>(
  load: () => Promise<InCase<Args, AsyncIterable<Row>>>,
) {
  return async function* (at: CaseAt, ...args: Args): AsyncGenerator<Row> {
    const [work, open] = await Promise.all([load(), opened(at)])
    try {
      yield* work(open, ...args)
    } finally {
      open.close()
    }
  }
}

export async function homeOf(path: string): Promise<Home> {
  const { homeAt } = await import('../case/home.js')
  return homeAt(path)
}
