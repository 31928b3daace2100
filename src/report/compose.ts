import type { Json } from '../encoding/canonical-json.js'
import type { Language } from '../wording/language.js'
import { allSections, type ReportKind } from './all.js'
import type { Block, Tone } from './block.js'
import { coverOf } from './cover.js'
import { dataOf } from './data.js'
import type { Dossier } from './dossier.js'

export interface ComposedSection {
  readonly id: string
  readonly title: string
  readonly blocks: readonly Block[]
}

/** A report in blocks, with the same facts as data for programs. The same dossier gives the same report. */
export interface Report {
  readonly kind: ReportKind
  readonly lang: Language
  readonly title: string
  readonly subtitle: string
  /** Stands on every page: the log's head, and the verdict when it is not `confirmed`. */
  readonly footer: string
  readonly tone: Tone
  readonly cover: readonly Block[]
  readonly sections: readonly ComposedSection[]
  readonly data: { readonly [key: string]: Json }
}

export function composeReport(kind: ReportKind, dossier: Dossier): Report {
  const { audit, speaker } = dossier
  const { verdict, head } = audit
  const footer = speaker.say('report.footer', { size: head.size, root: head.root.slice(0, 12) })
  return {
    kind,
    lang: speaker.lang,
    title: speaker.say(`report.${kind}.title`),
    subtitle: speaker.say(`report.${kind}.subtitle`),
    footer: verdict === 'confirmed' ? footer : `${footer} · ${speaker.say(`report.banner.${verdict}.short`)}`,
    tone: verdict,
    cover: coverOf(dossier),
    sections: allSections[kind].map((section, at) => ({
      id: section.id,
      title: `${at + 1}. ${speaker.say(section.title)}`,
      blocks: section.compose(dossier),
    })),
    data: dataOf(kind, dossier),
  }
}
