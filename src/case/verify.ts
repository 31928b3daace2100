import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AuditProgress, audit } from '../audit/audit.js'
import type { AuditResult, AuditScope } from '../audit/result.js'
import type { EvidenceFinder, KeptNote, Trust, WantedEvidence } from '../audit/source.js'
import { caseAuditSource } from '../database/case-audit.js'
import { openClearStore } from '../database/clear-store.js'
import { evidenceUnder } from '../disclosure/evidence.js'
import { disclosureSource, isDisclosure } from '../disclosure/read.js'
import { LedgerError, SourceError } from '../errors.js'
import { blobIdOf } from '../model/digest.js'
import type { LeafHash } from '../model/names.js'
import { openFilesystemVault } from '../vault/filesystem.js'
import type { Home } from './home.js'
import { caseFiles } from './open.js'
import { originIn } from './origin.js'

export interface VerifyRequest {
  /** A case folder or a disclosure. */
  readonly folder: string
  readonly genesis?: LeafHash
  readonly evidence?: string
  readonly knownCheckpoints: readonly string[]
  readonly receipts: readonly string[]
  readonly scope: AuditScope
}

/**
 * Audits a case or a disclosure against what was pinned from outside: the genesis given, else the one this home keeps; the
 * anchor and receipts of this home; and whatever else the caller kept.
 */
export async function verify(
  request: VerifyRequest,
  home: Home,
  progress?: AuditProgress,
): Promise<AuditResult> {
  if (existsSync(join(request.folder, caseFiles.ledger))) return verifyCase(request, home, progress)
  if (!isDisclosure(request.folder)) throw new LedgerError('ledger.absent', { path: request.folder })
  const source = disclosureSource(request.folder)
  const trust = trustFrom(request, home, await originIn(source), false)
  const find = request.evidence === undefined ? nowhere : evidenceUnder(request.evidence)
  return audit(source, trust, request.scope, find, progress)
}

async function verifyCase(
  request: VerifyRequest,
  home: Home,
  progress?: AuditProgress,
): Promise<AuditResult> {
  const { folder } = request
  const vault = openFilesystemVault(join(folder, caseFiles.vault))
  const document = async (sha256: string) => {
    const blob = blobIdOf(sha256)
    return (await vault.has(blob)) ? vault.read(blob) : undefined
  }
  const ledgerPath = join(folder, caseFiles.ledger)
  const closed = await caseAuditSource({ ledgerPath, clear: undefined, document })
  const origin = await originIn(closed)
  closed.close()
  const dataKey = origin === undefined ? undefined : home.dataKey(origin)
  const clearPath = join(folder, caseFiles.clear)
  const clear = dataKey && existsSync(clearPath) ? openClearStore(clearPath, dataKey) : undefined
  const source = await caseAuditSource({ ledgerPath, clear, document })
  try {
    const trust = trustFrom(request, home, origin, true)
    const elsewhere = request.evidence === undefined ? nowhere : evidenceUnder(request.evidence)
    return await audit(
      source,
      trust,
      request.scope,
      (wanted) => caseEvidence(wanted, document, elsewhere),
      progress,
    )
  } finally {
    source.close()
    clear?.close()
  }
}

const nowhere: EvidenceFinder = async () => undefined

/** In the vault; for what was ingested in place, where it was recorded; else under `--evidence`. */
async function caseEvidence(
  wanted: WantedEvidence,
  document: (sha256: string) => Promise<AsyncIterable<Uint8Array> | undefined>,
  elsewhere: EvidenceFinder,
): Promise<AsyncIterable<Uint8Array> | undefined> {
  if (wanted.copied) return (await document(wanted.sha256)) ?? elsewhere(wanted)
  const given = await elsewhere(wanted)
  if (given) return given
  for (const source of wanted.sources ?? []) {
    const recorded = await evidenceUnder(Buffer.from(source).toString())(wanted)
    if (recorded) return recorded
  }
  return undefined
}

function trustFrom(
  request: VerifyRequest,
  home: Home,
  origin: string | undefined,
  anchorExpected: boolean,
): Trust {
  const anchors = home.anchors()
  const anchor = origin === undefined ? undefined : anchors.read(origin)
  anchors.close()
  const genesis = request.genesis ?? (origin === undefined ? undefined : home.trust(origin))
  const kept = origin === undefined ? [] : keptReceipts(home.receipts(origin))
  return {
    ...(genesis === undefined ? {} : { genesis }),
    ...(anchor === undefined ? {} : { anchor: anchor.note }),
    anchorExpected,
    checkpoints: request.knownCheckpoints.map(readKept),
    receipts: [...request.receipts.map(readKept), ...kept],
  }
}

function keptReceipts(folder: string): readonly KeptNote[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.tlog-proof'))
    .sort()
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }))
}

function readKept(path: string): KeptNote {
  try {
    return { name: path, bytes: readFileSync(path) }
  } catch (cause) {
    throw new SourceError(
      'source.unreadable',
      { path, reason: cause instanceof Error ? cause.message : 'unknown' },
      { cause },
    )
  }
}
