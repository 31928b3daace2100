import type { ExhibitNumber } from '../model/names.js'
import type { DestructionField } from '../model/vocabulary.js'
import type { Desk } from './desk.js'
import { type Enacted, enact } from './enact.js'
import { type Waiver, waiversIn } from './exhibits.js'
import type { OpenCase } from './open.js'
import { partyOf, passageParties, type Sides, type Signing, storeScans } from './transfers.js'

// How exhibits leave the laboratory: to a court and back, to whom they belong, or for good.

/** Two sides, and the exhibits that pass between them. */
export interface Leaving extends Sides {
  readonly exhibits: readonly ExhibitNumber[]
}

/** @param receipt number of the receipt that the court or its depository gave */
export async function deliverExhibits(
  open: OpenCase,
  desk: Desk,
  leaving: Leaving,
  { depository, receipt }: { readonly depository: string; readonly receipt: string },
): Promise<Enacted> {
  const scans = await storeScans(open, desk, leaving)
  const { exhibits, from, to } = leaving
  return enact(open, desk, (drafting) => [
    {
      body: {
        kind: 'exhibit.deliver',
        depository: drafting.commit({ text: depository }),
        exhibits: [...exhibits],
        from,
        receipt: drafting.commit({ text: receipt }),
        to,
      },
      parties: passageParties(drafting, desk.by, leaving, scans),
    },
  ])
}

/** @param document by what paper of the court they are handed out */
export async function recoverExhibits(
  open: OpenCase,
  desk: Desk,
  leaving: Leaving,
  document: string,
): Promise<Enacted> {
  const scans = await storeScans(open, desk, leaving)
  const { exhibits, from, to } = leaving
  return enact(open, desk, (drafting) => [
    {
      body: {
        kind: 'exhibit.recover',
        document: drafting.commit({ text: document }),
        exhibits: [...exhibits],
        from,
        to,
      },
      parties: passageParties(drafting, desk.by, leaving, scans),
    },
  ])
}

export async function releaseExhibits(
  open: OpenCase,
  desk: Desk,
  leaving: Leaving,
  reason: string,
): Promise<Enacted> {
  const scans = await storeScans(open, desk, leaving)
  const { exhibits, from, to } = leaving
  return enact(open, desk, (drafting) => [
    {
      body: {
        kind: 'exhibit.release',
        exhibits: [...exhibits],
        from,
        reason: drafting.commit({ text: reason }),
        to,
      },
      parties: passageParties(drafting, desk.by, leaving, scans),
    },
  ])
}

/** What is destroyed, how, and what the diligence states of it. */
export interface Destruction {
  readonly exhibits: readonly ExhibitNumber[]
  readonly method: string
  readonly stated: Partial<Readonly<Record<DestructionField, string>>>
  readonly waived: readonly Waiver<DestructionField>[]
  readonly witnesses: readonly Signing[]
}

export async function destroyExhibits(
  open: OpenCase,
  desk: Desk,
  { exhibits, method, stated, waived, witnesses }: Destruction,
): Promise<Enacted> {
  const scans = await storeScans(open, desk, { witnesses })
  return enact(open, desk, (drafting) => [
    {
      body: {
        kind: 'exhibit.destroy',
        exhibits: [...exhibits],
        method: drafting.commit({ text: method }),
        stated: Object.fromEntries(
          Object.entries(stated).map(([field, text]) => [field, drafting.commit({ text })]),
        ),
        ...(waived.length === 0 ? {} : { waived: waiversIn(drafting, waived) }),
      },
      parties: [
        { who: desk.by, as: 'performer', signature: 'key' },
        ...witnesses.map((each) => partyOf(drafting, desk.by, 'witness', each, scans)),
      ],
    },
  ])
}
