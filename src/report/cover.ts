import type { ActOf } from '../model/act.js'
import type { CommittedField } from '../model/field.js'
import { type Block, type Cell, line } from './block.js'
import type { Dossier } from './dossier.js'
import { openedText } from './opened.js'
import { askedText } from './sections/scope.js'

/** What stands on the first page: which case, which log, what was asked, what came out, and what trust is pinned to. */
export function coverOf(dossier: Dossier): readonly Block[] {
  const { audit, facts, speaker } = dossier
  return [
    ...bannerOf(dossier),
    { kind: 'facts', rows: caseRows(dossier) },
    {
      kind: 'facts',
      rows: [
        {
          label: speaker.say('report.cover.result'),
          value: [{ text: speaker.say(`verdict.${audit.verdict}`), form: 'strong', tone: audit.verdict }],
        },
        { label: speaker.say('report.cover.asked'), value: line(askedText(audit.scope, speaker)) },
        {
          label: speaker.say('report.cover.breaks'),
          value: line(speaker.say('report.cover.breaks.count', { breaks: audit.breaks.length })),
        },
      ],
    },
    {
      kind: 'digest',
      label: speaker.say('report.cover.genesis'),
      algorithm: 'RFC 6962',
      value: audit.genesis ?? speaker.say('report.none'),
    },
    {
      kind: 'digest',
      label: speaker.say('report.cover.head', { size: audit.head.size }),
      algorithm: 'RFC 6962',
      value: audit.head.root === '' ? speaker.say('report.none') : audit.head.root,
    },
    {
      kind: 'paragraph',
      text: speaker.say('report.cover.made', {
        time: speaker.stated(facts.generatedAt),
        name: facts.software.name,
        version: facts.software.version,
      }),
    },
    { kind: 'paragraph', text: speaker.say('report.cover.content') },
  ]
}

/** What must not be overlooked, before anything else. */
export function bannerOf({ audit, speaker }: Dossier): readonly Block[] {
  const { verdict, findings } = audit
  if (verdict === 'confirmed') return []
  const count = findings.filter((each) => each.verdict === verdict).length
  return [
    {
      kind: 'notice',
      tone: verdict,
      title: speaker.say(`report.banner.${verdict}.title`),
      text: speaker.say(`report.banner.${verdict}`, { count }),
    },
  ]
}

function caseRows(dossier: Dossier): readonly { label: string; value: Cell }[] {
  const { facts, speaker } = dossier
  const named = genesisOf(dossier)?.case
  const rows: { label: string; value: Cell }[] = [
    { label: speaker.say('report.cover.number'), value: openedCell(dossier, named?.number) },
  ]
  if (named?.court)
    rows.push({ label: speaker.say('report.cover.court'), value: openedCell(dossier, named.court) })
  if (named?.unit)
    rows.push({ label: speaker.say('report.cover.unit'), value: openedCell(dossier, named.unit) })
  rows.push({
    label: speaker.say('report.cover.origin'),
    value: line(speaker.say('text.as-is', { text: facts.origin }), 'code'),
  })
  return rows
}

function genesisOf({ audit }: Dossier): ActOf<'genesis'> | undefined {
  const [first] = audit.steps
  return first?.act.kind === 'genesis' ? first.act : undefined
}

function openedCell(dossier: Dossier, field: CommittedField | undefined): Cell {
  const { speaker } = dossier
  const text = openedText(dossier, field)
  if (text !== undefined) return line(speaker.say('text.as-is', { text }), 'strong')
  return field
    ? line(speaker.say('report.withheld', { commitment: field.c }), 'quiet')
    : line(speaker.say('report.none'))
}
