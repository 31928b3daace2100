import { RuleError } from '../errors.js'
import type { ActOf } from '../model/act.js'
import type { ExhibitNumber, LeafHash, SealNumber } from '../model/names.js'
import { type Change, change, known, requireFree, requireParty, unknown, wrongState } from './change.js'
import type { CustodyEntry } from './entry.js'
import { joinField, openField } from './field-logs.js'
import { explainClock, explainRestore } from './incidents.js'
import { keyEffect } from './key-effects.js'
import type { Custody, ExhibitState, OfferState } from './state.js'

const nothing = () => undefined

/**
 * What an act does to the four tracks, by its kind. Refuses what has no meaning here; changes nothing until the returned change
 * is applied.
 * @throws RuleError
 */
export function effectOn(custody: Custody, entry: CustodyEntry): Change {
  const { act } = entry
  switch (act.kind) {
    case 'person.enrol':
    case 'key.enrol':
    case 'key.revoke':
    case 'key.rotate':
    case 'person.grant':
    case 'quorum.change':
    case 'log.rotate':
    case 'log.freeze':
      return keyEffect(custody, act, entry.seq)
    case 'exhibit.add':
      return addExhibit(custody, act)
    case 'seal.apply':
      return applySeal(custody, act, entry.seq)
    case 'seal.impossible':
      return waiveSeal(custody, act)
    case 'seal.check':
      return checkSeal(custody, act, entry.seq)
    case 'seal.break':
      return breakSeal(custody, act, entry.seq)
    case 'transfer.now':
      return handOver(custody, act)
    case 'transfer.offer':
      return offer(custody, act, entry)
    case 'transfer.accept':
      return closeOffer(custody, act, act.offer, 'accepted')
    case 'transfer.decline':
      return closeOffer(custody, act, act.offer, 'declined')
    case 'transfer.withdraw':
      return closeOffer(custody, act, act.offer, 'withdrawn')
    case 'acquisition.record':
      return acquire(custody, act, entry.seq)
    case 'examination.record':
      return examine(custody, act, entry.seq)
    case 'incident.restore':
      return explainRestore(custody, act, entry.seq)
    case 'incident.clock':
      return explainClock(custody, act, entry.seq)
    case 'anchor.adopt':
    case 'selftest.recorded':
    case 'verification.recorded':
    case 'disclosure.record':
      return change([], nothing)
    case 'field.open':
      return openField(custody, act, entry.seq)
    case 'field.join':
      return joinField(custody, act, entry.seq)
    case 'field.entry':
      // What it brings is followed in its place; within what it brings there is no other.
      throw wrongState(act.kind, act.field, 'field-in-field')
    case 'genesis':
      throw new RuleError('rule.wrong-state', { act: act.kind, reason: 'second-genesis' })
  }
}

function addExhibit(custody: Custody, act: ActOf<'exhibit.add'>): Change {
  requireFree(custody.exhibits, 'exhibit', act.exhibit)
  if (act.parent !== undefined) known(custody.exhibits, 'exhibit', act.parent)
  const { exhibit: number, category, quantity, parent } = act
  return change(parent === undefined ? [number] : [number, parent], () => {
    custody.exhibits[number] = {
      number,
      category,
      quantity,
      description: act.description.c,
      ...(act.identifiers === undefined ? {} : { identifiers: act.identifiers.c }),
      ...(parent === undefined ? {} : { parent }),
      custody: parent === undefined ? { kind: 'held', by: act.by } : { kind: 'inside', of: parent },
      seal: { kind: 'never-sealed' },
      integrity: { kind: 'no-reference' },
      legal: { kind: 'seized-only' },
      lastAt: act.at.time,
      entries: [],
    }
  })
}

function applySeal(custody: Custody, act: ActOf<'seal.apply'>, seq: number): Change {
  const exhibit = known(custody.exhibits, 'exhibit', act.exhibit)
  requireFree(custody.seals, 'seal', act.seal)
  const seals = exhibit.seal.kind === 'sealed' ? exhibit.seal.seals : []
  return change([act.exhibit], () => {
    custody.seals[act.seal] = { exhibit: act.exhibit, number: act.number.c, appliedAt: seq }
    custody.exhibits[act.exhibit] = { ...exhibit, seal: { kind: 'sealed', seals: [...seals, act.seal] } }
  })
}

function waiveSeal(custody: Custody, act: ActOf<'seal.impossible'>): Change {
  const exhibit = known(custody.exhibits, 'exhibit', act.exhibit)
  if (exhibit.seal.kind === 'sealed') throw wrongState(act.kind, act.exhibit, 'sealed')
  return change([act.exhibit], () => {
    custody.exhibits[act.exhibit] = { ...exhibit, seal: { kind: 'impossible' } }
  })
}

function checkSeal(custody: Custody, act: ActOf<'seal.check'>, seq: number): Change {
  const seal = requireSealOn(custody, act.seal, act.exhibit)
  return change([act.exhibit], () => {
    if (act.condition !== 'intact') custody.seals[act.seal] = { ...seal, damagedAt: seq }
  })
}

