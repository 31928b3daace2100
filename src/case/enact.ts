import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { exhibitsOf } from '../custody/breaks/about.js'
import type { Break } from '../custody/breaks/rule.js'
import { type Custody, holderOf } from '../custody/state.js'
import { follow } from '../custody/tracks.js'
import { encodeBase64 } from '../encoding/base64.js'
import type { Json } from '../encoding/canonical-json.js'
import { commit, type Opening } from '../encoding/commitment.js'
import type { NoteSignature } from '../encoding/signed-note.js'
import { KeyError, LedgerError, RuleError } from '../errors.js'
import { append, type LogKey, type Recorded } from '../ledger/append.js'
import { frontierRoot } from '../merkle/frontier.js'
import { type Act, type ActBody, act as actForm, currentRules } from '../model/act.js'
import type { CommittedField, TreeHeadField } from '../model/field.js'
import type { StatedTime } from '../model/instant.js'
import type { LeafHash, PersonCode } from '../model/names.js'
import type { Capacity, Party } from '../model/party.js'
import {
  actText,
  assembleAct,
  newNonce,
  personKeyName,
  type SignedAct,
  signActText,
} from '../signing/signed-act.js'
import type { Signer } from '../signing/signer.js'
import { writeWhole } from '../signing/whole-file.js'
import { software } from '../software.js'
import type { Desk } from './desk.js'
import { type KeyInHome, signerOf, unlocked } from './keys.js'
import type { OpenCase } from './open.js'
import { textsIn } from './opened.js'

/** How one party of a draft will sign. `key` parties are filled in with host and signer when they do. */
export interface DraftParty {
  readonly who: PersonCode
  readonly as: Capacity
  readonly signature: 'key' | Exclude<Party['signature'], { kind: 'key' }>
}

export interface Draft {
  readonly body: ActBody
  /** The performer signs first unless the draft lists its parties itself. */
  readonly parties?: readonly DraftParty[]
  /** A key of this home that is not on record yet and signs for its owner: a key being enrolled. */
  readonly newKey?: { readonly person: PersonCode; readonly key: KeyInHome }
}

/** What a use case drafts with: the record as it stands, and the way to commit to a value. */
export interface Drafting {
  readonly custody: Custody
  /** Numbers that earlier drafts of the same append will take. */
  readonly reserved: Set<string>
  commit(value: Json): CommittedField
}

export interface Enacted {
  readonly recorded: readonly Recorded[]
  readonly acts: readonly Act[]
  readonly breaks: readonly Break[]
  /** True when nothing was written because a dry run was asked for. */
  readonly dryRun: boolean
}

/** Others record meanwhile: whoever comes second drafts again. */
const attempts = 8

/**
 * Drafts acts on the record as it stands, shows them, has their parties sign, and appends them together or not at all. A draft
 * that was refused while somebody else recorded something (its number, a later time) is made again on the record as it is now.
 */
export async function enact(
  open: OpenCase,
  desk: Desk,
  draft: (drafting: Drafting) => readonly Draft[],
  signers: Map<PersonCode, Signer> = new Map(),
): Promise<Enacted> {
  for (let left = attempts; ; left -= 1) {
    const { size } = await open.ledger.head()
    try {
      return await enactOnce(open, desk, draft, signers)
    } catch (error) {
      const overtaken = error instanceof RuleError && (await open.ledger.head()).size > size
      if (!overtaken || left === 1) throw error
    }
  }
}

async function enactOnce(
  open: OpenCase,
  desk: Desk,
  draft: (drafting: Drafting) => readonly Draft[],
  signers: Map<PersonCode, Signer>,
): Promise<Enacted> {
  const prepared = await prepare(open, desk, draft)
  const keyed = new Set(prepared.drafts.flatMap((each) => keyedParties(each, desk.by)))
  const before = prepared.custody
  const breaks = preview(desk, before, prepared.acts, prepared.openings)
  if (desk.dryRun) return { recorded: [], acts: prepared.acts, breaks, dryRun: true }
  for (const person of keyed) {
    if (signers.has(person)) continue
    const fresh = prepared.drafts.find((each) => each.newKey?.person === person)?.newKey
    const signer = fresh
      ? unlocked(open.home, fresh.key, person, desk)
      : signerOf(open.home, before, person, desk)
    signers.set(person, await signer)
  }
  const acts = prepared.acts.map((act) => stated(act, open, signers))
  requireClear(open).put(prepared.openings)
  const signed = await Promise.all(acts.map((act) => signWith(open, act, signers)))
  return { ...(await recordSigned(open, desk, signed)), acts, dryRun: false }
}

