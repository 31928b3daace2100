import { createHash } from 'node:crypto'
import { RuleError } from '../errors.js'
import type { ExhibitNumber, LeafHash, PersonCode } from '../model/names.js'
import type { Desk } from './desk.js'
import { type Draft, type Drafting, type DraftParty, type Enacted, enact } from './enact.js'
import { readNamedFile } from './named-file.js'
import type { OpenCase } from './open.js'

/** How the receiver (or giver) of a transfer signs. */
export type SigningManner =
  | { readonly kind: 'key' }
  /** `scan` is the file of the signed sheet; the performer attests it. */
  | { readonly kind: 'paper'; readonly scan: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'absent'; readonly reason: string }

export interface Handover {
  readonly exhibits: readonly ExhibitNumber[]
  readonly from: PersonCode
  readonly to: PersonCode
  readonly purpose: string
  readonly giver: SigningManner
  readonly receiver: SigningManner
}

/** Both present: both sign the same bytes. */
export async function transferNow(open: OpenCase, desk: Desk, handover: Handover): Promise<Enacted> {
  const scans = await storeScans(open, desk, handover)
  return enact(open, desk, (drafting) => [handoverDraft(drafting, desk.by, handover, scans)])
}

export async function offerTransfer(
  open: OpenCase,
  desk: Desk,
  handover: Omit<Handover, 'receiver'>,
): Promise<Enacted> {
  return enact(open, desk, (drafting) => [offerDraft(drafting, desk.by, handover)])
}

export function offerDraft(
  { commit }: Drafting,
  by: PersonCode,
  handover: Omit<Handover, 'receiver'>,
): Draft {
  const { exhibits, from, to, purpose } = handover
  return {
    body: { kind: 'transfer.offer', exhibits: [...exhibits], from, purpose: commit({ text: purpose }), to },
    parties: [{ who: by, as: 'giver', signature: 'key' }],
  }
}

export type Answer = 'accept' | 'decline' | 'withdraw'

/** Closes an offer. Custody moves only when the receiver accepts, naming the offer's leaf hash. */
export async function answerTransfer(
  open: OpenCase,
  desk: Desk,
  answer: Answer,
  offer: string,
  reason: string | undefined,
): Promise<Enacted> {
  return enact(open, desk, (drafting) => [answerDraft(drafting, desk.by, answer, offer, reason)])
}

function answerDraft(
  { custody, commit }: Drafting,
  by: PersonCode,
  answer: Answer,
  name: string,
  reason: string | undefined,
): Draft {
  const offer = offerNamed(custody.offers, name)
  const parties: DraftParty[] = [
    { who: by, as: answer === 'withdraw' ? 'giver' : 'receiver', signature: 'key' },
  ]
  if (answer === 'accept') return { body: { kind: 'transfer.accept', offer }, parties }
  const field = commit({ text: reason ?? '' })
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

export type Scans = ReadonlyMap<SigningManner, { sha256: string; size: number }>

export function handoverDraft({ commit }: Drafting, by: PersonCode, handover: Handover, scans: Scans): Draft {
  const party = (who: PersonCode, as: 'giver' | 'receiver', manner: SigningManner): DraftParty => {
    if (manner.kind === 'key') return { who, as, signature: 'key' }
    if (manner.kind !== 'paper')
      return { who, as, signature: { kind: manner.kind, reason: commit({ text: manner.reason }) } }
    const scan = scans.get(manner) ?? { sha256: '', size: 0 }
    return { who, as, signature: { kind: 'paper', attestedBy: by, scan: commit({ ...scan }) } }
  }
  const { exhibits, from, to, purpose, giver, receiver } = handover
  const parties = [party(from, 'giver', giver), party(to, 'receiver', receiver)]
  const performs = parties.some((each) => each.who === by)
  return {
    body: { kind: 'transfer.now', exhibits: [...exhibits], from, purpose: commit({ text: purpose }), to },
    parties: performs ? parties : [...parties, { who: by, as: 'performer', signature: 'key' }],
  }
}

/** A signed sheet's scan goes into the vault; the act carries a commitment to its digest. */
async function storeScans(open: OpenCase, desk: Desk, { giver, receiver }: Handover): Promise<Scans> {
  const scans = new Map<SigningManner, { sha256: string; size: number }>()
  for (const manner of [giver, receiver]) {
    if (manner.kind !== 'paper') continue
    const bytes = readNamedFile(manner.scan)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    if (!desk.dryRun) await open.vault.store(bytes)
    scans.set(manner, { sha256, size: bytes.length })
  }
  return scans
}
