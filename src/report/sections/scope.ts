import type { AuditScope } from '../../audit/result.js'
import type { Speaker } from '../../wording/speak.js'
import { line } from '../block.js'
import type { Section } from '../section.js'

/** What was asked and what was counted, before any result. */
export const scope: Section = {
  id: 'scope',
  title: 'report.scope.title',
  compose({ audit, speaker }) {
    const { checked } = audit
    const counted = [
      ['report.scope.entries', checked.entries],
      ['report.scope.signatures', checked.signatures],
      ['report.scope.checkpoints', checked.checkpoints],
      ['report.scope.manifests', checked.manifests],
      ['report.scope.items', checked.items],
      ['report.scope.blobs', checked.blobs],
      ['report.scope.timestamps', checked.timestamps],
      ['report.scope.cosignatures', checked.cosignatures],
    ] as const
    return [
      { kind: 'paragraph', text: speaker.say(`report.scope.source.${audit.kind}`) },
      { kind: 'paragraph', text: askedText(audit.scope, speaker) },
      {
        kind: 'facts',
        rows: [
          ...counted.map(([key, count]) => ({ label: speaker.say(key), value: line(speaker.count(count)) })),
          { label: speaker.say('report.scope.bytes'), value: line(speaker.bytes(checked.bytes)) },
        ],
      },
      { kind: 'paragraph', text: speaker.say('report.scope.reading') },
    ]
  },
}

/** What the verification was asked to do about the bytes of evidence. */
export function askedText({ bytes, requireCoverage }: AuditScope, speaker: Speaker): string {
  const about =
    typeof bytes === 'string'
      ? speaker.say(`report.asked.${bytes}`)
      : speaker.say('report.asked.sample', { sample: bytes.sample })
  return requireCoverage ? `${about} ${speaker.say('report.asked.coverage')}` : about
}
