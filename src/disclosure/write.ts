import type { OutsideCover } from '../audit/source.js'
import { encodeBase64 } from '../encoding/base64.js'
import type { Opening } from '../encoding/commitment.js'
import { parseSignedNote } from '../encoding/signed-note.js'
import { encodeUtf8 } from '../encoding/utf8.js'
import { LedgerError, UsageError, VaultError } from '../errors.js'
import { emptyFrontier, extend, frontierRoot } from '../merkle/frontier.js'
import { leafHash } from '../merkle/hash.js'
import { encodeBundle, entriesPath, tilesOf, tileWidth } from '../merkle/tile.js'
import { parseCheckpoint } from '../signing/checkpoint.js'
import { parseReceipt } from '../signing/receipt.js'
import { writeCover } from './cover.js'
import {
  checkpointPath,
  clearPath,
  documentPath,
  pagePath,
  policyPath,
  policyText,
  programPath,
  readmePath,
  receiptPath,
  type Statement,
  specPath,
  sumLine,
  sumsPath,
} from './layout.js'
import { readmeText, specText } from './prose.js'
import { sortedOpenings } from './sorted-openings.js'
import { type Staging, stage } from './staging.js'
import { nothingStated, type Stated, takeStated } from './stated.js'
import type { VerifierFiles } from './verifier-files.js'

type Many<Each> = AsyncIterable<Each> | Iterable<Each>

/** A manifest or findings blob that an act names. */
export interface DisclosedDocument {
  readonly sha256: string
  readonly bytes: Many<Uint8Array>
}

/** What is given to the other side. Which openings there are is the caller's decision, by its profile. */
export interface DisclosureInput {
  /** All of them, from number 0: a record is disclosed whole. */
  readonly entries: Many<Uint8Array>
  /** Signed note of the checkpoint over exactly these entries. */
  readonly checkpoint: Uint8Array
  /** What outsiders gave for checkpoints of this log. */
  readonly cover?: Many<OutsideCover>
  /** C2SP tlog-proof, at most one for each entry. */
  readonly receipts: Many<Uint8Array>
  readonly documents: Many<DisclosedDocument>
  readonly openings: Many<Opening>
  /** The programs for whoever verifies. An entry must name them: see `disclosure.record`. */
  readonly verifier?: VerifierFiles
}

export interface WrittenDisclosure extends Statement {
  readonly files: number
  readonly receipts: number
  readonly documents: number
  readonly cover: number
}

/**
 * Writes the folder the other side verifies alone. The keys, the policy and the README follow from the entries. Entries and
 * documents are streamed; what stays in memory is one bundle and the leaf hashes.
 * @throws UsageError `usage.conflict` when the folder is not empty, `usage.argument` for a receipt or document of no entry;
 *   LedgerError `ledger.corrupt` when the checkpoint is not that of the entries; VaultError `vault.mismatch`; EnvironmentError
 */
export async function writeDisclosure(folder: string, input: DisclosureInput): Promise<WrittenDisclosure> {
  const staging = await stage(folder)
  try {
    const { statement, stated, cover } = await writeLog(staging, input)
    const receipts = await writeReceipts(staging, input.receipts, statement.entries)
    const documents = await writeDocuments(staging, input.documents, stated)
    await staging.write(clearPath, sortedOpenings(input.openings, staging.scratch))
    await staging.write(specPath, [encodeUtf8(specText)])
    if (input.verifier) await writeVerifier(staging, input.verifier, stated)
    await staging.write(readmePath, [encodeUtf8(readmeText(statement))])
    const sums = staging.sums.toSorted((a, b) => (a.path < b.path ? -1 : 1))
    await staging.write(sumsPath, [encodeUtf8(sums.map(sumLine).join(''))])
    await staging.publish()
    return { ...statement, files: staging.sums.length, receipts, documents, cover }
  } finally {
    await staging.discard()
  }
}

async function writeLog(
  staging: Staging,
  { entries, checkpoint, cover = [] }: DisclosureInput,
): Promise<{ statement: Statement; stated: Stated; cover: number }> {
  const stated = nothingStated()
  const leaves: Uint8Array[] = []
  let frontier = emptyFrontier
  let bundle: Uint8Array[] = []
  const flush = async () => {
    const index = Math.floor((leaves.length - 1) / tileWidth)
    await staging.write(entriesPath(index, bundle.length), [encodeBundle(bundle)])
    bundle = []
  }
  for await (const entry of entries) {
    takeStated(stated, entry)
    const leaf = leafHash(entry)
    leaves.push(leaf)
    frontier = extend(frontier, leaf)
    bundle.push(entry)
    if (bundle.length === tileWidth) await flush()
  }
  if (bundle.length > 0) await flush()
  for (const tile of tilesOf(leaves)) await staging.write(tile.path, [tile.bytes])
  const statement = {
    origin: stated.origin,
    entries: leaves.length,
    root: encodeBase64(frontierRoot(frontier)),
    genesis: encodeBase64(leaves[0] ?? new Uint8Array()),
  }
  requireHead(statement, checkpoint)
  const covered = await writeCover(staging, cover, { size: leaves.length, checkpoint })
  await staging.write(checkpointPath, [covered.checkpoint])
  for (const [path, key] of stated.keys) await staging.write(path, [encodeUtf8(`${key}\n`)])
  await staging.write(policyPath, [encodeUtf8(policyText(stated.logKey))])
  return { statement, stated, cover: covered.files }
}

function requireHead({ origin, entries, root }: Statement, note: Uint8Array): void {
  const checkpoint = parseCheckpoint(parseSignedNote(note).text)
  const isHead =
    entries > 0 &&
    checkpoint.origin === origin &&
    checkpoint.size === entries &&
    encodeBase64(checkpoint.root) === root
  if (!isHead) throw new LedgerError('ledger.corrupt', { what: 'checkpoint', size: checkpoint.size, entries })
}

async function writeReceipts(staging: Staging, receipts: Many<Uint8Array>, size: number): Promise<number> {
  const indexes = new Set<number>()
  for await (const bytes of receipts) {
    const { index } = parseReceipt(bytes)
    if (index >= size || indexes.has(index))
      throw new UsageError('usage.argument', { argument: 'receipts', index, size })
    indexes.add(index)
    await staging.write(receiptPath(index), [bytes])
  }
  return indexes.size
}

async function writeVerifier(
  staging: Staging,
  { page, program }: VerifierFiles,
  { verifiers }: Stated,
): Promise<void> {
  for (const [path, bytes] of [
    [pagePath, page],
    [programPath, program],
  ] as const) {
    const sha256 = await staging.write(path, [bytes])
    if (!verifiers.get(path)?.has(sha256))
      throw new UsageError('usage.argument', { argument: 'verifier', path, sha256 })
  }
}

/** Only what an act names is a document; anything else might be evidence, and has no place here. */
async function writeDocuments(
  staging: Staging,
  documents: Many<DisclosedDocument>,
  stated: Stated,
): Promise<number> {
  const written = new Set<string>()
  for await (const { sha256, bytes } of documents) {
    if (!stated.documents.has(sha256))
      throw new UsageError('usage.argument', { argument: 'documents', sha256 })
    if (written.has(sha256)) continue
    written.add(sha256)
    const found = await staging.write(documentPath(sha256), bytes)
    if (found !== sha256) throw new VaultError('vault.mismatch', { expected: sha256, found })
  }
  return written.size
}
