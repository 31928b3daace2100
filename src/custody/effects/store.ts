import type { ActOf } from '../../model/act.js'
import { type Change, change, known, requireFree, requireParty, wrongState } from '../change.js'
import type { ExhibitState } from '../exhibit-state.js'
import type { Custody } from '../state.js'
import { trackOf } from '../whereabouts.js'
import { moved, noLongerOut, requireAtHand, requireExhibits, requireMovable } from './exhibits.js'

export function addLocation(custody: Custody, act: ActOf<'location.add'>, seq: number): Change {
  const { location, name, within, away } = act
  requireFree(custody.locations, 'location', location)
  if (within !== undefined) known(custody.locations, 'location', within)
  for (const { from } of away ?? []) known(custody.locations, 'location', from)
  return change([], () => {
    custody.locations[location] = {
      entry: seq,
      name: name.c,
      ...(within === undefined ? {} : { within }),
      ...(away === undefined ? {} : { away }),
    }
  })
}

export function putInStore(custody: Custody, act: ActOf<'store.put'>): Change {
  known(custody.locations, 'location', act.location)
  if (act.from !== undefined) {
    requireParty(act, act.from, 'giver')
    requireParty(act, act.by, 'receiver')
    if (act.from === act.by) throw wrongState(act.kind, act.by, 'to-self')
  }
  const states = requireAtHand(custody, act.exhibits, act.kind)
  const track = { kind: 'in-store', by: act.by, location: act.location } as const
  return moved(custody, act, states, track, noLongerOut)
}

export function takeFromStore(custody: Custody, act: ActOf<'store.take'>, seq: number): Change {
  requireParty(act, act.by, 'giver')
  requireParty(act, act.to, 'receiver')
  if (act.by === act.to) throw wrongState(act.kind, act.to, 'to-self')
  const states = requireAtHand(custody, act.exhibits, act.kind)
  const due = act.due ? { due: act.due.time } : {}
  const out = (exhibit: ExhibitState) => {
    const track = trackOf(custody, exhibit)
    const location = track.kind === 'in-store' ? { location: track.location } : {}
    return { out: { entry: seq, at: act.at.time, ...due, ...location } }
  }
  return moved(custody, act, states, { kind: 'held', by: act.to }, out)
}

/** Within the store alone: what is elsewhere is put into it first. */
export function moveInStore(custody: Custody, act: ActOf<'store.move'>): Change {
  known(custody.locations, 'location', act.location)
  const states = requireMovable(custody, act.exhibits, act.kind)
  const outside = states.find((each) => trackOf(custody, each).kind !== 'in-store')
  if (outside) throw wrongState(act.kind, outside.number, 'not-in-store')
  return moved(custody, act, states, { kind: 'in-store', by: act.by, location: act.location })
}

export function takeInventory(custody: Custody, act: ActOf<'store.inventory'>): Change {
  if (act.location !== undefined) known(custody.locations, 'location', act.location)
  const named = [...act.present, ...act.missing, ...act.unexpected]
  requireExhibits(custody, named, act.kind)
  return change(named, () => undefined)
}
