import type { Step } from '../audit/record.js'
import { type Custody, holderOf } from '../custody/state.js'
import type { Json } from '../encoding/canonical-json.js'
import type { Party } from '../model/party.js'
import type { ReportKind } from './all.js'
import type { Dossier } from './dossier.js'
import { offerOf } from './history.js'
import { entriesOf } from './sections/breaks.js'

/** The facts of a report for programs: same audit, same items, nothing opened that the blocks do not show. */
export function dataOf(kind: ReportKind, dossier: Dossier): { readonly [key: string]: Json } {
  const { audit, facts } = dossier
  const { time, zone, clock } = facts.generatedAt
  return {
    report: kind,
    generatedAt: { time, zone, clock },
    software: { ...facts.software },
    origin: facts.origin,
    genesis: audit.genesis ?? null,
    head: { ...audit.head },
    source: audit.kind,
    scope: { bytes: scopeJson(dossier), requireCoverage: audit.scope.requireCoverage },
    verdict: audit.verdict,
    checked: { ...audit.checked },
    coverage: {
      size: audit.coverage.size,
      coveredUpTo: audit.coverage.coveredUpTo,
      by: audit.coverage.by.map((each) => ({ ...each })),
    },
    ...findingsJson(dossier),
    exhibits: audit.custody ? exhibitsJson(audit.custody) : [],
    acts: audit.steps.map((step) => actJson(dossier, step)),
    acquisitions: acquisitionsJson(dossier),
    items: itemsJson(dossier),
    itemsNotListed: dossier.items.beyond,
    itemsNotAudited: dossier.items.unaudited,
  }
}

function scopeJson({ audit }: Dossier): Json {
  const { bytes } = audit.scope
  return typeof bytes === 'string' ? bytes : { sample: bytes.sample }
}

function findingsJson({ audit, speaker }: Dossier): { [key: string]: Json } {
  return {
    findings: audit.findings.map((finding) => ({
      code: finding.code,
      verdict: finding.verdict,
      subject: finding.subject,
      details: { ...finding.details },
      explanation: speaker.finding(finding),
    })),
    breaks: audit.breaks.map((found) => ({
      code: found.code,
      severity: found.severity,
      exhibit: found.exhibit ?? null,
      entries: entriesOf(found),
      question: speaker.broken(found.code).question,
    })),
    notChecked: audit.notChecked.map((gap) => ({
      what: gap.what,
      why: gap.why,
      ...(gap.count === undefined ? {} : { count: gap.count }),
      explanation: speaker.notChecked(gap),
    })),
  }
}

function exhibitsJson(custody: Custody): Json {
  return Object.values(custody.exhibits).map((state) => ({
    exhibit: state.number,
    category: state.category,
    quantity: state.quantity,
    parent: state.parent ?? null,
    custody: { ...state.custody },
    holder: holderOf(custody, state.number) ?? null,
    seal:
      state.seal.kind === 'sealed' ? { kind: state.seal.kind, seals: state.seal.seals } : { ...state.seal },
    acquisitions: Object.entries(custody.acquisitions).flatMap(([name, { exhibit }]) =>
      exhibit === state.number ? [name] : [],
    ),
    entries: state.entries,
  }))
}

function actJson({ audit, speaker }: Dossier, step: Step): Json {
  const { act } = step
  const { time, zone, clock } = act.at
  const offer = offerOf(audit, step)
  return {
    entry: step.seq,
    leafHash: step.leaf,
    logTime: step.logTime,
    ...(step.brought ? { brought: broughtJson(step.brought) } : {}),
    kind: act.kind,
    by: act.by,
    at: { time, zone, clock },
    late: act.late !== undefined,
    despite: act.despite?.codes ?? [],
    summary: speaker.summary(act, offer),
    parties: act.parties.map(partyJson),
  }
}

/** Where an act of a field log stood there, who brought it in, and when. */
function broughtJson({ log, entry, by, at }: NonNullable<Step['brought']>): Json {
  return { log, entry, by, at }
}

/** `cryptographic` is true for a signature by key alone. */
function partyJson({ as, who, signature }: Party): Json {
  const base = { as, who, signature: signature.kind, cryptographic: signature.kind === 'key' }
  if (signature.kind === 'key') return { ...base, host: signature.host, signer: signature.signer }
  return signature.kind === 'paper' ? { ...base, attestedBy: signature.attestedBy } : base
}

function acquisitionsJson({ audit }: Dossier): Json {
  return audit.steps.flatMap(({ act }) =>
    act.kind === 'acquisition.record'
      ? [
          {
            acquisition: act.acquisition,
            exhibit: act.exhibit,
            files: act.items,
            bytes: act.bytes,
            unread: act.failed,
            copied: act.copied,
            manifest: { ...act.manifest },
            manifestConfirmed: audit.acquisitions.some((each) => each.acquisition === act.acquisition),
          },
        ]
      : [],
  )
}

function itemsJson({ items }: Dossier): Json {
  return [...items.byAcquisition.values()].flat().map(({ item, exhibit, size, mediaType, sha256, path }) => ({
    item,
    exhibit,
    size,
    mediaType,
    sha256,
    ...(path === undefined ? {} : { path }),
  }))
}
