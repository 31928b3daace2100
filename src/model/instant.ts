import { SourceError } from '../errors.js'
import type { Brand } from './brand.js'

/** A point in time, UTC to the millisecond: `YYYY-MM-DDTHH:mm:ss.sssZ`. Sorts as text. */
export type Instant = Brand<string, 'Instant'>

/** Where a stated time comes from: this machine's clock, or a person who says so. */
export type ClockSource = 'system' | 'stated'

/** A time as an act states it. The zone is the one the person meant; the instant is already in UTC. */
export interface StatedTime {
  readonly clock: ClockSource
  readonly time: Instant
  readonly zone: string
}

export const instantForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

/** Days that no calendar has to be asked about. */
const everyMonthHas =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/

/** True only for a real date: `2026-02-30T…` is refused although it has the form. */
export function isInstant(text: string): text is Instant {
  if (everyMonthHas.test(text)) return true
  if (!instantForm.test(text)) return false
  const milliseconds = Date.parse(text)
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString() === text
}

export function parseInstant(text: string): Instant {
  if (!isInstant(text)) throw new SourceError('source.malformed', { what: 'instant', text })
  return text
}

/** @param milliseconds since 1970-01-01T00:00:00Z */
export function instantOf(milliseconds: number): Instant {
  return parseInstant(new Date(milliseconds).toISOString())
}

export function millisecondsOf(instant: Instant): number {
  return Date.parse(instant)
}
