import type { SoftwareField } from '../model/field.js'
import { type Instant, instantOf, millisecondsOf } from '../model/instant.js'

/** What is kept of every act that was followed, however many there are. */
export interface Followed {
  readonly seq: number
  readonly logTime: Instant
  /** Whose key signed it, and which: `<person>+<key id>`, in the order of the lines. */
  readonly signers: readonly string[]
  /** What it says made it. */
  readonly software: SoftwareField
}

/** The acts that were followed, from entry 0 without a gap, some 20 bytes each. */
export interface Trail {
  readonly length: number
  add(followed: Omit<Followed, 'seq'>, seen: number): void
  /** Log time of one of them, in milliseconds; not a number where there is none. */
  timeAt(seq: number): number
  /** Size of the checkpoint that the signers of each act had seen, in the order of the acts. */
  seen(): Iterable<number>
  filter(test: (followed: Followed) => boolean): Followed[]
}

export function newTrail(): Trail {
  const times = numbers()
  const seen = numbers()
  let newest = { text: '', time: Number.NaN }
  const signers = repeated<readonly string[]>((each) => each.join('\n'))
  const software = repeated<SoftwareField>(
    ({ lock, name, node, openssl, package: files, version }) =>
      `${lock}${node.sha256}${openssl.sha256}${files} ${node.version}\n${openssl.version}\n${name}\n${version}`,
  )

  return {
    get length() {
      return times.length
    },
    add(followed, size) {
      // Acts that are recorded together have one log time.
      if (followed.logTime !== newest.text)
        newest = { text: followed.logTime, time: millisecondsOf(followed.logTime) }
      times.add(newest.time)
      seen.add(size)
      signers.add(followed.signers)
      software.add(followed.software)
    },
    timeAt: (seq) => (seq >= 0 && seq < times.length ? times.at(seq) : Number.NaN),
    *seen() {
      for (let seq = 0; seq < seen.length; seq += 1) yield seen.at(seq)
    },
    filter(test) {
      const found: Followed[] = []
      for (let seq = 0; seq < times.length; seq += 1) {
        const logTime = instantOf(times.at(seq))
        const followed = { seq, logTime, signers: signers.at(seq), software: software.at(seq) }
        if (test(followed)) found.push(followed)
      }
      return found
    },
  }
}

/** Values of which few differ: each is kept once, and its number for every act. */
function repeated<Value>(nameOf: (value: Value) => string) {
  const known = new Map<string, number>()
  const values: Value[] = []
  const row = numbers()
  return {
    add(value: Value): void {
      const name = nameOf(value)
      const number = known.get(name) ?? values.push(value) - 1
      known.set(name, number)
      row.add(number)
    },
    at(index: number): Value {
      const value = values[row.at(index)]
      if (value === undefined) throw new RangeError(`nothing at ${index}`)
      return value
    },
  }
}

/** Numbers in a row, outside the heap. */
function numbers() {
  let all = new Float64Array(64)
  let length = 0
  return {
    get length() {
      return length
    },
    add(value: number): void {
      if (length === all.length) {
        const larger = new Float64Array(length * 2)
        larger.set(all)
        all = larger
      }
      all[length] = value
      length += 1
    },
    at: (index: number): number => all[index] ?? Number.NaN,
  }
}
