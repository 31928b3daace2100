import { join } from 'node:path'
import type { Break } from '../custody/breaks/rule.js'
import { isLogTimeStanding } from '../custody/incidents.js'
import type { Custody } from '../custody/state.js'
import { encodeBase64 } from '../encoding/base64.js'
import type { Json } from '../encoding/canonical-json.js'
import { commit, type Opening } from '../encoding/commitment.js'
import { EnvironmentError, KeyError, LedgerError, RuleError } from '../errors.js'
import { append, type Recorded } from '../ledger/append.js'
import { requireFieldLength } from '../ledger/field-entry.js'
import { frontierRoot } from '../merkle/frontier.js'
import { type Act, type ActBody, act as actForm, currentRules } from '../model/act.js'
import type { CommittedField, TreeHeadField } from '../model/field.js'
import type { Instant, StatedTime } from '../model/instant.js'
import type { PersonCode } from '../model/names.js'
import type { Capacity, Party } from '../model/party.js'
import { newNonce, type SignedAct } from '../signing/signed-act.js'
import type { Signer } from '../signing/signer.js'
import { writeWhole, writeWholeTogether } from '../signing/whole-file.js'
import type { Desk } from './desk.js'
import type { KeyInHome } from './keys.js'
import { leaveBranch } from './lost-branch.js'
import type { OpenCase } from './open.js'
import { preview, requireExplained } from './preview.js'
import type { SignatureRequest } from './request-file.js'
import { requestFor, withSignerAway } from './requests.js'
import { logSigner, openSigners, signWith, stated } from './signatures.js'
import { toolchain } from './toolchain.js'

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
  /** Instead of entries, when the desk has the act signed elsewhere. */
  readonly request?: SignatureRequest
}

/** Others record meanwhile: whoever comes second drafts again. */
const attempts = 8

/**
 * Drafts acts on the record as it stands, shows them, has their parties sign, and appends them together or not at all. A draft
 * that was refused while somebody else recorded something (its number, a later time) is made again on the record as it is now.
 * When the desk says that the act is signed elsewhere, it becomes a request, and nothing is recorded.
 */
export async function enact(
  open: OpenCase,
  desk: Desk,
  draft: (drafting: Drafting) => readonly Draft[],
  signers: Map<string, Signer> = new Map(),
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
  signers: Map<string, Signer>,
): Promise<Enacted> {
  const prepared = await prepare(open, desk, draft)
  if (desk.elsewhere) return requested(open, desk, prepared)
  const breaks = preview(desk, prepared.custody, prepared.acts, prepared.openings)
  if (desk.dryRun) return { recorded: [], acts: prepared.acts, breaks, dryRun: true }
  await openSigners(open, desk, prepared, signers)
  const acts = prepared.acts.map((act) => stated(act, open, signers))
  requireClear(open).put(prepared.openings)
  const signed = await Promise.all(acts.map((act) => signWith(open, prepared.custody, act, signers)))
  return { ...(await recordSigned(open, desk, signed)), acts, dryRun: false }
}

async function requested(
  open: OpenCase,
  desk: Desk,
  { acts: drafted, custody, openings }: Awaited<ReturnType<typeof prepare>>,
): Promise<Enacted> {
  const acts = drafted.map((act) => withSignerAway(act, desk.by))
  const breaks = preview(desk, custody, acts, openings)
  const request = await requestFor(open, desk, custody, acts, openings)
  if (!desk.dryRun) requireClear(open).put(openings)
  return { recorded: [], acts, breaks, dryRun: desk.dryRun, request }
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
  const body = { kind: 'anchor.adopt', head: last, reason: commit({ text: desk.adopt }) } as const
  return [{ body }]
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
    ...placed(body, seen, signed),
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
    software: toolchain(),
  }
  const parsed = actForm.safeParse(drafted)
  if (parsed.success) return parsed.data
  throw new RuleError('rule.wrong-state', {
    act: body.kind,
    reason: 'form',
    field: parsed.error.issues[0]?.path.join('.') ?? '',
  })
}

