import type { Ingested, Speaker } from '../../src/index.js'

export function ingestedJson(result: Ingested, seconds: number) {
  const { acquisition, exhibit, entry, manifest, items, bytes, blobs, duplicates, failed, metadataFailed } =
    result
  return {
    acquisition,
    exhibit,
    entry,
    manifest,
    items,
    bytes,
    blobs,
    duplicates,
    failed,
    metadataFailed,
    seconds,
  }
}

export function ingestedText(speaker: Speaker, result: Ingested, seconds: number): string {
  if (result.enacted.dryRun) return speaker.say('cli.ingested.dry')
  const { acquisition = '', exhibit, entry = 0, items, bytes, blobs, duplicates } = result
  const lines = [
    speaker.say('cli.ingested.done', {
      acquisition,
      exhibit,
      entry,
      items,
      bytes,
      blobs,
      duplicates,
      seconds,
    }),
  ]
  for (const each of result.failed) lines.push(speaker.say('cli.ingested.failed', each))
  if (result.metadataFailed > 0)
    lines.push(speaker.say('cli.ingested.metadata-failed', { count: result.metadataFailed }))
  return lines.join('\n')
}
