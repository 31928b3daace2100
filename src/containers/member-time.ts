import type { MemberTime } from './entry.js'

/** ECMA-262 §21.4.1.1: 100,000,000 days either side of 1970. */
const furthestSecond = 8_640_000_000_000n
const billion = 1_000_000_000n
/** Seconds from 1601, where NTFS begins to count, to 1970. */
const ntfsEpoch = 11_644_473_600n

/** Nanoseconds since 1970; undefined beyond the calendar. */
export function instantTime(nanoseconds: bigint): MemberTime | undefined {
  const fraction = ((nanoseconds % billion) + billion) % billion
  const seconds = (nanoseconds - fraction) / billion
  if (seconds > furthestSecond || seconds < -furthestSecond) return undefined
  const text = new Date(Number(seconds) * 1000).toISOString().replace(/^\+/, '')
  return {
    kind: 'instant',
    text: `${text.slice(0, text.indexOf('.'))}.${fraction.toString().padStart(9, '0')}Z`,
  }
}

export function secondsTime(seconds: number): MemberTime | undefined {
  return instantTime(BigInt(seconds) * billion)
}

/** Steps of 100 ns since 1601. */
export function ntfsTime(steps: bigint): MemberTime | undefined {
  return steps === 0n ? undefined : instantTime(steps * 100n - ntfsEpoch * billion)
}

/** MS-DOS date and time: two seconds fine, and of no zone. Undefined for a day there never was. */
export function dosTime(date: number, time: number): MemberTime | undefined {
  const [year, month, day] = [1980 + (date >> 9), (date >> 5) & 15, date & 31]
  const [hour, minute, second] = [time >> 11, (time >> 5) & 63, (time & 31) * 2]
  const isDay =
    month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
  if (!isDay || hour > 23 || minute > 59 || second > 59) return undefined
  const two = (number: number) => String(number).padStart(2, '0')
  return {
    kind: 'local',
    text: `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`,
  }
}
