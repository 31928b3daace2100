import type { BigIntStats } from 'node:fs'
import type { FileTimes } from './acquired.js'

/** What must stay the same while a file is read. */
export type FileState = Pick<BigIntStats, 'dev' | 'ino' | 'size' | 'mtimeNs' | 'ctimeNs'>

/** The state alone, as plain data that can be sent to another thread. */
export function stateOf({
  dev,
  ino,
  size,
  mtimeNs,
  ctimeNs,
  atimeNs,
}: BigIntStats): FileState & { atimeNs: bigint } {
  return { dev, ino, size, mtimeNs, ctimeNs, atimeNs }
}

const attributes = ['dev', 'ino', 'size', 'mtimeNs', 'ctimeNs'] as const
const nanosecondsPerSecond = 1_000_000_000n
/** ECMA-262 §21.4.1.1: 100,000,000 days either side of 1970. */
const furthestSecond = 8_640_000_000_000n

/**
 * The attributes that differ, empty for none. A change is seen as finely as the file system keeps time: two changes in one
 * tick of its clock (up to 4 ms on ext4, 2 s on FAT) that leave the size alone look like one.
 */
export function differences(before: FileState, after: FileState): string[] {
  return attributes.filter((name) => before[name] !== after[name])
}

export function fileTimes(stats: BigIntStats): FileTimes {
  const times = {
    modified: instant(stats.mtimeNs),
    changed: instant(stats.ctimeNs),
    accessed: instant(stats.atimeNs),
  }
  // Node gives 0 where the file system does not keep a birth time.
  return stats.birthtimeNs === 0n ? times : { ...times, born: instant(stats.birthtimeNs) }
}

/** Nanoseconds since 1970 as UTC text. What lies beyond the calendar of ECMA-262 becomes the last second within it. */
export function instant(nanoseconds: bigint): string {
  const fraction = ((nanoseconds % nanosecondsPerSecond) + nanosecondsPerSecond) % nanosecondsPerSecond
  const seconds = clamp((nanoseconds - fraction) / nanosecondsPerSecond)
  const text = new Date(Number(seconds) * 1000).toISOString().replace(/^\+/, '')
  return `${text.slice(0, text.indexOf('.'))}.${fraction.toString().padStart(9, '0')}Z`
}

function clamp(seconds: bigint): bigint {
  if (seconds > furthestSecond) return furthestSecond
  return seconds < -furthestSecond ? -furthestSecond : seconds
}
