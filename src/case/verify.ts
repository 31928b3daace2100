import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type AuditProgress, audit } from '../audit/audit.js'
import type { AuditResult, AuditScope } from '../audit/result.js'
import type { EvidenceFinder, KeptNote, Trust } from '../audit/source.js'
import { caseAuditSource } from '../database/case-audit.js'
import { type ClearStore, openClearStore } from '../database/clear-store.js'
import { evidenceUnder } from '../disclosure/evidence.js'
import { disclosureSource, isDisclosure } from '../disclosure/read.js'
import { encodeHex } from '../encoding/hex.js'
import { displayText } from '../encoding/safe-display.js'
import { LedgerError, SourceError } from '../errors.js'
import { blobIdOf } from '../model/digest.js'
import type { LeafHash } from '../model/names.js'
import { openFilesystemVault } from '../vault/filesystem.js'
import type { Home } from './home.js'
import { readNamedFile } from './named-file.js'
import { caseFiles } from './open.js'
import { originIn } from './origin.js'
import { openablePlace } from './scratch.js'

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
  const place = openablePlace(folder)
  try {
    const ledgerPath = join(place.folder, caseFiles.ledger)
    const origin = await originAt(ledgerPath)
    const clear = openingsAt(join(place.folder, caseFiles.clear), home, origin)
    const trust = trustFrom(request, home, origin, true)
    const elsewhere = request.evidence === undefined ? nowhere : evidenceUnder(request.evidence)
    const source = await caseAuditSource({ ledgerPath, clear, document })
    try {
      return await audit(source, trust, request.scope, caseEvidence(document, elsewhere), progress)
    } finally {
      source.close()
    }
  } finally {
    place.dispose()
  }
}

async function originAt(ledgerPath: string): Promise<string | undefined> {
  const source = await caseAuditSource({ ledgerPath, clear: undefined, document: async () => undefined })
  const origin = await originIn(source)
  source.close()
  return origin
}

function openingsAt(path: string, home: Home, origin: string | undefined): (() => ClearStore) | undefined {
  const dataKey = origin === undefined ? undefined : home.dataKey(origin)
  return dataKey && existsSync(path) ? () => openClearStore(path, dataKey) : undefined
}

const nowhere: EvidenceFinder = async () => undefined

type Documents = (sha256: string) => Promise<AsyncIterable<Uint8Array> | undefined>

/** In the vault; for what was ingested in place, under `--evidence`, else where it was recorded. */
function caseEvidence(document: Documents, elsewhere: EvidenceFinder): EvidenceFinder {
  const recorded = new Map<string, EvidenceFinder>()
  return async (wanted) => {
    if (wanted.copied) return (await document(wanted.sha256)) ?? elsewhere(wanted)
    const given = await elsewhere(wanted)
    if (given) return given
    for (const source of wanted.sources ?? []) {
      const key = encodeHex(source)
      const finder = recorded.get(key) ?? (existsSync(Buffer.from(source)) ? evidenceUnder(source) : nowhere)
      recorded.set(key, finder)
      const found = await finder(wanted)
      if (found) return found
    }
    return undefined
  }
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
    .map((name) => readKept(join(folder, name)))
    .map(({ name, bytes }) => ({ name: basename(name), bytes }))
}

function readKept(path: string): KeptNote {
  // A pipe would be waited on for ever.
  if (existsSync(path) && !statSync(path).isFile()) throw new SourceError('source.not-regular', { path })
  return { name: displayText(path), bytes: readNamedFile(path) }
}
