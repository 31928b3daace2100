import { RuleError } from '../../errors.js'
import type { ActOf } from '../../model/act.js'
import type { LeafHash } from '../../model/names.js'
import { type Change, change, known, requireParty, wrongState } from '../change.js'
import { isUnder } from '../exhibit-state.js'
import type { Custody } from '../state.js'
import { hasLeft } from '../whereabouts.js'
import { moved, requireAtHand, requirePassage } from './exhibits.js'

export function handOver(custody: Custody, act: ActOf<'transfer.now'>): Change {
  requirePassage(custody, act)
  return moved(custody, act, requireAtHand(custody, act.exhibits, act.kind), { kind: 'held', by: act.to })
}

export function offer(custody: Custody, act: ActOf<'transfer.offer'>, seq: number, leaf: LeafHash): Change {
  requireParty(act, act.from, 'giver')
  known(custody.persons, 'person', act.to)
  if (act.from === act.to) throw wrongState(act.kind, act.to, 'to-self')
  const leaving = requireAtHand(custody, act.exhibits, act.kind).filter((each) => !hasLeft(custody, each))
  const { from, to, exhibits } = act
  const giver = act.parties.find(({ as }) => as === 'giver')
  return change(exhibits, () => {
    const at = act.at.time
    custody.offers[leaf] = {
      from,
      to,
      exhibits,
      entry: seq,
      at,
      ...(giver ? { giver } : {}),
      outcome: 'open',
    }
    for (const exhibit of leaving)
      custody.exhibits[exhibit.number] = {
        ...exhibit,
        custody: { kind: 'in-transit', by: from, to, offer: leaf },
      }
  })
}

/** Ends an offer for what of it is still on the way: what was reported missing meanwhile has to be found first. */
export function closeOffer(
  custody: Custody,
  act: ActOf<'transfer.accept' | 'transfer.decline' | 'transfer.withdraw'>,
  seq: number,
): Change {
  const outcome = outcomes[act.kind]
  const open = known(custody.offers, 'offer', act.offer)
  if (open.outcome !== 'open') throw wrongState(act.kind, act.offer, open.outcome)
  requireParty(act, act.by, outcome === 'withdrawn' ? 'giver' : 'receiver')
  if (outcome === 'withdrawn' && act.by !== open.from) {
    throw new RuleError('rule.no-authority', { person: act.by, reason: 'not-giver' })
  }
  const holder = outcome === 'accepted' ? act.by : open.from
  return change(open.exhibits, () => {
    custody.offers[act.offer] = { ...open, outcome, closed: seq }
    for (const number of open.exhibits) {
      const exhibit = custody.exhibits[number]
      if (!exhibit || !isUnder(exhibit, act.offer)) continue
      const movedAt = outcome === 'accepted' ? act.at.time : exhibit.movedAt
      custody.exhibits[number] = { ...exhibit, custody: { kind: 'held', by: holder }, movedAt }
    }
  })
}

const outcomes = {
  'transfer.accept': 'accepted',
  'transfer.decline': 'declined',
  'transfer.withdraw': 'withdrawn',
} as const
