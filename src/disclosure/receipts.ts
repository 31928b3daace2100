import { attempt, contradicted, type Finding, reasonOf } from '../audit/finding.js'
import { encodeBase64 } from '../encoding/base64.js'
import { parseSignedNote } from '../encoding/signed-note.js'
import { emptyFrontier, extend, frontierRoot } from '../merkle/frontier.js'
import { verifyInclusion } from '../merkle/proof.js'
import { parseCheckpoint } from '../signing/checkpoint.js'
import { parseReceipt } from '../signing/receipt.js'
import { isNoteSignedBy } from '../signing/signature-check.js'
import { parseVerifierKey } from '../signing/verifier-key.js'
import type { Folder } from './folder.js'
import { receiptPath } from './layout.js'

// Receipts in a disclosure were chosen by who made it, so they vouch for nothing. They are held against the log because one that
// contradicts it must be named.

const longestReceipt = 2 * 1024 * 1024

/** The log as its entries give it. */
export interface ReadLog {
  readonly leaves: readonly Uint8Array[]
  readonly origin: string
  readonly logKey: string
  readonly formerLogKeys: readonly { readonly key: string; readonly until: number }[]
}

/** Paths of the files that are named as receipts are. */
export function receiptPaths({ standing }: Folder): readonly string[] {
  return [...standing.keys()].filter((path) => receiptForm.test(path))
}

const receiptForm = /^receipts\/(0|[1-9][0-9]{0,14})\.tlog-proof$/

/** What of the receipts does not hold; nothing when all of them do. */
export async function receiptFaults(folder: Folder, log: ReadLog): Promise<readonly Finding[]> {
  const faults: Finding[] = []
  const sizes = new Map<string, number>()
  for (const path of receiptPaths(folder)) {
    const read = await attempt(
      () => readReceipt(folder, path),
      (error) => faults.push(contradicted('receipt.malformed', path, reasonOf(error))),
    )
    if (read) sizes.set(path, read.size)
  }
  const roots = rootsAt(log.leaves, new Set(sizes.values()))
  const signed = signatureCheck(log)
  for (const path of sizes.keys()) {
    const { receipt, size, root, origin } = await readReceipt(folder, path)
    const failed = (what: string) =>
      faults.push(contradicted('receipt.contradicts', path, { entry: receipt.index, size, failed: what }))
    const leaf = log.leaves[receipt.index]
    if (receiptPath(receipt.index) !== path) failed('name')
    else if (origin !== log.origin || !signed(receipt.checkpoint, size))
      failed('checkpoint.signature-invalid')
    else if (roots.get(size) !== encodeBase64(root)) failed('checkpoint.root-mismatch')
    else if (!leaf || !verifyInclusion(receipt.index, size, leaf, receipt.proof, root)) failed('inclusion')
  }
  return faults
}

async function readReceipt(folder: Folder, path: string) {
  const receipt = parseReceipt(await folder.whole(path, longestReceipt))
  return { receipt, ...parseCheckpoint(parseSignedNote(receipt.checkpoint).text) }
}

/** Base64 roots of the trees of these sizes, as far as there are entries for them. */
function rootsAt(leaves: readonly Uint8Array[], sizes: ReadonlySet<number>): ReadonlyMap<number, string> {
  const roots = new Map<number, string>()
  let frontier = emptyFrontier
  for (const leaf of leaves) {
    frontier = extend(frontier, leaf)
    if (sizes.has(frontier.size)) roots.set(frontier.size, encodeBase64(frontierRoot(frontier)))
  }
  return roots
}

/** Whether the key that the log has at its size signed a checkpoint. Many receipts share one, so each is verified once. */
function signatureCheck({
  logKey,
  formerLogKeys,
}: ReadLog): (checkpoint: Uint8Array, size: number) => boolean {
  const newest = parseVerifierKey(logKey)
  const former = formerLogKeys.map(({ key, until }) => ({ key: parseVerifierKey(key), until }))
  const known = new Map<string, boolean>()
  return (checkpoint, size) => {
    const name = Buffer.from(checkpoint).toString('latin1')
    const key = former.find(({ until }) => size < until)?.key ?? newest
    const verified = known.get(name) ?? isNoteSignedBy(parseSignedNote(checkpoint), key)
    known.set(name, verified)
    return verified
  }
}
