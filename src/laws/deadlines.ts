import { type CalendarDay, dayAfter, dayAt } from '../model/calendar-day.js'
import { type Instant, instantOf, millisecondsOf } from '../model/instant.js'
import type { Deadline, DeadlineKind, Hours, Law } from './law.js'

/** When a deadline runs out: hours run to an instant, days to the end of a calendar day. What falls on either is still in time. */
export type Due =
  | { readonly kind: 'instant'; readonly until: Instant }
  | { readonly kind: 'day'; readonly lastDay: CalendarDay }

const hour = 3_600_000

export function millisecondsIn({ count }: Hours): number {
  return count * hour
}

/** Undefined when this country's data hold none of this kind: then nothing is late, and nothing can be said to be in time. */
export function deadlineOf(law: Law, kind: DeadlineKind): Deadline | undefined {
  return [law.contemporaneity, ...law.deadlines].find((deadline) => deadline.kind === kind)
}

/**
 * Hours run through, weekends and changes of the clock included; days are counted on the calendar of `zone`, without the day of the event.
 * @throws UsageError `usage.argument` when no zone has this name; SourceError `source.malformed` past the year 9999
 */
export function dueOf(deadline: Deadline, from: Instant, zone: string): Due {
  const { length } = deadline
  if (length.kind === 'days') return { kind: 'day', lastDay: dayAfter(dayAt(from, zone), length.count) }
  return { kind: 'instant', until: instantOf(millisecondsOf(from) + millisecondsIn(length)) }
}

/** True when it happened after the deadline had run out. What happened before the event itself is not late. */
export function isLate(deadline: Deadline, from: Instant, happened: Instant, zone: string): boolean {
  const due = dueOf(deadline, from, zone)
  return due.kind === 'instant' ? happened > due.until : dayAt(happened, zone) > due.lastDay
}
