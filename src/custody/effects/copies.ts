import type { ActOf } from '../../model/act.js'
import { type Change, change, known, requireFree, wrongState } from '../change.js'
import type { Custody } from '../state.js'
import { moved, newExhibit, noLongerOut, requireMovable } from './exhibits.js'

export function derive(custody: Custody, act: ActOf<'copy.derive'>): Change {
  requireFree(custody.exhibits, 'exhibit', act.exhibit)
  known(custody.exhibits, 'exhibit', act.parent)
  if (act.acquisition !== undefined) known(custody.acquisitions, 'acquisition', act.acquisition)
  return change([act.exhibit, act.parent], () => {
    custody.exhibits[act.exhibit] = {
      ...newExhibit({ ...act, category: 'working-copy', quantity: 1 }, { kind: 'held', by: act.by }),
      copyOf: { parent: act.parent, ...(act.expires ? { expires: act.expires.time } : {}) },
    }
  })
}

export function deleteCopy(custody: Custody, act: ActOf<'copy.delete'>, seq: number): Change {
  const [copy] = requireMovable(custody, [act.exhibit], act.kind)
  if (!copy?.copyOf) throw wrongState(act.kind, act.exhibit, 'no-copy')
  const gone = { kind: 'destroyed', entry: seq } as const
  return moved(custody, { at: act.at, exhibits: [act.exhibit] }, [copy], gone, noLongerOut)
}

/** Of access there is a log of its own; it is no part of the exhibit's custody. */
export function recordAccess(custody: Custody, act: ActOf<'access.record'>): Change {
  known(custody.exhibits, 'exhibit', act.exhibit)
  if (act.acquisition !== undefined) known(custody.acquisitions, 'acquisition', act.acquisition)
  return change([], () => undefined)
}

export function quarantine(custody: Custody, act: ActOf<'quarantine.record'>, seq: number): Change {
  const acquisition = known(custody.acquisitions, 'acquisition', act.acquisition)
  requireRanges(act)
  return change([acquisition.exhibit], () => {
    const added = act.lines.map((range) => ({ ...range, entry: seq }))
    const { quarantined = [] } = acquisition
    for (const range of added) quarantined.push(range)
    custody.acquisitions[act.acquisition] = { ...acquisition, quarantined }
  })
}

/** Lifts whole ranges, as they were recorded. */
export function liftQuarantine(custody: Custody, act: ActOf<'quarantine.lift'>): Change {
  const acquisition = known(custody.acquisitions, 'acquisition', act.acquisition)
  const isLifted = (range: { from: number; to: number }) =>
    act.lines.some(({ from, to }) => from === range.from && to === range.to)
  const standing = acquisition.quarantined ?? []
  const matched = standing.filter(isLifted)
  if (matched.length < act.lines.length) throw wrongState(act.kind, act.acquisition, 'not-quarantined')
  return change([acquisition.exhibit], () => {
    const quarantined = standing.filter((range) => !isLifted(range))
    custody.acquisitions[act.acquisition] = { ...acquisition, quarantined }
  })
}

function requireRanges({ kind, acquisition, lines }: ActOf<'quarantine.record'>): void {
  if (lines.some(({ from, to }) => from > to)) throw wrongState(kind, acquisition, 'range')
}

export function purge(custody: Custody, act: ActOf<'purge.record'>, seq: number): Change {
  return change([], () => {
    custody.purges.push({ entry: seq, blobs: act.blobs })
  })
}
