import type { MemberTime } from './entry.js'
import { instantTime } from './member-time.js'

export const blockSize = 512

/** A header block whose checksum holds. Numbers that do not parse are undefined. */
export interface TarHeader {
  readonly name: Uint8Array
  readonly link: Uint8Array
  readonly type: string
  readonly size: number | undefined
  readonly modified: bigint | undefined
  /** Whether a block of old GNU sparse places follows. */
  readonly extended: boolean
}

/** What a pax header says of the entry after it (POSIX.1-2001). */
export type PaxRecords = ReadonlyMap<string, Uint8Array>

/** Undefined when the checksum is wrong: then nothing of the block counts. */
export function tarHeader(block: Buffer): TarHeader | undefined {
  if (block.length < blockSize) return undefined
  const stated = octal(block.subarray(148, 156))
  if (stated === undefined || !sumsOf(block).includes(Number(stated))) return undefined
  const isPosix = block.toString('latin1', 257, 263) === 'ustar\0'
  const prefix = isPosix ? text(block.subarray(345, 500)) : Buffer.alloc(0)
  const name = text(block.subarray(0, 100))
  return {
    name: prefix.length > 0 ? Buffer.concat([prefix, Buffer.from('/'), name]) : name,
    link: text(block.subarray(157, 257)),
    type: String.fromCharCode(block.readUInt8(156)),
    size: safeNumber(number(block.subarray(124, 136))),
    modified: number(block.subarray(136, 148)),
    extended: block.readUInt8(482) !== 0,
  }
}

export function isZero(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0)
}

/** Old systems added the bytes up as signed. */
function sumsOf(block: Buffer): [number, number] {
  let unsigned = 0
  let signed = 0
  for (let at = 0; at < blockSize; at += 1) {
    const byte = at >= 148 && at < 156 ? 0x20 : block.readUInt8(at)
    unsigned += byte
    signed += byte > 127 ? byte - 256 : byte
  }
  return [unsigned, signed]
}

function text(field: Buffer): Buffer {
  const end = field.indexOf(0)
  return end < 0 ? field : field.subarray(0, end)
}

/** Octal digits, or with the high bit set a number in base 256, which may be negative (GNU). */
function number(field: Buffer): bigint | undefined {
  const first = field.readUInt8(0)
  if (first < 128) return octal(field)
  const bits = BigInt(field.length * 8 - 1)
  const value = BigInt(`0x${field.toString('hex')}`) & ((1n << bits) - 1n)
  return first >= 192 ? value - (1n << bits) : value
}

function octal(field: Buffer): bigint | undefined {
  const digits = /^[\0 ]*([0-7]*)[\0 ]*$/.exec(field.toString('latin1'))?.[1]
  if (digits === undefined) return undefined
  return digits === '' ? 0n : BigInt(`0o${digits}`)
}

function safeNumber(value: bigint | undefined): number | undefined {
  return value === undefined || value < 0n || value > BigInt(Number.MAX_SAFE_INTEGER)
    ? undefined
    : Number(value)
}

/** `<length> <key>=<value>\n`, one after the other; undefined when one of them is not of this form. */
export function paxRecords(data: Buffer): Map<string, Uint8Array> | undefined {
  const records = new Map<string, Uint8Array>()
  for (let at = 0; at < data.length; ) {
    const space = data.indexOf(0x20, at)
    const digits = data.toString('latin1', at, space)
    if (space < 0 || space - at > 9 || !/^[1-9]\d*$/.test(digits)) return undefined
    const end = at + Number(digits)
    const equals = data.indexOf(0x3d, space)
    if (end > data.length || data.readUInt8(end - 1) !== 0x0a || equals < 0 || equals >= end) return undefined
    records.set(data.toString('latin1', space + 1, equals), data.subarray(equals + 1, end - 1))
    at = end
  }
  return records
}

/** A decimal number of a pax record; undefined when it is none, or beyond what can be counted exactly. */
export function paxSize(value: Uint8Array): number | undefined {
  const digits = Buffer.from(value).toString('latin1')
  return /^\d{1,16}$/.test(digits) && Number.isSafeInteger(Number(digits)) ? Number(digits) : undefined
}

/** Seconds since 1970 with a fraction, which pax gives to the nanosecond and beyond. */
export function paxTime(value: Uint8Array): MemberTime | undefined {
  const parts = /^(-?)(\d{1,15})(?:\.(\d{1,30}))?$/.exec(Buffer.from(value).toString('latin1'))
  if (!parts) return undefined
  const [, minus = '', seconds = '', fraction = ''] = parts
  const nanoseconds = BigInt(seconds) * 1_000_000_000n + BigInt(fraction.slice(0, 9).padEnd(9, '0'))
  return instantTime(minus === '-' ? -nanoseconds : nanoseconds)
}