function breakSeal(custody: Custody, act: ActOf<'seal.break'>, seq: number): Change {
  const seal = requireSealOn(custody, act.seal, act.exhibit)
  const exhibit = known(custody.exhibits, 'exhibit', act.exhibit)
  if (seal.brokenAt !== undefined) throw wrongState(act.kind, act.seal, 'broken')
  const left = exhibit.seal.kind === 'sealed' ? exhibit.seal.seals.filter((each) => each !== act.seal) : []
  return change([act.exhibit], () => {
    custody.seals[act.seal] = { ...seal, brokenAt: seq }
    custody.exhibits[act.exhibit] = {
      ...exhibit,
      seal: left.length > 0 ? { kind: 'sealed', seals: left } : { kind: 'opened' },
    }
  })
}

function handOver(custody: Custody, act: ActOf<'transfer.now'>): Change {
  requireParty(act, act.from, 'giver')
  requireParty(act, act.to, 'receiver')
  if (act.from === act.to) throw wrongState(act.kind, act.to, 'to-self')
  const moved = requireMovable(custody, act.exhibits, act.kind)
  return change(act.exhibits, () => {
    for (const exhibit of moved) {
      custody.exhibits[exhibit.number] = { ...exhibit, custody: { kind: 'held', by: act.to } }
    }
  })
}

function offer(custody: Custody, act: ActOf<'transfer.offer'>, { seq, leaf }: CustodyEntry): Change {
  requireParty(act, act.from, 'giver')
  known(custody.persons, 'person', act.to)
  if (act.from === act.to) throw wrongState(act.kind, act.to, 'to-self')
  const moved = requireMovable(custody, act.exhibits, act.kind)
  return change(act.exhibits, () => {
    const { from, to } = act
    const giver = act.parties.find(({ as }) => as === 'giver')
    custody.offers[leaf] = {
      from,
      to,
      exhibits: act.exhibits,
      entry: seq,
      ...(giver ? { giver } : {}),
      outcome: 'open',
    }
    for (const exhibit of moved) {
      custody.exhibits[exhibit.number] = {
        ...exhibit,
        custody: { kind: 'in-transit', by: from, to, offer: leaf },
      }
    }
  })
}

function closeOffer(
  custody: Custody,
  act: ActOf<'transfer.accept' | 'transfer.decline' | 'transfer.withdraw'>,
  leaf: LeafHash,
  outcome: Exclude<OfferState['outcome'], 'open'>,
): Change {
  const open = known(custody.offers, 'offer', leaf)
  if (open.outcome !== 'open') throw wrongState(act.kind, leaf, open.outcome)
  requireParty(act, act.by, outcome === 'withdrawn' ? 'giver' : 'receiver')
  if (outcome === 'withdrawn' && act.by !== open.from) {
    throw new RuleError('rule.no-authority', { person: act.by, reason: 'not-giver' })
  }
  const holder = outcome === 'accepted' ? act.by : open.from
  return change(open.exhibits, () => {
    custody.offers[leaf] = { ...open, outcome }
    for (const number of open.exhibits) {
      const exhibit = custody.exhibits[number]
      if (exhibit) custody.exhibits[number] = { ...exhibit, custody: { kind: 'held', by: holder } }
    }
  })
}

function acquire(custody: Custody, act: ActOf<'acquisition.record'>, seq: number): Change {
  const exhibit = known(custody.exhibits, 'exhibit', act.exhibit)
  requireFree(custody.acquisitions, 'acquisition', act.acquisition)
  return change([act.exhibit], () => {
    custody.acquisitions[act.acquisition] = { exhibit: act.exhibit, entry: seq, examinations: [] }
    custody.exhibits[act.exhibit] = {
      ...exhibit,
      integrity: { kind: 'acquired', acquisition: act.acquisition },
    }
  })
}

function examine(custody: Custody, act: ActOf<'examination.record'>, seq: number): Change {
  const acquisition = known(custody.acquisitions, 'acquisition', act.acquisition)
  return change([acquisition.exhibit], () => {
    custody.acquisitions[act.acquisition] = {
      ...acquisition,
      examinations: [...acquisition.examinations, seq],
    }
  })
}

/** Exhibits that can change hands: known, named once, and not already on the way to somebody. */
function requireMovable(custody: Custody, numbers: readonly ExhibitNumber[], kind: string): ExhibitState[] {
  if (new Set(numbers).size !== numbers.length) throw wrongState(kind, numbers.join(' '), 'named-twice')
  return numbers.map((number) => {
    const exhibit = known(custody.exhibits, 'exhibit', number)
    if (exhibit.custody.kind === 'in-transit') throw wrongState(kind, number, 'in-transit')
    return exhibit
  })
}

function requireSealOn(custody: Custody, number: SealNumber, exhibit: ExhibitNumber) {
  const seal = known(custody.seals, 'seal', number)
  if (seal.exhibit !== exhibit) throw unknown('seal', number)
  return seal
}
