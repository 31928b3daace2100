import { SourceError } from '../errors.js'

/** Rules that a line, record or cell may break; each has words in the catalogues, `set-fault.*`. */
export type FaultRule =
  | 'digest'
  | 'digest-length'
  | 'no-digest'
  | 'line-length'
  | 'csv'
  | 'columns'
  | 'column-absent'
  | 'column-twice'
  | 'missing'
  | 'scheme'
  | 'determination'
  | 'yes-no'
  | 'depicted'
  | 'item'
  | 'text'
  | 'json'
  | 'object'
  | 'record-length'
  | 'empty'
  | 'encoding'

export interface Fault {
  /** Counted from 1, as an editor shows it; for JSON the number of the record. */
  readonly line: number
  readonly rule: FaultRule
  readonly column?: string
}

export type FaultyThing = 'hash-list' | 'vics' | 'assessments'

/** Faults of one file. All are counted, so that whoever mends it does so once; the first is told whole, and where some more stand. */
export interface FaultTally {
  add(fault: Fault): void
  /** @throws SourceError `source.malformed` if there was any */
  settle(): void
}

const linesNamed = 20

export function faultTally(what: FaultyThing, path: string): FaultTally {
  let first: Fault | undefined
  const bad: number[] = []
  let count = 0
  let last = 0
  return {
    add(fault) {
      first ??= fault
      if (fault.line === last) return
      last = fault.line
      count += 1
      if (bad.length < linesNamed) bad.push(fault.line)
    },
    settle() {
      if (first) throw malformed(what, path, first, bad, count)
    },
  }
}

/** For what makes the rest unreadable. */
export function brokenOff(what: FaultyThing, path: string, fault: Fault, cause?: unknown): SourceError {
  return malformed(what, path, fault, [fault.line], 1, cause)
}

function malformed(
  what: FaultyThing,
  path: string,
  { line, rule, column }: Fault,
  bad: readonly number[],
  count: number,
  cause?: unknown,
): SourceError {
  const lines = `${bad.join(', ')}${count > bad.length ? ', …' : ''}`
  const others = count > 1 ? { more: count - 1, lines } : {}
  const details = { what, path, line, fault: rule, ...(column === undefined ? {} : { column }), ...others }
  return new SourceError('source.malformed', details, { cause })
}
