// Who holds what, by truth table: for each thing that can happen to an exhibit and each way it can stand, what becomes of it.

export type Move =
  | { readonly kind: 'add'; readonly by: string; readonly exhibit: string; readonly parent?: string }
  | {
      readonly kind: 'now' | 'offer'
      readonly from: string
      readonly to: string
      readonly exhibits: readonly string[]
    }
  | { readonly kind: 'accept' | 'decline' | 'withdraw'; readonly by: string; readonly offer: number }
  | { readonly kind: 'other'; readonly by: string; readonly exhibit: string }

export type Standing =
  | { readonly way: 'absent' }
  | { readonly way: 'held'; readonly by: string }
  | { readonly way: 'in-transit'; readonly by: string; readonly offer: number }
  | { readonly way: 'inside'; readonly of: string }

type Outcome = 'refused' | 'taken' | 'placed' | 'received' | 'offered' | 'returned' | 'unmoved'

const table: Readonly<Record<Move['kind'] | 'add-part', Readonly<Record<Standing['way'], Outcome>>>> = {
  add: { absent: 'taken', held: 'refused', 'in-transit': 'refused', inside: 'refused' },
  'add-part': { absent: 'placed', held: 'refused', 'in-transit': 'refused', inside: 'refused' },
  now: { absent: 'refused', held: 'received', 'in-transit': 'refused', inside: 'received' },
  offer: { absent: 'refused', held: 'offered', 'in-transit': 'refused', inside: 'offered' },
  accept: { absent: 'refused', held: 'refused', 'in-transit': 'received', inside: 'refused' },
  decline: { absent: 'refused', held: 'refused', 'in-transit': 'returned', inside: 'refused' },
  withdraw: { absent: 'refused', held: 'refused', 'in-transit': 'returned', inside: 'refused' },
  other: { absent: 'refused', held: 'unmoved', 'in-transit': 'unmoved', inside: 'unmoved' },
}

/** How every exhibit stands; `offers` counts the offers made. */
export interface World {
  readonly exhibits: ReadonlyMap<string, Standing>
  readonly offers: readonly { readonly from: string; readonly exhibits: readonly string[] }[]
}

export const emptyWorld: World = { exhibits: new Map(), offers: [] }

/** The world after a move; undefined when the move has no meaning in it. */
export function moved(world: World, move: Move): World | undefined {
  const touched = exhibitsOf(world, move)
  if (touched.length === 0 || new Set(touched).size < touched.length) return undefined
  if ('to' in move && move.from === move.to) return undefined
  if (move.kind === 'add' && move.parent !== undefined && standingOf(world, move.parent).way === 'absent')
    return undefined
  if (move.kind === 'withdraw' && world.offers[move.offer]?.from !== move.by) return undefined
  const exhibits = new Map(world.exhibits)
  for (const exhibit of touched) {
    const standing = standingOf(world, exhibit)
    if ('offer' in move && !(standing.way === 'in-transit' && standing.offer === move.offer)) return undefined
    const row = move.kind === 'add' && move.parent !== undefined ? 'add-part' : move.kind
    const outcome = table[row][standing.way]
    if (outcome === 'refused') return undefined
    exhibits.set(exhibit, after(outcome, standing, move, world))
  }
  const offers =
    move.kind === 'offer' ? [...world.offers, { from: move.from, exhibits: touched }] : world.offers
  return { exhibits, offers }
}

function after(outcome: Outcome, standing: Standing, move: Move, world: World): Standing {
  switch (outcome) {
    case 'taken':
      return { way: 'held', by: 'by' in move ? move.by : '' }
    case 'placed':
      return { way: 'inside', of: move.kind === 'add' ? (move.parent ?? '') : '' }
    case 'received':
      return { way: 'held', by: 'to' in move ? move.to : 'by' in move ? move.by : '' }
    case 'offered':
      return { way: 'in-transit', by: 'from' in move ? move.from : '', offer: world.offers.length }
    case 'returned':
      return { way: 'held', by: 'offer' in move ? (world.offers[move.offer]?.from ?? '') : '' }
    default:
      return standing
  }
}

function exhibitsOf(world: World, move: Move): readonly string[] {
  if ('exhibits' in move) return move.exhibits
  if ('exhibit' in move) return [move.exhibit]
  return world.offers[move.offer]?.exhibits ?? []
}

function standingOf(world: World, exhibit: string): Standing {
  return world.exhibits.get(exhibit) ?? { way: 'absent' }
}

/** Who answers for an exhibit; for a part that was not taken out, whoever answers for what it is in. */
export function holderIn(world: World, exhibit: string): string | undefined {
  const standing = standingOf(world, exhibit)
  if (standing.way === 'absent') return undefined
  return standing.way === 'inside' ? holderIn(world, standing.of) : standing.by
}
