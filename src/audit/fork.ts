import { parseSignedNote } from '../encoding/signed-note.js'
import { sameHash } from '../merkle/hash.js'
import { prefixRootFromInclusionProof, verifyInclusion } from '../merkle/proof.js'
import { parseCheckpoint } from '../signing/checkpoint.js'
import { parseReceipt } from '../signing/receipt.js'
import { attempt, contradicted, type Finding } from './finding.js'
import type { Heads } from './heads.js'
import type { Trust } from './source.js'

/** The first entry that differs lies in this range, both ends among it. */
interface Bracket {
  from: number
  to: number
}

/**
 * Where the log that is here parts from the one that others were shown, as closely as what they kept can tell: a checkpoint of `n`
 * entries with another root says that one before `n` differs. A receipt tells of its own entry and, since an entry names the
 * one before it, of all before; and its proof holds the root of these. A checkpoint that agrees says nothing of the other history by itself, so it is only mentioned.
 */
export async function auditFork(heads: Heads, trust: Trust): Promise<readonly Finding[]> {
  const bracket: Bracket = { from: 0, to: Number.POSITIVE_INFINITY }
  const agreeing: number[] = []
  for (const { bytes } of trust.checkpoints) {
    const standing = await heads.standing(bytes)
    if (standing.kind === 'holds') agreeing.push(standing.size)
    else await narrow(heads, bytes, bracket)
  }
  if (trust.anchor) await narrow(heads, trust.anchor, bracket)
  for (const { bytes } of trust.receipts) await narrowByReceipt(heads, bytes, bracket)
  const { to } = bracket
  if (!Number.isFinite(to)) return []
  const from = Math.min(bracket.from, to)
  const agrees = Math.max(0, ...agreeing.filter((size) => size <= to))
  return [
    contradicted('log.forked', 'log', {
      ...(from < to ? { from, to } : { at: to }),
      ...(agrees > from ? { agrees } : {}),
    }),
  ]
}

/** What is not signed by the log tells nothing of its histories; neither does a log that is only shorter. */
async function narrow(heads: Heads, note: Uint8Array, bracket: Bracket): Promise<boolean> {
  const standing = await heads.standing(note)
  if (standing.kind !== 'fails' || standing.code !== 'checkpoint.root-mismatch') return false
  bracket.to = Math.min(bracket.to, Number(standing.details['size']) - 1)
  return true
}

async function narrowByReceipt(heads: Heads, bytes: Uint8Array, bracket: Bracket): Promise<void> {
  const receipt = await attempt(
    () => parseReceipt(bytes),
    () => undefined,
  )
  if (!receipt || !(await narrow(heads, receipt.checkpoint, bracket))) return
  const { index, proof } = receipt
  const { leaves, rootAt } = heads.record
  const [leaf, before] = [leaves.at(index), rootAt(index)]
  if (!leaf || !before) return
  const { size, root } = parseCheckpoint(parseSignedNote(receipt.checkpoint).text)
  const proves = verifyInclusion(index, size, leaf, proof, root)
  if (proves) bracket.from = Math.max(bracket.from, index + 1)
  else bracket.to = Math.min(bracket.to, index)
  const prefix = prefixRootFromInclusionProof(index, size, proof)
  if (!proves && prefix && sameHash(prefix, before)) bracket.from = Math.max(bracket.from, index)
}
