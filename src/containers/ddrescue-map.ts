import { SourceError } from '../errors.js'

export type RescueState = 'finished' | 'non-tried' | 'non-trimmed' | 'non-scraped' | 'bad-sector'

/** A stretch of the medium and what ddrescue made of it. Numbers of 64 bits. */
export interface RescueRange {
  readonly start: bigint
  readonly size: bigint
  readonly state: RescueState
}

export interface RescueMap {
  /** Where the tool was and what it did when it wrote the map. */
  readonly position: bigint
  readonly doing: 'copying' | 'trimming' | 'scraping' | 'retrying' | 'filling' | 'generating' | 'finished'
  readonly pass: number
  readonly ranges: readonly RescueRange[]
  readonly totals: Readonly<Record<RescueState, bigint>>
}

const states = new Map<string, RescueState>([
  ['+', 'finished'],
  ['?', 'non-tried'],
  ['*', 'non-trimmed'],
  ['/', 'non-scraped'],
  ['-', 'bad-sector'],
])
const doings = new Map<string, RescueMap['doing']>([
  ['?', 'copying'],
  ['*', 'trimming'],
  ['/', 'scraping'],
  ['-', 'retrying'],
  ['F', 'filling'],
  ['G', 'generating'],
  ['+', 'finished'],
])
const mostRanges = 2_000_000
const furthest = 2n ** 63n - 1n

/**
 * Reads a map file of GNU ddrescue: comments, one line of status, then ranges that follow each other without gap or overlap.
 * Throws `source.malformed` naming the line and the rule.
 */
export function parseRescueMap(text: string, path: string): RescueMap {
  let status: Pick<RescueMap, 'position' | 'doing' | 'pass'> | undefined
  const ranges: RescueRange[] = []
  const totals = { finished: 0n, 'non-tried': 0n, 'non-trimmed': 0n, 'non-scraped': 0n, 'bad-sector': 0n }
  let end: bigint | undefined
  for (const [index, whole] of text.split('\n').entries()) {
    const refuse = (reason: string): SourceError =>
      new SourceError('source.malformed', { path, what: 'ddrescue map', reason, line: index + 1 })
    const words = (whole.split('#')[0] ?? '').trim().split(/\s+/)
    if (words[0] === '') continue
    if (status === undefined) {
      status = statusIn(words, refuse)
      continue
    }
    const range = rangeIn(words, refuse)
    if (end !== undefined && range.start !== end)
      throw refuse(range.start < end ? 'overlaps the range before' : 'leaves a gap behind the range before')
    end = range.start + range.size
    if (end > furthest) throw refuse('ends beyond what 63 bits hold')
    if (ranges.length >= mostRanges) throw refuse(`more than ${mostRanges} ranges`)
    ranges.push(range)
    totals[range.state] += range.size
  }
  if (status === undefined || ranges.length === 0)
    throw new SourceError('source.malformed', { path, what: 'ddrescue map', reason: 'no status or no range' })
  return { ...status, ranges, totals }
}

function statusIn(
  words: readonly string[],
  refuse: (reason: string) => SourceError,
): Pick<RescueMap, 'position' | 'doing' | 'pass'> {
  const [position = '', state = '', pass = '1'] = words
  const doing = doings.get(state)
  if (words.length > 3 || doing === undefined) throw refuse('not a line of position, status and pass')
  // Before version 1.20 there was no pass.
  if (!/^\d{1,9}$/.test(pass)) throw refuse('the pass is not a number')
  return { position: numberIn(position, refuse), doing, pass: Number(pass) }
}

function rangeIn(words: readonly string[], refuse: (reason: string) => SourceError): RescueRange {
  const [start = '', size = '', mark = ''] = words
  const state = states.get(mark)
  if (words.length !== 3 || state === undefined)
    throw refuse('not a line of start, size and one of ? * / - +')
  const range = { start: numberIn(start, refuse), size: numberIn(size, refuse), state }
  if (range.size === 0n) throw refuse('a range of no bytes')
  return range
}

function numberIn(text: string, refuse: (reason: string) => SourceError): bigint {
  if (!/^(?:0x[0-9a-fA-F]{1,16}|0|[1-9]\d{0,18})$/.test(text))
    throw refuse(`not a number: ${text.slice(0, 40)}`)
  const number = BigInt(text)
  if (number > furthest) throw refuse('a number beyond 63 bits')
  return number
}
