import { type Instant, millisecondsOf } from '../model/instant.js'
import { isZone, offsetAt } from '../model/local-time.js'

/** `2026-03-01 09:00:00 +01:00`, to the second, as a clock in `zone` showed it; in UTC when the zone is not known here. */
export function clockText(instant: Instant, zone: string): string {
  if (!isZone(zone)) return utcText(instant)
  const milliseconds = millisecondsOf(instant)
  const offset = offsetAt(milliseconds, zone)
  return `${dateAndTime(milliseconds + offset)} ${offsetText(offset)}`
}

/** `2026-03-01 08:00:00 UTC` */
export function utcText(instant: Instant): string {
  return `${dateAndTime(millisecondsOf(instant))} UTC`
}

/** Whether {@link clockText} shows this zone's own clock. */
export function isShownIn(zone: string): boolean {
  return isZone(zone)
}

function dateAndTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')
}

/** Before zones were whole minutes apart some were off by seconds; those are cut, as ISO 8601 offsets have none. */
function offsetText(milliseconds: number): string {
  const minutes = Math.trunc(Math.abs(milliseconds) / 60_000)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${milliseconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
