import type { ActOf } from '../../model/act.js'
import type { ExhibitNumber, SealNumber } from '../../model/names.js'
import { type Change, change, known, listIn, requireFree, unknown, wrongState } from '../change.js'
import type { Custody } from '../state.js'

export function applySeal(custody: Custody, act: ActOf<'seal.apply'>, seq: number): Change {
  const exhibit = known(custody.exhibits, 'exhibit', act.exhibit)
  requireFree(custody.seals, 'seal', act.seal)
  const seals = exhibit.seal.kind === 'sealed' ? exhibit.seal.seals : []
  return change([act.exhibit], () => {
    custody.seals[act.seal] = { exhibit: act.exhibit, number: act.number.c, appliedAt: seq }
    keepSealNumber(custody, act.seal, act.number.c)
    custody.exhibits[act.exhibit] = { ...exhibit, seal: { kind: 'sealed', seals: [...seals, act.seal] } }
  })
}

export function keepSealNumber(custody: Custody, seal: SealNumber, number: string): void {
  const named = listIn(custody.sealNumbers, number)
  if (!named.includes(seal)) named.push(seal)
}

export function waiveSeal(custody: Custody, act: ActOf<'seal.impossible'>): Change {
  const exhibit = known(custody.exhibits, 'exhibit', act.exhibit)
  if (exhibit.seal.kind === 'sealed') throw wrongState(act.kind, act.exhibit, 'sealed')
  return change([act.exhibit], () => {
    custody.exhibits[act.exhibit] = { ...exhibit, seal: { kind: 'impossible' } }
  })
}

export function checkSeal(custody: Custody, act: ActOf<'seal.check'>, seq: number): Change {
  const seal = requireSealOn(custody, act.seal, act.exhibit)
  return change([act.exhibit], () => {
    if (act.condition !== 'intact') custody.seals[act.seal] = { ...seal, damagedAt: seq }
  })
}

export function breakSeal(custody: Custody, act: ActOf<'seal.break'>, seq: number): Change {
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

function requireSealOn(custody: Custody, number: SealNumber, exhibit: ExhibitNumber) {
  const seal = known(custody.seals, 'seal', number)
  if (seal.exhibit !== exhibit || seal.annulledAt !== undefined) throw unknown('seal', number)
  return seal
}
