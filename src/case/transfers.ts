import { RuleError } from '../errors.js'
import type { ExhibitNumber, LeafHash, PersonCode } from '../model/names.js'
import type { Capacity } from '../model/party.js'
import type { Desk } from './desk.js'
import { type DocumentNamed, storeDocument } from './documents.js'
import { type Draft, type Drafting, type DraftParty, type Enacted, enact } from './enact.js'
import type { OpenCase } from './open.js'

/** How the receiver (or giver) of a transfer signs. */
export type SigningManner =
  | { readonly kind: 'key' }
  /** `scan` is the file of the signed sheet; the performer attests it. */
  | { readonly kind: 'paper'; readonly scan: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'absent'; readonly reason: string }

/** Somebody who signs an act besides whoever makes it, and how. */
export interface Signing {
  readonly who: PersonCode
  readonly manner: SigningManner
}

export interface Handover {
  readonly exhibits: readonly ExhibitNumber[]
  readonly from: PersonCode
  readonly to: PersonCode
  readonly purpose: string
  readonly giver: SigningManner
  readonly receiver: SigningManner
  readonly witnesses?: readonly Signing[]
  readonly carrier?: string
  /** Units that the receiver counted. */
  readonly counted?: number
}

/** Both present: both sign the same bytes. */
export async function transferNow(open: OpenCase, desk: Desk, handover: Handover): Promise<Enacted> {
  const scans = await storeScans(open, desk, handover)
  return enact(open, desk, (drafting) => [handoverDraft(drafting, desk.by, handover, scans)])
}

export async function offerTransfer(
  open: OpenCase,
  desk: Desk,
  handover: Omit<Handover, 'receiver' | 'counted'>,
): Promise<Enacted> {
  return enact(open, desk, (drafting) => [offerDraft(drafting, desk.by, handover)])
}

export function offerDraft(
  { commit }: Drafting,
  by: PersonCode,
  handover: Omit<Handover, 'receiver' | 'counted'>,
): Draft {
  const { exhibits, from, to, purpose, carrier } = handover
  return {
    body: {
      kind: 'transfer.offer',
      ...(carrier === undefined ? {} : { carrier: commit({ text: carrier }) }),
      exhibits: [...exhibits],
      from,
      purpose: commit({ text: purpose }),
      to,
    },
    parties: [{ who: by, as: 'giver', signature: 'key' }],
  }
}

export type Answer = 'accept' | 'decline' | 'withdraw'

/** What is said with an answer: why not, or what was counted, and before whom. */
export interface AnswerDetails {
  readonly reason?: string
  readonly counted?: number
  readonly witnesses?: readonly Signing[]
}

/** Closes an offer. Custody moves only when the receiver accepts, naming the offer's leaf hash. */
export async function answerTransfer(
  open: OpenCase,
  desk: Desk,
  answer: Answer,
  offer: string,
  details: AnswerDetails = {},
): Promise<Enacted> {
  const scans = await storeScans(open, desk, details)
  return enact(open, desk, (drafting) => [answerDraft(drafting, desk.by, answer, offer, details, scans)])
}

function answerDraft(
  drafting: Drafting,
  by: PersonCode,
  answer: Answer,
  name: string,
  { reason, counted, witnesses = [] }: AnswerDetails,
  scans: Scans,
): Draft {
  const offer = offerNamed(drafting.custody.offers, name)
  const parties: DraftParty[] = [
    { who: by, as: answer === 'withdraw' ? 'giver' : 'receiver', signature: 'key' },
    ...witnesses.map((each) => partyOf(drafting, by, 'witness', each, scans)),
  ]
  if (answer === 'accept')
    return {
      body: { kind: 'transfer.accept', ...(counted === undefined ? {} : { counted }), offer },
      parties,
    }
  const field = drafting.commit({ text: reason ?? '' })
  const kind = answer === 'decline' ? 'transfer.decline' : 'transfer.withdraw'
  return { body: { kind, offer, reason: field }, parties }
}

/** An offer by its leaf hash, the number of its entry, or an exhibit that is on its way. */
function offerNamed(
  offers: Record<LeafHash, { entry: number; outcome: string; exhibits: readonly string[] }>,
  name: string,
): LeafHash {
  const found = (Object.entries(offers) as [LeafHash, (typeof offers)[LeafHash]][]).find(
    ([leaf, offer]) =>
      leaf === name ||
      String(offer.entry) === name ||
      (offer.outcome === 'open' && offer.exhibits.includes(name)),
  )
  if (!found) throw new RuleError('rule.unknown-object', { kind: 'offer', name })
  return found[0]
}

export type Scans = ReadonlyMap<SigningManner, DocumentNamed>

export function handoverDraft(
  drafting: Drafting,
  by: PersonCode,
  handover: Handover,
  scans: Scans = new Map(),
): Draft {
  const { commit } = drafting
  const { exhibits, from, to, purpose, carrier, counted } = handover
  return {
    body: {
      kind: 'transfer.now',
      ...(carrier === undefined ? {} : { carrier: commit({ text: carrier }) }),
      ...(counted === undefined ? {} : { counted }),
      exhibits: [...exhibits],
      from,
      purpose: commit({ text: purpose }),
      to,
    },
    parties: passageParties(drafting, by, handover, scans),
  }
}

/** The two sides of a passage, and those who stood by. */
export type Sides = Pick<Handover, 'from' | 'to' | 'giver' | 'receiver' | 'witnesses'>

/** Giver, receiver, witnesses; and whoever makes the act, where they are none of these. */
export function passageParties(
  drafting: Drafting,
  by: PersonCode,
  { from, to, giver, receiver, witnesses = [] }: Sides,
  scans: Scans,
): readonly DraftParty[] {
  const parties = [
    partyOf(drafting, by, 'giver', { who: from, manner: giver }, scans),
    partyOf(drafting, by, 'receiver', { who: to, manner: receiver }, scans),
    ...witnesses.map((each) => partyOf(drafting, by, 'witness', each, scans)),
  ]
  return parties.some((each) => each.who === by)
    ? parties
    : [...parties, { who: by, as: 'performer', signature: 'key' }]
}

export function partyOf(
  { commit }: Drafting,
  by: PersonCode,
  as: Capacity,
  { who, manner }: Signing,
  scans: Scans,
): DraftParty {
  if (manner.kind === 'key') return { who, as, signature: 'key' }
  if (manner.kind !== 'paper')
    return { who, as, signature: { kind: manner.kind, reason: commit({ text: manner.reason }) } }
  const scan = scans.get(manner) ?? { sha256: '', size: 0 }
  return { who, as, signature: { kind: 'paper', attestedBy: by, scan: commit({ ...scan }) } }
}

/** A signed sheet's scan goes into the vault; the act carries a commitment to its digest. */
export async function storeScans(
  open: OpenCase,
  desk: Desk,
  { giver, receiver, witnesses = [] }: Partial<Sides>,
): Promise<Scans> {
  const scans = new Map<SigningManner, DocumentNamed>()
  for (const manner of [giver, receiver, ...witnesses.map((each) => each.manner)])
    if (manner?.kind === 'paper') scans.set(manner, await storeDocument(open, desk, manner.scan))
  return scans
}
