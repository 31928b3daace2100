import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type AuditProgress, audit } from '../audit/audit.js'
import type { KeptActs } from '../audit/record.js'
import type { AuditResult, AuditScope } from '../audit/result.js'
import type { KeptNote, Trust, TrustedErrata } from '../audit/source.js'
import { caseAuditSource } from '../database/case-audit.js'
import { type ClearStore, openClearStore } from '../database/clear-store.js'
import { evidenceUnder } from '../disclosure/evidence.js'
import { disclosureSource, isDisclosure } from '../disclosure/read.js'
import { displayText } from '../encoding/safe-display.js'
import { decodeUtf8 } from '../encoding/utf8.js'
import { LedgerError, SourceError } from '../errors.js'
import { blobIdOf } from '../model/digest.js'
import type { LeafHash } from '../model/names.js'
import { parseVerifierKey } from '../signing/verifier-key.js'
import { authoritiesAt } from '../timestamps/authority-files.js'
import { openFilesystemVault } from '../vault/filesystem.js'
import { caseEvidence, nowhere } from './case-evidence.js'
import type { Home } from './home.js'
import { lostReceipts } from './lost-branch.js'
import { readNamedFile } from './named-file.js'
import { caseFiles } from './open.js'
import { originIn } from './origin.js'
import { policyFor } from './policy.js'
import { openablePlace } from './scratch.js'

export interface VerifyRequest {
  /** A case folder or a disclosure. */
  readonly folder: string
  readonly genesis?: LeafHash
  readonly evidence?: string
  /** Time-stamping authorities to trust: a file, or a folder of `*.tsa`. */
  readonly tsa?: string
  /** Signed errata, and the file with the verifier key of whoever signs them. */
  readonly errata?: { readonly files: readonly string[]; readonly key?: string }
  /** C2SP tlog-policy; without one, that of this home. */
  readonly policy?: string
  readonly knownCheckpoints: readonly string[]
  readonly receipts: readonly string[]
  readonly scope: AuditScope
  /** Which acts the result holds; every one of them, unless stated otherwise. */
  readonly acts?: KeptActs
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
  return audit(source, trust, request.scope, find, progress, request.acts)
}

/** @param trusted what is believed before reading, from the name the log gives itself; the home's word unless stated otherwise */
export async function verifyCase(
  request: VerifyRequest,
  home: Home,
  progress?: AuditProgress,
  trusted: (origin: string | undefined) => Trust = (origin) => trustFrom(request, home, origin, true),
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
    const trust = trusted(origin)
    const elsewhere = request.evidence === undefined ? nowhere : evidenceUnder(request.evidence)
    const source = await caseAuditSource({ ledgerPath, clear, document })
    try {
      const find = caseEvidence(document, elsewhere)
      return await audit(source, trust, request.scope, find, progress, request.acts)
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

/** What the caller kept, and what this home pinned, has seen and was handed. */
export function trustFrom(
  request: Omit<VerifyRequest, 'evidence' | 'folder' | 'scope'>,
  home: Home,
  origin: string | undefined,
  anchorExpected: boolean,
): Trust {
  const { anchor, left } = seenIn(home, origin)
  const policy = policyFor(request.policy, home)
  const genesis = request.genesis ?? (origin === undefined ? undefined : home.trust(origin))
  const folder = origin === undefined ? undefined : home.receipts(origin)
  const kept = folder === undefined ? [] : [folder, join(folder, lostReceipts)].flatMap(keptReceipts)
  return {
    ...(genesis === undefined ? {} : { genesis }),
    ...(anchor === undefined ? {} : { anchor: anchor.note }),
    anchorExpected,
    ...(request.tsa === undefined ? {} : { authorities: authoritiesAt(request.tsa) }),
    ...(policy === undefined ? {} : { policy }),
    ...(request.errata === undefined ? {} : { errata: errataAt(request.errata) }),
    checkpoints: [...request.knownCheckpoints.map(readKept), ...left],
    receipts: [...request.receipts.map(readKept), ...kept],
  }
}

function errataAt({ files, key }: NonNullable<VerifyRequest['errata']>): TrustedErrata {
  return {
    files: files.map(readKept),
    ...(key === undefined ? {} : { key: parseVerifierKey(decodeUtf8(readNamedFile(key)).trimEnd()) }),
  }
}

/** The anchor, and those that were left for another branch of the log: what this home has seen, it does not forget. */
function seenIn(home: Home, origin: string | undefined) {
  const anchors = home.anchors()
  try {
    if (origin === undefined) return { anchor: undefined, left: [] }
    const left = anchors.lost(origin).map(({ size, note }) => ({ name: `anchor ${size}`, bytes: note }))
    return { anchor: anchors.read(origin), left }
  } finally {
    anchors.close()
  }
}

function keptReceipts(folder: string): readonly KeptNote[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.tlog-proof'))
    .sort()
    .map((name) => readKept(join(folder, name)))
    .map(({ name, bytes }) => ({ name: basename(name), bytes, byHome: true }))
}

function readKept(path: string): KeptNote {
  // A pipe would be waited on for ever.
  if (existsSync(path) && !statSync(path).isFile()) throw new SourceError('source.not-regular', { path })
  return { name: displayText(path), bytes: readNamedFile(path) }
}
