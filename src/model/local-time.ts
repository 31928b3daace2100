import { UsageError } from '../errors.js'
import { type Instant, instantOf } from './instant.js'

const localForm =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z|[+-]\d{2}:\d{2})?$/
const quarterHour = 15 * 60_000
/** Offsets in use run from UTC−12 to UTC+14. */
const offsets = Array.from({ length: 26 * 4 + 1 }, (_, step) => (step - 12 * 4) * quarterHour)

/** True when the runtime's time zone database (IANA) knows the name. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch (cause) {
    if (cause instanceof RangeError) return false
    throw cause
  }
}

/**
 * The instant a wall clock in `zone` showed. A time that the clock skipped is refused; one that it showed twice is refused
 * unless the text ends in its offset (`2026-10-25 02:30+01:00`).
 * @param what names the time in a refusal
 */
export function instantOfLocal(text: string, zone: string, what = '--at'): Instant {
  const wall = wallClock(text, what)
  if (wall.offset !== undefined) return instantOf(wall.milliseconds - wall.offset)
  const candidates = offsets
    .map((offset) => wall.milliseconds - offset)
    .filter((instant) => instant + offsetAt(instant, zone) === wall.milliseconds)
  const [first, second] = candidates
  if (first === undefined) throw new UsageError('usage.argument', { what, text, reason: 'skipped', zone })
  if (second !== undefined) throw new UsageError('usage.argument', { what, text, reason: 'ambiguous', zone })
  return instantOf(first)
}

/** Milliseconds that `zone` is ahead of UTC at an instant. */
export function offsetAt(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant)
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value)
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return wall - Math.floor(instant / 1000) * 1000
}

function wallClock(text: string, what: string): { milliseconds: number; offset: number | undefined } {
  const match = localForm.exec(text.trim())
  if (!match) throw new UsageError('usage.argument', { what, text, reason: 'form' })
  const [, year, month, day, hour, minute, second = '0', fraction = '0', offset] = match
  const fields = [
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  ] as const
  const milliseconds = Date.UTC(...fields, Number(fraction.padEnd(3, '0')))
  const back = new Date(milliseconds)
  const isReal =
    back.getUTCDate() === fields[2] && back.getUTCMonth() === fields[1] && back.getUTCHours() === fields[3]
  if (!isReal || fields[4] > 59 || fields[5] > 59)
    throw new UsageError('usage.argument', { what, text, reason: 'form' })
  return { milliseconds, offset: offset === undefined ? undefined : offsetOf(offset) }
}

function offsetOf(text: string): number {
  if (text === 'Z') return 0
  const sign = text.startsWith('-') ? -1 : 1
  return sign * (Number(text.slice(1, 3)) * 60 + Number(text.slice(4, 6))) * 60_000
}
