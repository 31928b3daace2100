import { SourceError } from '../errors.js'
import { type Instant, isInstant } from '../model/instant.js'

// Distinguished Encoding Rules (X.690), as far as time stamps need them: one byte of tag, definite lengths in their shortest form.

/** One value as it stands: nothing in it has been interpreted. */
export interface Element {
  readonly tag: number
  readonly content: Uint8Array
  /** Tag, length and content: what signatures and digests are over. */
  readonly whole: Uint8Array
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

const constructed = 0x20
const deepest = 32
const most = 20_000

/** @throws SourceError `source.malformed` unless the bytes are exactly one value, and well-formed to the last of its parts */
export function readDer(bytes: Uint8Array): Element {
  const element = only(elementsIn(bytes))
  let level: readonly Element[] = [element]
  let seen = 0
  for (let depth = 0; level.length > 0; depth += 1) {
    seen += level.length
    if (depth > deepest || seen > most) throw malformed('too many parts')
    level = level.flatMap((each) => ((each.tag & constructed) === 0 ? [] : elementsIn(each.content)))
  }
  return element
}

/** Values one after another, which fill the bytes. */
export function elementsIn(bytes: Uint8Array): readonly Element[] {
  const elements: Element[] = []
  for (let at = 0; at < bytes.length; ) {
    const element = elementAt(bytes, at)
    elements.push(element)
    at += element.whole.length
  }
  return elements
}

function elementAt(bytes: Uint8Array, at: number): Element {
  const tag = bytes[at] ?? 0
  // Tag numbers above 30 take more bytes; nothing in a time stamp has one.
  if ((tag & 0x1f) === 0x1f || tag === 0) throw malformed('tag')
  const first = bytes[at + 1]
  if (first === undefined) throw malformed('cut short')
  const { length, header } = first < 0x80 ? { length: first, header: 2 } : longLength(bytes, at, first & 0x7f)
  const end = at + header + length
  if (end > bytes.length) throw malformed('cut short')
  return { tag, content: bytes.subarray(at + header, end), whole: bytes.subarray(at, end) }
}

function longLength(bytes: Uint8Array, at: number, digits: number): { length: number; header: number } {
  if (digits === 0 || digits > 3) throw malformed('length')
  let length = 0
  for (let index = 0; index < digits; index += 1) length = length * 256 + (bytes[at + 2 + index] ?? 0)
  if (length < 0x80 || bytes[at + 2] === 0) throw malformed('length')
  return { length, header: 2 + digits }
}

/** The parts of a SEQUENCE in their order. */
export interface Fields {
  /** @throws SourceError `source.malformed` when the next part is another or there is none */
  required(tag: number): Element
  /** The next part if it has this tag. */
  optional(tag: number): Element | undefined
  any(): Element | undefined
  /** @throws SourceError `source.malformed` when parts are left that nobody asked for */
  end(): void
}

export function fieldsOf(element: Element, tag: number = tags.sequence): Fields {
  const parts = elementsIn(expect(element, tag).content)
  let next = 0
  function any(): Element | undefined {
    const part = parts[next]
    if (part) next += 1
    return part
  }
  const optional = (wanted: number) => (parts[next]?.tag === wanted ? any() : undefined)
  return {
    optional,
    any,
    required(wanted) {
      const part = optional(wanted)
      if (!part) throw malformed('another form')
      return part
    },
    end() {
      if (next < parts.length) throw malformed('another form')
    },
  }
}

/** @throws SourceError `source.malformed` */
export function expect(element: Element | undefined, tag: number): Element {
  if (element?.tag !== tag) throw malformed('another form')
  return element
}

/** What an EXPLICIT tag or a sequence of one holds. */
export function only(elements: readonly Element[]): Element {
  const [element, another] = elements
  if (!element || another) throw malformed('another form')
  return element
}

export function integerOf({ content }: Element): bigint {
  const [first, second = 0] = content
  const padded = content.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))
  if (first === undefined || padded) throw malformed('integer')
  const value = BigInt(`0x${Buffer.from(content).toString('hex')}`)
  return first < 0x80 ? value : value - (1n << BigInt(8 * content.length))
}

/** @throws SourceError `source.malformed` outside 0…`highest` */
export function countOf(element: Element, highest: number): number {
  const value = integerOf(element)
  if (value < 0n || value > BigInt(highest)) throw malformed('integer')
  return Number(value)
}

export function booleanOf({ content }: Element): boolean {
  if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff)) throw malformed('boolean')
  return content[0] === 0xff
}

/** Dotted decimal. */
export function oidOf({ content }: Element): string {
  const arcs: bigint[] = []
  let arc = 0n
  for (const [index, byte] of content.entries()) {
    const begins = index === 0 || (content[index - 1] ?? 0) < 0x80
    if (begins && byte === 0x80) throw malformed('object identifier')
    arc = (arc << 7n) | BigInt(byte & 0x7f)
    if (byte < 0x80) {
      arcs.push(arc)
      arc = 0n
    }
  }
  const [first, ...rest] = arcs
  if (first === undefined || (content.at(-1) ?? 0) >= 0x80) throw malformed('object identifier')
  const top = first < 80n ? first / 40n : 2n
  return [top, first - top * 40n, ...rest].join('.')
}

/** Bits that fill whole bytes. */
export function wholeBitsOf({ content }: Element): Uint8Array {
  if (content[0] !== 0) throw malformed('bit string')
  return content.subarray(1)
}

const utcForm = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/
const generalizedForm = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d*[1-9]))?Z$/

/** UTCTime or GeneralizedTime, to the millisecond; what is finer is cut off. */
export function timeOf({ tag, content }: Element): Instant {
  const text = Buffer.from(content).toString('latin1')
  const form = tag === tags.utcTime ? utcForm : tag === tags.generalizedTime ? generalizedForm : undefined
  const [, year = '', month, day, hour, minute, second, fraction = ''] = form?.exec(text) ?? []
  const century = year.length === 4 ? '' : year >= '50' ? '19' : '20'
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3)
  const instant = `${century}${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}Z`
  if (!isInstant(instant)) throw malformed('time')
  return instant
}

/** One value, to be put into another. */
export function encodeDer(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts)
  const { length } = content
  const digits = length < 0x80 ? '' : length.toString(16)
  const longer = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex')
  const header = longer.length === 0 ? [tag, length] : [tag, 0x80 | longer.length, ...longer]
  return Buffer.concat([Uint8Array.from(header), content])
}

/** Of a number that is not negative. */
export function encodeInteger(value: bigint): Uint8Array {
  const digits = value.toString(16)
  const even = digits.length % 2 === 0 ? digits : `0${digits}`
  return encodeDer(tags.integer, Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex'))
}

const oidForm = /^[012](?:\.(?:0|[1-9]\d{0,38})){1,30}$/

export function isOid(text: string): boolean {
  return oidForm.test(text) && (text.startsWith('2.') || Number(text.split('.')[1]) < 40)
}

/** @param text as `isOid` accepts it */
export function encodeOid(text: string): Uint8Array {
  if (!isOid(text)) throw malformed('object identifier')
  const [first = 0n, second = 0n, ...rest] = text.split('.').map(BigInt)
  const bytes = [first * 40n + second, ...rest].flatMap((arc) => {
    const septets = [Number(arc & 0x7fn)]
    for (let left = arc >> 7n; left > 0n; left >>= 7n) septets.unshift(0x80 | Number(left & 0x7fn))
    return septets
  })
  return encodeDer(tags.oid, Uint8Array.from(bytes))
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}

export function malformed(reason: string): SourceError {
  return new SourceError('source.malformed', { what: 'time stamp', reason })
}
