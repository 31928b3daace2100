import { decodeBase64 } from '../encoding/base64.js'
import { decodeHex } from '../encoding/hex.js'
import type { NoteSignature } from '../encoding/signed-note.js'
import { KeyError, RuleError } from '../errors.js'
import { parseEntry } from '../ledger/entry.js'
import { leafHash } from '../merkle/hash.js'
import { consistencyProof } from '../merkle/tree.js'
import type { PersonCode } from '../model/names.js'
import { parseReceipt } from '../signing/receipt.js'
import {
  assembleAct,
  parseActText,
  parseSignedAct,
  personKeyName,
  signActText,
} from '../signing/signed-act.js'
import type { Desk } from './desk.js'
import { type Enacted, enact, keepReceipt, recordSigned } from './enact.js'
import { handedReceipt } from './handed-receipt.js'
import { signerOf } from './keys.js'
import type { OpenCase } from './open.js'
import { preview } from './preview.js'
import type { SignatureAnswer } from './request-file.js'
import { logLines } from './signatures.js'

export interface Completed extends Enacted {
  /** For whoever signed elsewhere; nothing on a dry run. Kept in this home too. */
  readonly handed?: { readonly receipt: Uint8Array; readonly kept: string; readonly signer: string }
}

/** Adds the signatures that are still missing to an answer, and records the act. */
export async function completeRequest(
  open: OpenCase,
  desk: Desk,
  answer: SignatureAnswer,
): Promise<Completed> {
  const act = parseActText(answer.text)
  if (act.log !== open.origin) throw new RuleError('rule.wrong-log', { log: act.log, expected: open.origin })
  // A home that has not seen the log adopts it first, in an act of its own: the answer's text is fixed.
  const adopted = open.anchored ? undefined : await enact(open, desk, () => [])
  const breaks = preview(desk, await open.live.current(), [act], [])
  if (desk.dryRun) return { recorded: [], acts: [act], breaks, dryRun: true }
  const lines = await logLines(open, await open.live.current(), act, answer.text)
  for (const { who, signature } of act.parties) {
    if (signature.kind !== 'key') continue
    const name = personKeyName(open.origin, who)
    lines.push(
      answer.name === name ? lineOf(answer) : await ownLine(open, desk, answer.text, who, signature.signer),
    )
  }
  const done = await recordSigned(open, desk, [assembleAct(answer.text, lines)])
  const handed = await handOver(open, done.recorded, answer)
  return {
    recorded: [...(adopted?.recorded ?? []), ...done.recorded],
    acts: [...(adopted?.acts ?? []), act],
    breaks: done.breaks,
    dryRun: false,
    ...(handed ? { handed } : {}),
  }
}

/** The receipt with what the signer's device needs to judge it alone: the entry, and how the log grew since its anchor. */
async function handOver(
  open: OpenCase,
  [recorded]: Enacted['recorded'],
  { anchor, name }: SignatureAnswer,
): Promise<Completed['handed']> {
  if (!recorded) return undefined
  const size = recorded.seq + 1
  const { leaves, entry, rotations } = await enclosed(open, size)
  const knows = anchor !== undefined && anchor <= size
  const grown = knows ? { size: anchor, proof: consistencyProof(leaves, anchor, size) } : undefined
  const handed = handedReceipt(parseReceipt(recorded.receipt), { entry, grown, rotations })
  const kept = keepReceipt(open, { ...recorded, receipt: handed })
  return { receipt: handed, kept, signer: name.slice(open.origin.length + 1) }
}

async function enclosed({ genesis, ledger, live }: OpenCase, size: number) {
  const isRotated = (await live.current()).logKey !== genesis.logKey
  const leaves: Uint8Array[] = []
  const rotations: Uint8Array[] = []
  let entry = new Uint8Array()
  for await (const bytes of ledger.entries(0, size)) {
    leaves.push(leafHash(bytes))
    entry = Uint8Array.from(bytes)
    if (isRotated && parseSignedAct(parseEntry(entry).note).act.kind === 'log.rotate') rotations.push(entry)
  }
  return { leaves, entry, rotations }
}

async function ownLine(
  open: OpenCase,
  desk: Desk,
  text: string,
  who: PersonCode,
  stated: string,
): Promise<NoteSignature> {
  const signer = await signerOf(open.home, await open.live.current(), who, desk)
  if (signer.kind !== stated)
    throw new KeyError('key.agent', { person: who, reason: 'other-signer', wanted: stated })
  return signActText(text, { name: personKeyName(open.origin, who), signer })
}

function lineOf({ name, keyId, signature }: SignatureAnswer): NoteSignature {
  return { name, keyId: decodeHex(keyId), signature: decodeBase64(signature) }
}
