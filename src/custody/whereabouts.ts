import type { ExhibitNumber } from '../model/names.js'
import { type CustodyTrack, type ExhibitState, isTerminal } from './exhibit-state.js'

// A part that has not been taken out is wherever its whole is, however deep it lies.

/** What of the record says where things are. */
interface Things {
  readonly size: number
  readonly exhibits: Readonly<Record<ExhibitNumber, ExhibitState>>
  readonly parts: Readonly<Record<ExhibitNumber, readonly ExhibitNumber[]>>
}

/** The exhibit, and whatever it lies in, from the inside outwards. */
export function around(things: Things, exhibit: ExhibitState): readonly ExhibitState[] {
  const found: ExhibitState[] = []
  let each: ExhibitState | undefined = exhibit
  // Parts may be nested as deep as there are entries, which is deeper than calls may be.
  for (let left = things.size; each && left > 0; left -= 1) {
    found.push(each)
    each = each.custody.kind === 'inside' ? things.exhibits[each.custody.of] : undefined
  }
  return found
}

/** Where it is: its own track, or that of what it lies in. Never `inside`. */
export function trackOf(things: Things, exhibit: ExhibitState): CustodyTrack {
  return around(things, exhibit).at(-1)?.custody ?? exhibit.custody
}

/** It has left for good, by itself or with what it lies in. */
export function hasLeft(things: Things, exhibit: ExhibitState): boolean {
  return isTerminal({ custody: trackOf(things, exhibit) })
}

/** Whatever lies in it, however deep. */
export function within(things: Things, exhibit: ExhibitState): readonly ExhibitState[] {
  const found: ExhibitState[] = []
  const open: ExhibitNumber[] = [exhibit.number]
  for (let whole = open.pop(); whole !== undefined; whole = open.pop())
    for (const number of things.parts[whole] ?? []) {
      const part = things.exhibits[number]
      if (part?.custody.kind !== 'inside') continue
      found.push(part)
      open.push(number)
    }
  return found
}
