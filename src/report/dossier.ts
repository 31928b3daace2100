import type { AuditResult } from '../audit/result.js'
import type { Json } from '../encoding/canonical-json.js'
import type { Brand } from '../model/brand.js'
import type { StatedTime } from '../model/instant.js'
import type { ExhibitNumber } from '../model/names.js'
import type { Language } from '../wording/language.js'
import { type Speaker, speakerFor } from '../wording/speak.js'
import { type History, historiesOf } from './history.js'
import { type ListedItems, listItems, type ReportItem } from './items.js'

/** What a report needs besides the audit. None of it can change what the audit found. */
export interface ReportFacts {
  readonly lang: Language
  /** IANA name of the zone in which times are shown. */
  readonly zone: string
  readonly generatedAt: StatedTime
  readonly software: { readonly name: string; readonly version: string }
  /** Name of the log. */
  readonly origin: string
  /**
   * The value behind a commitment, only if this report may show it, and only if its opening matches the commitment. What is asked
   * for: procedure number, court, unit; descriptions, identifiers, places, purposes, reasons, seal numbers. Never an identity.
   */
  readonly opened: (commitment: string) => Json | undefined
  /** In manifest order, from manifests whose digest is the one the act names. */
  readonly items: AsyncIterable<ReportItem> | readonly ReportItem[]
}

interface Material {
  readonly audit: AuditResult
  readonly facts: Omit<ReportFacts, 'items'>
  readonly speaker: Speaker
  readonly items: ListedItems
  readonly histories: ReadonlyMap<ExhibitNumber, History>
}

/** Audited material. There is no other way to make one than {@link dossierOf}, so no report can say more than the audit saw. */
export type Dossier = Brand<Material, 'Dossier'>

/** Joins an audit and what a report needs besides. Items of acquisitions the audit did not confirm are counted, not listed. */
export async function dossierOf(audit: AuditResult, { items, ...facts }: ReportFacts): Promise<Dossier> {
  const material: Material = {
    audit,
    facts,
    speaker: speakerFor(facts.lang),
    items: await listItems(audit, items),
    histories: historiesOf(audit),
  }
  return material as Dossier
}
