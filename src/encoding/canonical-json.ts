import { SourceError } from '../errors.js'
import { isWellFormed } from './utf8.js'

/**
 * A JSON value. Shapes that are written as canonical JSON are declared with `type`, not `interface`: only those are
 * assignable to the index signature.
 */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** Nesting beyond this is refused, so that hostile text cannot exhaust the stack. */
const maxDepth = 500

/**
 * RFC 8785 text of a value. Throws `source.malformed` for what has none: NaN, infinities, lone surrogates, `undefined`,
 * and values nested deeper than 500.
 */
export function canonicalJson(value: Json): string {
  return write(value, 0)
}

/**
 * The value of a text that is already canonical; throws `source.malformed` for any other text. `JSON.parse` alone would
 * accept duplicate keys, white space and `-0`, and let two texts mean the same.
 */
export function parseCanonicalJson(text: string): Json {
  const value = parse(text)
  if (!isPlainlyCanonical(value, text) && canonicalJson(value) !== text) throw malformed('not canonical')
  return value
}

/**
 * What nearly every canonical text shows at a third of the cost: members in order, and `JSON.stringify` gives the text back. It
 * escapes and writes numbers as RFC 8785 does, lone surrogates apart. False decides nothing.
 */
function isPlainlyCanonical(value: Json, text: string): boolean {
  return isInOrder(value, 0) && JSON.stringify(value) === text && !text.includes('\\ud')
}

function isInOrder(value: Json, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (depth === maxDepth) return false
  if (isArray(value)) return value.every((member) => isInOrder(member, depth + 1))
  let last: string | undefined
  for (const key of Object.keys(value)) {
    if (last !== undefined && key <= last) return false
    last = key
    const member = value[key]
    if (typeof member === 'object' && member !== null && !isInOrder(member, depth + 1)) return false
  }
  return true
}

/** The integers-only profile of acts: throws `source.malformed` unless every number is an integer of at most 2^53-1. */
export function requireIntegers(value: Json): void {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw malformed('not a safe integer')
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const member of Object.values<Json>(value)) requireIntegers(member)
}

function parse(text: string): Json {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new SourceError('source.malformed', { what: 'json', reason: 'syntax' }, { cause })
  }
}

function write(value: Json, depth: number): string {
  switch (typeof value) {
    case 'string':
      return quote(value)
    case 'number':
      // ECMAScript's own number text is what RFC 8785 §3.2.2.3 prescribes.
      if (!Number.isFinite(value)) throw malformed('not a finite number')
      return JSON.stringify(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      return value === null ? 'null' : writeNested(value, depth + 1)
    default:
      throw malformed('not a JSON value')
  }
}

function writeNested(value: readonly Json[] | { readonly [key: string]: Json }, depth: number): string {
  if (depth > maxDepth) throw malformed('nested too deep')
  if (isArray(value)) return `[${value.map((member) => write(member, depth)).join(',')}]`
  let text = ''
  // The default order compares UTF-16 code units, as RFC 8785 §3.2.3 asks.
  for (const key of Object.keys(value).sort()) {
    const member = value[key]
    if (member === undefined) throw malformed('undefined member')
    text += `${text === '' ? '' : ','}${quote(key)}:${write(member, depth)}`
  }
  return `{${text}}`
}

function quote(text: string): string {
  const quoted = JSON.stringify(text)
  // JSON.stringify escapes a lone surrogate, so text that grew by its quotes alone has none.
  if (quoted.length > text.length + 2 && !isWellFormed(text)) throw malformed('lone surrogate')
  return quoted
}

/** `Array.isArray` does not narrow read-only arrays. */
function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

function malformed(reason: string): SourceError {
  return new SourceError('source.malformed', { what: 'json', reason })
}