/**
 * Acts drafted, complete but for who holds which key; their openings are not stored yet. `custody` is what they were drafted on,
 * until the record is next caught up.
 */
export async function prepare(open: OpenCase, desk: Desk, draft: (drafting: Drafting) => readonly Draft[]) {
  const openings: Opening[] = []
  const { custody, seen } = await standing(open)
  const drafting: Drafting = {
    custody,
    reserved: new Set(),
    commit(value) {
      const opening = commit(value)
      openings.push(opening)
      return { c: opening.c }
    },
  }
  const drafts = [...adoption(open, desk, drafting), ...draft(drafting)]
  const acts = drafts.map((each) => complete(open, desk, drafting, seen, each))
  return { drafts, acts, openings, custody }
}

/** A home without an anchor may write only if its officer says why, in a signed act of its own. */
function adoption(open: OpenCase, desk: Desk, { commit, custody }: Drafting): Draft[] {
  if (open.anchored) return []
  if (desk.adopt === undefined)
    throw new LedgerError('ledger.no-anchor', { origin: open.origin, home: open.home.path })
  const last = { root: '', size: custody.size }
  return [{ body: { kind: 'anchor.adopt', head: last, reason: commit({ text: desk.adopt }) } }]
}

function complete(
  open: OpenCase,
  desk: Desk,
  { commit }: Drafting,
  seen: TreeHeadField,
  { body, parties }: Draft,
): Act {
  const signed: StatedTime = { clock: 'system', time: desk.now(), zone: open.genesis.zone }
  const { late, despite } = desk
  const drafted = {
    ...(body.kind === 'anchor.adopt' ? { ...body, head: seen } : body),
    at: late ? { clock: 'stated', time: late.at, zone: open.genesis.zone } : signed,
    by: desk.by,
    ...(despite ? { despite: { codes: [...despite.codes], reason: commit({ text: despite.reason }) } } : {}),
    ...(late ? { late: { reason: commit({ text: late.reason }), signed } } : {}),
    log: open.origin,
    nonce: newNonce(),
    parties: (parties ?? [{ who: desk.by, as: 'performer', signature: 'key' }]).map(
      ({ who, as, signature }) => ({
        as,
        signature:
          signature === 'key' ? { kind: 'key', host: open.home.hostId(), signer: 'file' } : signature,
        who,
      }),
    ),
    rules: currentRules,
    seen,
    software: software(),
  }
  const parsed = actForm.safeParse(drafted)
  if (parsed.success) return parsed.data
  throw new RuleError('rule.wrong-state', {
    act: body.kind,
    reason: 'form',
    field: parsed.error.issues[0]?.path.join('.') ?? '',
  })
}

/** The record and its head at one moment: others may be appending. */
async function standing(open: OpenCase): Promise<{ custody: Custody; seen: TreeHeadField }> {
  for (;;) {
    const seen = await headOf(open)
    const custody = await open.live.current()
    if (custody.size === seen.size) return { custody, seen }
  }
}

async function headOf(open: OpenCase): Promise<TreeHeadField> {
  const { frontier, size } = await open.ledger.head()
  return { root: encodeBase64(frontierRoot(frontier)), size }
}

function keyedParties({ parties }: Draft, by: PersonCode): readonly PersonCode[] {
  return (parties ?? [{ who: by, signature: 'key' }])
    .filter((each) => each.signature === 'key')
    .map((each) => each.who)
}

