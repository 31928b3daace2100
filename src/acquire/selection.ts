import { UsageError } from '../errors.js'

/** What is read of a source, and what is left out on purpose. Globs over paths relative to the source. */
export interface Selection {
  readonly include: readonly string[]
  readonly exclude: readonly string[]
}

/** Whether something of a source is left out: it is then counted, and neither opened nor named anywhere. */
export type LeavesOut = (path: Uint8Array, what: string) => boolean

/**
 * A glob without a slash is of names wherever they stand; `*` and `?` stop at slashes, `**` does not. Bytes that are no text are matched as
 * they are. A folder that cannot be read is left out only by an exclusion: what an inclusion would find in it, nobody knows.
 * @throws UsageError `usage.argument` for a glob that is empty, begins with a slash or goes up
 */
export function leavesOutOf({ include, exclude }: Selection): LeavesOut {
  const [wanted, unwanted] = [include.map(patternOf), exclude.map(patternOf)]
  return (path, what) => {
    const name = Buffer.from(path).toString('latin1')
    const matches = (patterns: readonly RegExp[]) => patterns.some((each) => each.test(name))
    return matches(unwanted) || (what !== 'folder' && wanted.length > 0 && !matches(wanted))
  }
}

const meanings: Readonly<Record<string, string>> = {
  '**/': '(?:[^]*/)?',
  '/**': '(?:/[^]*)?',
  '**': '[^]*',
  '*': '[^/]*',
  // One character of UTF-8, or one byte of what is none.
  '?': '(?:[\\x00-\\x2e\\x30-\\x7f]|[\\xc2-\\xf4][\\x80-\\xbf]{1,3}|[\\x80-\\xff])',
}

function patternOf(glob: string): RegExp {
  if (glob === '' || glob.startsWith('/') || glob.split('/').includes('..'))
    throw new UsageError('usage.argument', { what: '--include, --exclude', text: glob, reason: 'glob' })
  const anywhere = glob.includes('/') ? glob : `**/${glob}`
  const source = Buffer.from(anywhere)
    .toString('latin1')
    .replace(/\*\*\/|\/\*\*$|\*\*|[*?]|[\\^$.|+()[\]{}]/g, (part) => meanings[part] ?? `\\${part}`)
  return new RegExp(`^${source}$`)
}
