import { generatorFrom } from './generator.js'

// How much of a fault programme is run. `npm run test:slow -- --full` runs all of it; CUSTODIA_SLOW_MINUTES gives the slow suite
// so many minutes, of which each programme takes a stated share; with neither, each takes a small sample of a fixed size.

const minutes = process.env['CUSTODIA_SLOW_MINUTES']

export const full = process.env['CUSTODIA_FULL'] === '1'

/** What the sample is drawn by: the same seed draws the same. */
export const seed = Number(process.env['CUSTODIA_SEED'] ?? 20_261_122)

/**
 * Numbers from 1 on: to `all` when everything is run, else to `few`, or for as long as the share of the minutes lasts.
 * @param share of the minutes of the whole slow suite, as a fraction
 */
export function* turns(few: number, all: number, share: number): Generator<number, void, undefined> {
  const end = minutes === undefined ? undefined : performance.now() + Number(minutes) * 60_000 * share
  for (let turn = 1; turn <= all; turn += 1) {
    const more = end === undefined ? turn <= few : performance.now() < end
    if (!full && !more) return
    yield turn
  }
}

/** All of them in their order, or a sample drawn by the seed. The parameters are those of {@link turns}. */
export function* drawn<Each>(
  all: readonly Each[],
  few: number,
  share: number,
): Generator<Each, void, undefined> {
  const order = full ? all : shuffled(all)
  for (const turn of turns(few, all.length, share)) {
    const each = order[turn - 1]
    if (each !== undefined) yield each
  }
}

/** What every programme prints at its end. */
export function extent(): string {
  const run = full ? 'in full' : minutes === undefined ? 'a sample' : `a share of ${minutes} minutes`
  return `${run}, seed ${seed}`
}

function shuffled<Each>(all: readonly Each[]): readonly Each[] {
  const next = generatorFrom(seed)
  return all
    .map((each) => ({ each, at: next(0x4000_0000) }))
    .sort((one, other) => one.at - other.at)
    .map(({ each }) => each)
}
