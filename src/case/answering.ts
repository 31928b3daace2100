import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Anchor } from '../database/anchor-store.js'
import { encodeBase64 } from '../encoding/base64.js'
import type { Json } from '../encoding/canonical-json.js'
import { type Opening, opens } from '../encoding/commitment.js'
import { encodeHex } from '../encoding/hex.js'
import { parseSignedNote } from '../encoding/signed-note.js'
import { encodeUtf8 } from '../encoding/utf8.js'
import { KeyError, LedgerError, SourceError } from '../errors.js'
import type { TreeHeadField } from '../model/field.js'
import type { LeafHash } from '../model/names.js'
import type { Party } from '../model/party.js'
import { parseCheckpoint } from '../signing/checkpoint.js'
import { actText, personKeyName, signActText } from '../signing/signed-act.js'
import { writeWhole } from '../signing/whole-file.js'
import type { Desk } from './desk.js'
import { readGenesis } from './genesis.js'
import type { Home } from './home.js'
import { textsIn } from './json-fields.js'
import { type KeyInHome, keyAmong, signerKindOf, unlocked } from './keys.js'
import { requestText, type SignatureAnswer, type SignatureRequest } from './request-file.js'

export interface Answered {
  readonly answer: SignatureAnswer
  /** Leaf hash of the log's entry 0, as this home has it pinned now. */
  readonly genesis: LeafHash
  /** True when it was pinned just now, on the request's own word. */
  readonly pinned: boolean
}

/**
 * On the signer's own device, which needs no case: shows the act, fills in this device, and signs; nothing on a dry run. The first
 * signature in a log pins its genesis here; every signature is kept, to be held against the receipt that comes back.
 * @throws LedgerError `ledger.rolled-back` when the request is for another log than the one pinned under that name, or for another
 * history than this home has seen
 */
export async function answerRequest(
  home: Home,
  desk: Desk,
  request: SignatureRequest,
): Promise<Answered | undefined> {
  const key = keyAmong(home, request.keys)
  if (!key)
    throw new KeyError('key.absent', { person: request.signer, key: request.keys.join(' '), home: home.path })
  const broken = request.openings.find((each) => !opens(each as Opening))
  if (broken) throw new SourceError('source.malformed', { what: 'request', reason: `opening ${broken.c}` })
  const { leaf, isNew } = genesisIn(request, home)
  const anchor = anchorOf(home, request.act.log)
  if (anchor) requireSameHistory(anchor, request.act.seen)
  const text = await statedText(home, request, key)
  const said = [request.act.log, ...textsIn(request.openings.map((each) => each.value as Json))]
  const shown = { acts: [request.act], texts: [text], said, breaks: [], holders: [] }
  desk.show(isNew ? { ...shown, newGenesis: leaf } : shown)
  if (desk.dryRun) return undefined
  const signer = await unlocked(home, key, request.signer, desk)
  const line = await signActText(text, { name: personKeyName(request.act.log, request.signer), signer })
  const answer: SignatureAnswer = {
    ...(anchor ? { anchor: anchor.size } : {}),
    format: 'custodia-signature/v1',
    keyId: encodeHex(line.keyId),
    name: line.name,
    signature: encodeBase64(line.signature),
    text,
  }
  if (isNew) home.pin(request.act.log, leaf)
  home.keepGenesis(request.act.log, encodeUtf8(request.genesis))
  writeWhole(keptAnswerPath(home, request.act.log, text), requestText(answer), 'replace')
  return { answer, genesis: leaf, pinned: isNew }
}

/** Where a home keeps its answer over this text. */
export function keptAnswerPath(home: Home, origin: string, text: string | Uint8Array): string {
  return join(home.signed(origin), `${createHash('sha256').update(text).digest('hex')}.json`)
}

/** The newest checkpoint that this home has seen of a log. */
export function anchorOf(home: Home, origin: string): Anchor | undefined {
  const anchors = home.anchors()
  try {
    return anchors.read(origin)
  } finally {
    anchors.close()
  }
}

/** The genesis that a request carries must be the one pinned here; the first becomes it. */
function genesisIn({ act, genesis }: SignatureRequest, home: Home): { leaf: LeafHash; isNew: boolean } {
  const { leaf, act: first } = readGenesis(encodeUtf8(genesis))
  if (first.log !== act.log) throw new SourceError('source.malformed', { what: 'request', reason: 'genesis' })
  const pinned = home.trust(act.log)
  if (pinned !== undefined && pinned !== leaf)
    throw new LedgerError('ledger.rolled-back', { reason: 'genesis', expected: pinned, found: leaf })
  return { leaf, isNew: pinned === undefined }
}

/** Two roots for one size are two histories. What lies at another size than the anchor, only a proof can tell. */
function requireSameHistory({ note, size }: Anchor, seen: TreeHeadField): void {
  const { root } = parseCheckpoint(parseSignedNote(note).text)
  if (seen.size === size && seen.root !== encodeBase64(root))
    throw new LedgerError('ledger.rolled-back', { reason: 'other', seen: size, found: seen.size })
}

/** The act's text, with this device as the place where `signer` signs. */
async function statedText(home: Home, { act, signer }: SignatureRequest, key: KeyInHome): Promise<string> {
  const kind = await signerKindOf(home, key)
  const parties = act.parties.map(
    (party): Party =>
      party.who === signer && party.signature.kind === 'key'
        ? { ...party, signature: { kind: 'key', host: home.hostId(), signer: kind } }
        : party,
  )
  return actText({ ...act, parties })
}