/** What an act says of the record's head and of its own time is taken when it is drafted, and only then. */
function placed(body: ActBody, seen: TreeHeadField, signed: StatedTime): ActBody {
  switch (body.kind) {
    case 'anchor.adopt':
      return { ...body, head: seen }
    case 'incident.restore':
      return { ...body, from: seen }
    case 'incident.clock':
      return { ...body, machine: signed.time }
    default:
      return body
  }
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

/** The administrators who sign an act: whoever acts, and those who sign with them. */
export function administratorsAt(desk: Pick<Desk, 'by' | 'with'>): readonly DraftParty[] {
  return [...new Set([desk.by, ...(desk.with ?? [])])].map((who) => ({
    who,
    as: 'administrator',
    signature: 'key',
  }))
}

/** Appends acts that carry all their signatures. The order is: ledger, anchor, receipts, acknowledgement. */
export async function recordSigned(open: OpenCase, desk: Desk, signed: readonly SignedAct[]) {
  let breaks: readonly Break[] = []
  const notes = signed.map((each) => each.note)
  const acts = signed.map((each) => each.act)
  let logKey = ''
  const ofLog = () => ({ origin: open.origin, signer: logSigner(open, logKey) })
  requireExplanation(open, acts)
  if (open.genesis.field) for (const note of notes) requireFieldLength(note)
  const appended = await append(open.ledger, notes, ofLog, logClock(open, desk, acts), async (pending) => {
    breaks = await open.live.follow(pending)
    logKey = (await open.live.current()).logKey
    requireExplained(acts, breaks)
  }).catch((error: unknown) => {
    // What was followed is not on record.
    open.live.forget()
    throw error
  })
  await afterwards(appended.recorded, async () => {
    if (open.abandoned) await leaveBranch(open, await open.live.current(), open.abandoned)
    else open.anchors.advance(open.origin, { size: appended.size, note: appended.checkpoint })
    await keepReceipts(open, appended.recorded)
    await open.live.save()
  })
  return { recorded: appended.recorded, breaks }
}

/** What fails once acts are on record must not read as if they were not: whoever is told so does them again. */
async function afterwards(recorded: readonly Recorded[], work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (cause) {
    const isMachine = cause instanceof EnvironmentError
    if (!isMachine && !(cause instanceof LedgerError && cause.code === 'ledger.locked')) throw cause
    const { path = '', reason = cause.code } = cause.details
    const entry = recorded.at(-1)?.seq ?? 0
    throw new EnvironmentError('environment.recorded', { entry, path, reason }, { cause })
  }
}

/** A log that does not extend what this home has seen takes one act: the one that says why. */
function requireExplanation({ abandoned, ledger }: OpenCase, acts: readonly Act[]): void {
  const [only, another] = acts
  if (!abandoned || (only?.kind === 'incident.restore' && !another)) return
  throw new LedgerError('ledger.rolled-back', {
    path: ledger.path,
    reason: 'unexplained',
    seen: abandoned.size,
  })
}

/** This machine's clock; or, where administrators say that the clock of the newest entry was wrong, that entry's log time again. */
function logClock(open: OpenCase, desk: Desk, acts: readonly Act[]) {
  return async (newest: string): Promise<Instant> => {
    const now = desk.now()
    if (now >= newest) return now
    const custody = await open.live.current()
    const explained = acts[0]?.kind === 'incident.clock' || isLogTimeStanding(custody, newest)
    return explained ? custody.lastLogTime : now
  }
}

/** Kept outside the case: whoever rewrites the record does not rewrite what was handed out. Returns where. */
export function keepReceipt(
  { home, origin }: Pick<OpenCase, 'home' | 'origin'>,
  { seq, receipt }: Pick<Recorded, 'receipt' | 'seq'>,
): string {
  const path = join(home.receipts(origin), receiptName(seq))
  writeWhole(path, receipt, 'replace')
  return path
}

async function keepReceipts(
  { home, origin }: Pick<OpenCase, 'home' | 'origin'>,
  recorded: readonly Pick<Recorded, 'receipt' | 'seq'>[],
): Promise<void> {
  const files = recorded.map(({ seq, receipt }) => ({ name: receiptName(seq), content: receipt }))
  await writeWholeTogether(home.receipts(origin), files)
}

function receiptName(seq: number): string {
  return `${String(seq).padStart(8, '0')}.tlog-proof`
}

export function requireClear(open: OpenCase) {
  if (!open.clear)
    throw new KeyError('key.absent', { key: 'data-keys', home: open.home.path, reason: 'of-case' })
  return open.clear
}
