import { createHash } from 'node:crypto'
import type { Verdict } from '../audit/finding.js'
import type { AuditResult } from '../audit/result.js'
import type { Instant } from '../model/instant.js'
import { composeReport } from '../report/compose.js'
import { dossierOf } from '../report/dossier.js'
import type { ReportItem } from '../report/items.js'
import { renderHtml } from '../report/render/html.js'
import { renderJson } from '../report/render/json.js'
import { software } from '../software.js'
import type { Language } from '../wording/language.js'
import { listItems } from './items.js'
import type { OpenCase } from './open.js'
import { verify } from './verify.js'

export interface ReportRequest {
  readonly format: 'html' | 'json'
  readonly lang: Language
  /** Show file names; without it they stay commitments. */
  readonly names: boolean
  /** Hash every item's bytes again instead of auditing the record alone. */
  readonly full: boolean
  readonly now: Instant
}

export interface WrittenReport {
  readonly bytes: Uint8Array
  readonly sha256: string
  readonly verdict: Verdict
  readonly entries: number
}

/** Audits the case, and composes a report of what the audit saw and of nothing else. */
export async function writeReport(open: OpenCase, request: ReportRequest): Promise<WrittenReport> {
  const scope = { bytes: request.full ? 'all' : 'none', requireCoverage: false } as const
  const audit = await verify({ folder: open.folder, knownCheckpoints: [], receipts: [], scope }, open.home)
  const dossier = await dossierOf(request.names ? audit : withoutNames(audit), {
    lang: request.lang,
    zone: open.genesis.zone,
    generatedAt: { clock: 'system', time: request.now, zone: open.genesis.zone },
    software: software(),
    origin: open.origin,
    opened: (commitment) => open.opened(commitment),
    items: itemsOf(open, request.names),
  })
  const report = composeReport('integrity', dossier)
  const text = request.format === 'html' ? renderHtml(report) : renderJson(report)
  const bytes = Buffer.from(text)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { bytes, sha256, verdict: audit.verdict, entries: audit.checked.entries }
}

/** Findings on evidence name their items; the name of the file among what they say is for whoever asked for names. */
function withoutNames(audit: AuditResult): AuditResult {
  const findings = audit.findings.map((finding) => {
    if (!finding.code.startsWith('blob.')) return finding
    const { name: _, ...details } = finding.details
    return { ...finding, details }
  })
  return { ...audit, findings }
}

async function* itemsOf(open: OpenCase, names: boolean): AsyncGenerator<ReportItem> {
  for await (const { item, exhibit, size, mediaType, digests, path } of listItems(open, { unread: false })) {
    yield {
      item,
      exhibit,
      size: size ?? 0,
      mediaType: mediaType ?? '',
      sha256: digests['sha256'] ?? '',
      ...(names && path !== undefined ? { path } : {}),
    }
  }
}
