import { createHash } from 'node:crypto'
import type { MetadataValue } from './extractor.js'

export const mostValues = 2_000
export const longestValue = 4_096
export const mostElements = 256
/** Of why a file was refused. */
export const longestReason = 500
const longestName = 200
const longestWhere = 300
const mostCharacters = 2 ** 20
/** What a number counts for in characters. */
const numberWeight = 16

export type Found = string | number | boolean | readonly (string | number)[] | undefined

export interface ValueList {
  /** Nothing is added for `undefined` and for an empty list. What is too long is cut, and `where` says so. */
  add(name: string, value: Found, where: string): void
  /** Content never shows: bytes are stood for by their length and SHA-256. */
  addDigest(name: string, bytes: Uint8Array, where: string): void
  /** What was added, and if there was more, how much was left out. */
  values(): readonly MetadataValue[]
}

/** Collects values within bounds, so that no file can make a record grow as it likes. */
export function valueList(): ValueList {
  const kept: MetadataValue[] = []
  let characters = 0
  let omitted = 0

  function add(name: string, value: Found, where: string): void {
    if (value === undefined || (Array.isArray(value) && value.length === 0)) return
    const cut = typeof value === 'object' ? cutList(value) : cutScalar(value)
    const entry: MetadataValue = {
      name: wellFormed(name.slice(0, longestName)),
      value: cut.value,
      where: wellFormed(`${where.slice(0, longestWhere - 60)}${cut.note}`),
    }
    const weight = entry.name.length + entry.where.length + lengthOf(entry.value)
    if (kept.length >= mostValues - 1 || characters + weight > mostCharacters) {
      omitted += 1
      return
    }
    characters += weight
    kept.push(entry)
  }

  return {
    add,
    addDigest(name, bytes, where) {
      add(`${name}.length`, bytes.length, where)
      add(`${name}.sha256`, createHash('sha256').update(bytes).digest('hex'), where)
    },
    values() {
      if (omitted === 0) return kept
      const where = `at most ${mostValues} values and ${mostCharacters} characters are kept`
      return [...kept, { name: 'values.omitted', value: omitted, where }]
    },
  }
}

interface Cut {
  readonly value: MetadataValue['value']
  readonly note: string
}

function cutScalar(value: string | number | boolean): Cut {
  if (typeof value === 'boolean') return { value, note: '' }
  if (typeof value === 'number') return { value: finite(value), note: '' }
  if (value.length <= longestValue) return { value: wellFormed(value), note: '' }
  return {
    value: wellFormed(value.slice(0, longestValue)),
    note: `, cut to ${longestValue} of ${value.length} characters`,
  }
}

function cutList(list: readonly (string | number)[]): Cut {
  const value: (string | number)[] = []
  let room = longestValue
  for (const element of list.slice(0, mostElements)) {
    if (room <= 0) break
    const taken = typeof element === 'number' ? finite(element) : wellFormed(element.slice(0, room))
    room -= Math.max(1, lengthOf(taken))
    value.push(taken)
  }
  const note =
    value.length < list.length ? `, cut to ${value.length} of ${list.length} elements` : lastCut(list, value)
  return { value, note }
}

function lastCut(list: readonly (string | number)[], value: readonly (string | number)[]): string {
  const before = list.at(-1)
  const after = value.at(-1)
  if (typeof before !== 'string' || typeof after !== 'string' || after.length === before.length) return ''
  return `, last element cut to ${after.length} of ${before.length} characters`
}

/** JSON has neither NaN nor infinity nor a negative zero; a rational with the denominator 0 gives the first two. */
function finite(value: number): number | string {
  if (!Number.isFinite(value)) return String(value)
  return value === 0 ? 0 : value
}

/** Half of a surrogate pair is no text, and has no UTF-8. */
function wellFormed(text: string): string {
  return /[\ud800-\udfff]/.test(text) ? text.replace(/\p{Cs}/gu, '\ufffd') : text
}

function lengthOf(value: MetadataValue['value']): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object') return numberWeight
  return value.reduce<number>((sum, each) => sum + (typeof each === 'string' ? each.length : numberWeight), 0)
}
