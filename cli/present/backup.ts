import type { BackedUp, Restored, Speaker } from '../../src/index.js'
import { auditJson, auditText } from './audit.js'

export function backupJson(speaker: Speaker, { result, ...made }: BackedUp) {
  return { ...made, verification: auditJson(speaker, result) }
}

export function backupText(speaker: Speaker, made: BackedUp): string {
  const { say } = speaker
  const { folder, isBackup, evidence, result } = made
  return [
    say(isBackup ? 'cli.backup.done' : 'cli.backup.not', { folder }),
    counted(speaker, made),
    ...(evidence ? inPlace(speaker, result) : [say('cli.backup.no-evidence')]),
    say('cli.backup.holds-not'),
    ...made.holdsNot.map((each) => `  - ${say(`cli.backup.holds-not.${each}`)}`),
    '',
    auditText(speaker, result),
  ].join('\n')
}

function inPlace({ say }: Speaker, { notChecked }: BackedUp['result']): readonly string[] {
  return notChecked.some(({ what, why }) => what === 'blobs' && why === 'not-asked')
    ? [say('cli.backup.in-place')]
    : []
}

export function restoreJson(speaker: Speaker, { result, ...restored }: Restored) {
  return { ...restored, verification: auditJson(speaker, result) }
}

export function restoreText(speaker: Speaker, restored: Restored): string {
  const { say } = speaker
  const { folder, isRestored, evidence, seen, result } = restored
  const { size } = result.head
  return [
    say(isRestored ? 'cli.restore.done' : 'cli.restore.not', { folder }),
    counted(speaker, restored),
    ...(isRestored && !evidence ? [say('cli.restore.not-evidence')] : []),
    ...(isRestored && seen !== undefined ? [say('cli.restore.behind', { seen, size })] : []),
    '',
    auditText(speaker, result),
  ].join('\n')
}

function counted({ say }: Speaker, { blobs, bytes, resumed, result }: BackedUp | Restored): string {
  return say('cli.backup.counted', {
    entries: result.head.size,
    blobs,
    bytes,
    ...(resumed > 0 ? { resumed } : {}),
  })
}
