import type { StatedTime } from '../model/instant.js'
import type { ExhibitNumber } from '../model/names.js'
import type { Desk } from './desk.js'
import { type Enacted, enact } from './enact.js'
import type { OpenCase } from './open.js'

/** What is said of exhibits with a reason and nothing else. */
export type KeepingAct = 'exhibit.hold' | 'exhibit.unhold' | 'exhibit.missing' | 'exhibit.found'

/** Puts exhibits on hold or takes them off it, reports them missing or found. */
export async function recordKeeping(
  open: OpenCase,
  desk: Desk,
  kind: KeepingAct,
  exhibits: readonly ExhibitNumber[],
  reason: string,
): Promise<Enacted> {
  return enact(open, desk, ({ commit }) => [
    { body: { kind, exhibits: [...exhibits], reason: commit({ text: reason }) } },
  ])
}

/** Until when exhibits are kept, and on what ground. */
export async function retainExhibits(
  open: OpenCase,
  desk: Desk,
  exhibits: readonly ExhibitNumber[],
  until: StatedTime,
  basis: string,
): Promise<Enacted> {
  return enact(open, desk, ({ commit }) => [
    {
      body: {
        kind: 'retention.set',
        basis: commit({ text: basis }),
        exhibits: [...exhibits],
        until: { ...until },
      },
    },
  ])
}