/** Follows the drafts on a copy of the record, so that a refusal comes before any key is used; shows what will be signed. */
export function preview(
  desk: Desk,
  custody: Custody,
  acts: readonly Act[],
  openings: readonly Opening[],
): readonly Break[] {
  const copy = structuredClone(custody)
  const numbers = [...new Set(acts.flatMap((act) => exhibitsOf(copy, act)))]
  const holders = numbers.map((exhibit) => ({ exhibit, holder: holderOf(copy, exhibit) }))
  const breaks = acts.flatMap((act) => {
    const leaf = encodeBase64(randomBytes(32)) as LeafHash
    return follow(copy, { seq: copy.size, leaf, logTime: desk.now(), act })
  })
  desk.show({
    acts,
    texts: acts.map(actText),
    said: textsIn(openings.map((each) => each.value)),
    breaks,
    holders,
  })
  requireExplained(acts, breaks)
  return breaks
}

/** While an act is being made, a break that a rule stops at needs a signed reason; on record it is a break like any other. */
function requireExplained(acts: readonly Act[], breaks: readonly Break[]): void {
  const explained = new Set(acts.flatMap((act) => act.despite?.codes ?? []))
  const open = breaks.filter((found) => found.live === 'refuse' && !explained.has(found.code))
  const [first] = open
  if (!first) return
  throw new RuleError('rule.break-unexplained', {
    codes: [...new Set(open.map((found) => found.code))].join(','),
    exhibit: first.exhibit ?? '',
    entries: first.entries.join(','),
  })
}

/** The act with what is now known of each key: which kind of signer holds it. */
function stated(act: Act, open: OpenCase, signers: ReadonlyMap<PersonCode, Signer>): Act {
  const parties = act.parties.map((party): Party => {
    const signer = signers.get(party.who)
    if (party.signature.kind !== 'key' || !signer) return party
    return { ...party, signature: { kind: 'key', host: open.home.hostId(), signer: signer.kind } }
  })
  return { ...act, parties }
}

async function signWith(
  open: OpenCase,
  act: Act,
  signers: ReadonlyMap<PersonCode, Signer>,
): Promise<SignedAct> {
  const text = actText(act)
  const lines: NoteSignature[] = []
  for (const { who, signature } of act.parties) {
    if (signature.kind !== 'key') continue
    const signer = signers.get(who)
    if (!signer) throw new KeyError('key.absent', { person: who, key: '', home: open.home.path })
    lines.push(await signActText(text, { name: personKeyName(open.origin, who), signer }))
  }
  return assembleAct(text, lines)
}

/** Appends acts that carry all their signatures. The order is: ledger, anchor, receipts, acknowledgement. */
export async function recordSigned(open: OpenCase, desk: Desk, signed: readonly SignedAct[]) {
  let breaks: readonly Break[] = []
  const notes = signed.map((each) => each.note)
  const acts = signed.map((each) => each.act)
  const appended = await append(open.ledger, notes, logKeyOf(open), desk.now, async (pending) => {
    breaks = await open.live.follow(pending)
    requireExplained(acts, breaks)
  }).catch((error: unknown) => {
    // What was followed is not on record.
    open.live.forget()
    throw error
  })
  open.anchors.advance(open.origin, { size: appended.size, note: appended.checkpoint })
  for (const each of appended.recorded) keepReceipt(open, each)
  await open.live.save()
  return { recorded: appended.recorded, breaks }
}

/** Kept outside the case: whoever rewrites the record does not rewrite what was handed out. */
export function keepReceipt(
  { home, origin }: Pick<OpenCase, 'home' | 'origin'>,
  { seq, receipt }: Recorded,
): void {
  writeWhole(join(home.receipts(origin), `${String(seq).padStart(8, '0')}.tlog-proof`), receipt, 'replace')
}

export function logKeyOf(open: OpenCase): LogKey {
  const signer = open.home.logKey(open.origin)
  if (!signer) throw new KeyError('key.absent', { key: 'log', person: open.origin, home: open.home.path })
  return { origin: open.origin, signer }
}

export function requireClear(open: OpenCase) {
  if (!open.clear)
    throw new KeyError('key.absent', { key: 'case-data', person: open.origin, home: open.home.path })
  return open.clear
}
