import type { AuditProgress, BackupProgress, IngestProgress } from '../../src/index.js'
import type { Context } from '../context.js'

const barWidth = 24
const redrawMilliseconds = 100

/** At most ten pictures a second: a terminal is slower than a disk. */
function paced(draw: (text: string) => void): (text: () => string) => void {
  let last = 0
  return (text) => {
    const now = performance.now()
    if (now - last < redrawMilliseconds) return
    last = now
    draw(text())
  }
}

function bar(done: number, of: number): string {
  const filled = of === 0 ? barWidth : Math.min(barWidth, Math.floor((done / of) * barWidth))
  return `[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}]`
}

export function ingestProgress(
  { terminal, speaker }: Context,
  onIngested: IngestProgress['onIngested'],
): IngestProgress {
  const draw = paced(terminal.progress)
  return {
    onRead: ({ files, bytes }) => draw(() => speaker.say('cli.progress.read', { files, bytes })),
    onExamined: (files, of) =>
      draw(() => `${bar(files, of)} ${speaker.say('cli.progress.examined', { files, of })}`),
    onIngested,
  }
}

export function auditProgress({ terminal, speaker }: Context): AuditProgress {
  const draw = paced(terminal.progress)
  let total = 0
  let hashed = 0
  return {
    entries: (entries) => draw(() => speaker.say('cli.progress.entries', { entries })),
    evidence: (_files, bytes) => {
      total = bytes
    },
    hashed: (bytes) => {
      hashed += bytes
      draw(() => `${bar(hashed, total)} ${speaker.say('cli.progress.hashed', { bytes: hashed, of: total })}`)
    },
  }
}

export function backupProgress(context: Context): BackupProgress {
  const draw = paced(context.terminal.progress)
  let copied = 0
  return {
    ...auditProgress(context),
    copied: (bytes) => {
      copied += bytes
      draw(() => context.speaker.say('cli.progress.copied', { bytes: copied }))
    },
  }
}
