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
    ...(result.enacted.dryRun ? { dryRun: true } : {}),
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
  for (const each of result.failed)
    lines.push(speaker.say('cli.ingested.failed', { ...each, reason: reasonText(speaker, each) }))
  if (result.metadataFailed > 0)
    lines.push(speaker.say('cli.ingested.metadata-failed', { count: result.metadataFailed }))
  return lines.join('\n')
}

const reasons = {
  'a link is not followed': 'unread.link',
  'a fifo is not opened': 'unread.fifo',
  'a socket is not opened': 'unread.socket',
  'a device is not opened': 'unread.device',
  'a folder that contains itself': 'unread.loop',
  'belongs to the case that is being written': 'unread.case',
  EACCES: 'unread.denied',
  EPERM: 'unread.denied',
} as const

const codes = ['source.absent', 'source.changed', 'source.excluded', 'source.not-regular'] as const

/** Why something was not read, in the user's language; the record and `--json` keep the exact reason. */
export function reasonText(
  { say }: Speaker,
  { code, reason }: { readonly code: string; readonly reason: string },
): string {
  const key = Object.entries(reasons).find(([known]) => known === reason)?.[1]
  if (key !== undefined) return say(key)
  return say(`unread.${codes.find((each) => each === code) ?? 'source.unreadable'}`, { reason })
}
