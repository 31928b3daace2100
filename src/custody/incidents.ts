import type { ActOf } from '../model/act.js'
import type { TreeHeadField } from '../model/field.js'
import type { Instant } from '../model/instant.js'
import { type Change, change, wrongState } from './change.js'
import type { CustodyEntry } from './entry.js'
import type { Custody, LostBranch } from './state.js'

/** It stands right behind the head it goes on from, which its signers have seen; and that head is not the lost one. */
export function explainRestore(custody: Custody, act: ActOf<'incident.restore'>, seq: number): Change {
  const { from, lost, seen } = act
  if (from.size !== seq || !isSame(from, seen)) throw wrongState(act.kind, String(from.size), 'not-on-head')
  if (lost.size === 0 || isSame(from, lost)) throw wrongState(act.kind, String(lost.size), 'not-lost')
  return change([], () => {
    custody.lostBranches = [...(custody.lostBranches ?? []), { entry: seq, from, lost }]
  })
}

/** It says what the log and the signer's machine said when it was signed, and nothing else. */
export function explainClock(custody: Custody, act: ActOf<'incident.clock'>, seq: number): Change {
  const { machine, newest } = act
  if (newest !== custody.lastLogTime || machine !== signedAt(act)) throw wrongState(act.kind, newest, 'clock')
  return change([], () => {
    custody.clockIncident = { entry: seq, newest }
  })
}

/**
 * The incident that says that this head was lost: it is the lost head itself, or lies between it and the head that was gone on from.
 * Ask only for heads that are not the log's own. What lies beyond, or is another head of the same size, nobody has explained.
 */
export function lostBranchOf({ lostBranches = [] }: Custody, head: TreeHeadField): LostBranch | undefined {
  return lostBranches.find(
    ({ from, lost }) => isSame(head, lost) || (from.size < head.size && head.size < lost.size),
  )
}

/** Whether administrators have said that the clock was wrong which gave this log time: until it is passed, log time stands still. */
export function isLogTimeStanding({ clockIncident }: Custody, newest: string): boolean {
  return clockIncident?.newest === newest
}

/** When it was written down: by the log, or, while log time stands still, by the machine of whoever signed. */
export function writtenAt(before: Custody, { act, logTime }: Pick<CustodyEntry, 'act' | 'logTime'>): Instant {
  const standing = act.kind === 'incident.clock' ? act.newest === logTime : isLogTimeStanding(before, logTime)
  return standing ? signedAt(act) : logTime
}

function signedAt({ at, late }: Pick<CustodyEntry['act'], 'at' | 'late'>): Instant {
  return (late?.signed ?? at).time
}

function isSame(one: TreeHeadField, other: TreeHeadField): boolean {
  return one.size === other.size && one.root === other.root
}
