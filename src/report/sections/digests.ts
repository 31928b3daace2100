import type { AuditResult } from '../../audit/result.js'
import type { ActOf } from '../../model/act.js'
import type { AcquisitionNumber } from '../../model/names.js'
import { type Block, type Cell, line, number } from '../block.js'
import type { Dossier } from '../dossier.js'
import type { ReportItem } from '../items.js'
import type { Section } from '../section.js'

/** Each acquisition with the digests that name its manifest, then its files. */
export const digests: Section = {
  id: 'digests',
  title: 'report.digests.title',
  compose(dossier) {
    const { audit, items, speaker } = dossier
    const acts = acquisitionsOf(audit)
    if (acts.length === 0) return [{ kind: 'paragraph', text: speaker.say('report.digests.none') }]
    const left: Block[] = []
    if (items.beyond > 0) left.push(notice(dossier, 'report.digests.beyond', items.beyond))
    if (items.unaudited > 0) left.push(notice(dossier, 'report.digests.unaudited', items.unaudited))
    return [
      { kind: 'paragraph', text: speaker.say('report.digests.intro') },
      ...left,
      ...acts.flatMap((act) => acquisitionBlocks(dossier, act)),
    ]
  },
}

function notice(
  { speaker }: Dossier,
  key: 'report.digests.beyond' | 'report.digests.unaudited',
  count: number,
): Block {
  return {
    kind: 'notice',
    tone: 'unchecked',
    title: speaker.say(`${key}.title`),
    text: speaker.say(key, { count }),
  }
}

function acquisitionsOf({ steps }: AuditResult): readonly ActOf<'acquisition.record'>[] {
  return steps.flatMap(({ act }) => (act.kind === 'acquisition.record' ? [act] : []))
}

function acquisitionBlocks(dossier: Dossier, act: ActOf<'acquisition.record'>): readonly Block[] {
  const { speaker, audit, items } = dossier
  const { acquisition, exhibit, manifest } = act
  const isConfirmed = audit.acquisitions.some((each) => each.acquisition === acquisition)
  const counts: readonly (readonly [string, Cell])[] = [
    [speaker.say('report.digests.files'), line(speaker.count(act.items))],
    [speaker.say('report.digests.bytes'), line(speaker.bytes(act.bytes))],
    [speaker.say('report.digests.unread'), line(speaker.count(act.failed))],
    [
      speaker.say('report.digests.kept'),
      line(speaker.say(act.copied ? 'acquisition.copied' : 'acquisition.in-place')),
    ],
    [speaker.say('report.digests.access-times'), line(speaker.say(`access-times.${act.accessTimes}`))],
    [
      speaker.say('report.digests.manifest'),
      [
        {
          text: speaker.say(
            isConfirmed ? 'report.digests.manifest.confirmed' : 'report.digests.manifest.open',
          ),
          tone: isConfirmed ? 'confirmed' : 'unchecked',
        },
      ],
    ],
  ]
  return [
    { kind: 'heading', text: speaker.say('report.digests.acquisition', { acquisition, exhibit }) },
    { kind: 'facts', rows: counts.map(([label, value]) => ({ label, value })) },
    {
      kind: 'digest',
      label: speaker.say('report.digests.manifest-digest'),
      algorithm: 'SHA-256',
      value: manifest.sha256,
    },
    {
      kind: 'digest',
      label: speaker.say('report.digests.manifest-root', { lines: manifest.lines }),
      algorithm: 'RFC 6962',
      value: manifest.root,
    },
    ...fileTable(dossier, acquisition, items.byAcquisition.get(acquisition) ?? []),
  ]
}

function fileTable(
  { speaker }: Dossier,
  acquisition: AcquisitionNumber,
  files: readonly ReportItem[],
): readonly Block[] {
  if (files.length === 0) return []
  return [
    {
      kind: 'table',
      caption: speaker.say('report.digests.caption', { acquisition, files: files.length }),
      columns: [
        { title: speaker.say('report.item'), width: 10 },
        { title: speaker.say('report.digests.size'), form: 'number', width: 14 },
        { title: speaker.say('report.digests.media-type'), width: 18 },
        { title: 'SHA-256', width: 58 },
      ],
      rows: files.map(({ item, size, mediaType, sha256, path }) => [
        line(item, 'strong'),
        number(speaker.count(size)),
        line(mediaType),
        [
          { text: sha256, form: 'code' as const },
          ...(path === undefined ? [] : [{ text: path, form: 'quiet' as const }]),
        ],
      ]),
    },
  ]
}
