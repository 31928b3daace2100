import type { ActOf } from '../../model/act.js'
import type { AcquisitionNumber } from '../../model/names.js'
import { type Change, change, known, requireFree, wrongState } from '../change.js'
import type { IntegrityTrack } from '../exhibit-state.js'
import type { Custody } from '../state.js'

export function acquire(custody: Custody, act: ActOf<'acquisition.record'>, seq: number): Change {
  const exhibit = known(custody.exhibits, 'exhibit', act.exhibit)
  requireFree(custody.acquisitions, 'acquisition', act.acquisition)
  for (const person of act.conditions?.presence ?? []) known(custody.persons, 'person', person)
  const { acquisition, copied, failed, conditions } = act
  return change([act.exhibit], () => {
    custody.acquisitions[acquisition] = { exhibit: act.exhibit, entry: seq, examinations: [], copied, failed }
    const kind = conditions?.altersOriginal ? 'not-repeatable' : 'acquired'
    custody.exhibits[act.exhibit] = { ...exhibit, integrity: { kind, acquisition } }
  })
}

export function examine(custody: Custody, act: ActOf<'examination.record'>, seq: number): Change {
  const acquisition = known(custody.acquisitions, 'acquisition', act.acquisition)
  return change([acquisition.exhibit], () => {
    acquisition.examinations.push(seq)
  })
}

/** A comparison that found no difference, or one; what cannot be compared leaves things as they were. */
export function checkIntegrity(custody: Custody, act: ActOf<'integrity.check'>, seq: number): Change {
  const exhibit = known(custody.exhibits, 'exhibit', act.exhibit)
  if (act.acquisition !== undefined) known(custody.acquisitions, 'acquisition', act.acquisition)
  if (act.differing + act.unreadable > act.chunks || (act.result === 'same') !== isSame(act))
    throw wrongState(act.kind, act.exhibit, 'chunks')
  const reference = act.acquisition ?? referenceOf(exhibit.integrity)
  const found = { entry: seq, ...(reference === undefined ? {} : { acquisition: reference }) }
  return change([act.exhibit], () => {
    if (act.result === 'not-comparable') return
    const kind = act.result === 'same' ? 'verified' : 'mismatch'
    custody.exhibits[act.exhibit] = { ...exhibit, integrity: { kind, ...found } }
  })
}

/** Same is only what was read whole and differs nowhere; nothing compared is not the same. */
function isSame({ chunks, differing, unreadable, result }: ActOf<'integrity.check'>): boolean {
  return result !== 'not-comparable' && chunks > 0 && differing === 0 && unreadable === 0
}

/** The acquisition that an exhibit's data is held against. */
export function referenceOf(track: IntegrityTrack): AcquisitionNumber | undefined {
  return 'acquisition' in track ? track.acquisition : undefined
}

export function importHashSet(custody: Custody, act: ActOf<'hashset.import'>, seq: number): Change {
  requireFree(custody.hashSets, 'hash-set', act.set)
  return change([], () => {
    custody.hashSets[act.set] = { entry: seq, class: act.class, index: act.index, members: act.members }
  })
}

export function matchHashSet(custody: Custody, act: ActOf<'hashset.match'>): Change {
  known(custody.hashSets, 'hash-set', act.set)
  return change([known(custody.acquisitions, 'acquisition', act.acquisition).exhibit], () => undefined)
}

export function assess(custody: Custody, act: ActOf<'assessment.record'>): Change {
  return change([known(custody.acquisitions, 'acquisition', act.acquisition).exhibit], () => undefined)
}
