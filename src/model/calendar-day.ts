import { SourceError, UsageError } from '../errors.js'
import type { Brand } from './brand.js'
import { type Instant, millisecondsOf } from './instant.js'
import { isZone, offsetAt } from './local-time.js'

/** A day of the calendar, `YYYY-MM-DD`, in no zone: what a birth certificate states. Sorts as text. */
export type CalendarDay = Brand<string, 'CalendarDay'>

/** Closed: both ends belong to it. What is known of a date; an exact date is a range of one day. */
export interface DayRange {
  readonly first: CalendarDay
  readonly last: CalendarDay
}

const millisecondsOfDay = 86_400_000
const partialForm = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/

/** @throws SourceError `source.malformed` when the calendar has no such day */
export function parseDay(text: string): CalendarDay {
  if (!isDay(text)) throw malformed(text)
  return text
}

function isDay(text: string): text is CalendarDay {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const milliseconds = Date.parse(`${text}T00:00:00.000Z`)
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(text)
}

/**
 * What a date of any precision says: `2009`, `2009-03`, `2009-03-14`, or two of them as `2009-03/2010-01`, each end included.
 * @throws SourceError `source.malformed` when it is none of these, or ends before it begins
 */
export function dayRangeOf(text: string): DayRange {
  const [from = '', to = from, ...more] = text.split('/')
  const range = { first: outermost(from, 'first'), last: outermost(to, 'last') }
  if (more.length > 0 || range.first > range.last) throw malformed(text)
  return range
}

function outermost(text: string, end: 'first' | 'last'): CalendarDay {
  const [, year = '', month, day] = partialForm.exec(text) ?? []
  if (day !== undefined || year === '') return parseDay(text)
  if (end === 'first') return parseDay(`${year}-${month ?? '01'}-01`)
  const lastMonth = parseDay(`${year}-${month ?? '12'}-28`).slice(0, 7)
  return parseDay(`${lastMonth}-${[31, 30, 29, 28].find((length) => isDay(`${lastMonth}-${length}`))}`)
}

/** Days from 1970-01-01. */
export function dayNumber(day: CalendarDay): number {
  return Date.parse(`${day}T00:00:00.000Z`) / millisecondsOfDay
}

/** @throws SourceError `source.malformed` outside the years 0000 to 9999 */
export function dayAfter(day: CalendarDay, days: number): CalendarDay {
  return dayIn((dayNumber(day) + days) * millisecondsOfDay)
}

/**
 * The day that a calendar on the wall showed in `zone`.
 * @throws UsageError `usage.argument` when no zone has this name
 */
export function dayAt(instant: Instant, zone: string): CalendarDay {
  if (!isZone(zone)) throw new UsageError('usage.argument', { what: 'zone', text: zone, reason: 'zone' })
  const milliseconds = millisecondsOf(instant)
  return dayIn(milliseconds + offsetAt(milliseconds, zone))
}

/** @param milliseconds of a wall clock, since its own 1970-01-01T00:00 */
function dayIn(milliseconds: number): CalendarDay {
  return parseDay(new Date(milliseconds).toISOString().slice(0, -'T00:00:00.000Z'.length))
}

/** The days in `zone` on which something happened that began and ended at these instants. */
export function daysBetween(began: Instant, ended: Instant, zone: string): DayRange {
  if (began > ended) throw malformed(`${began}/${ended}`)
  return { first: dayAt(began, zone), last: dayAt(ended, zone) }
}

function malformed(text: string): SourceError {
  return new SourceError('source.malformed', { what: 'calendar day', text, reason: 'day' })
}
