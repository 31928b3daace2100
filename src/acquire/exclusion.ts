import { type BigIntStats, statSync } from 'node:fs'

/** Tells files and folders apart however they are reached. */
export function identityOf(stats: BigIntStats): string {
  return `${stats.dev}:${stats.ino}`
}

/** Whether something is one of `paths`; a path where there is nothing yet counts as soon as there is. */
export function createExclusion(paths: readonly string[]): (stats: BigIntStats) => boolean {
  const known = new Set<string>()
  let missing = paths

  function isMissing(path: string): boolean {
    const stats = statSync(path, { bigint: true, throwIfNoEntry: false })
    if (stats) known.add(identityOf(stats))
    return stats === undefined
  }

  return (stats) => {
    if (missing.length > 0) missing = missing.filter(isMissing)
    return known.has(identityOf(stats))
  }
}
