// Who holds what, by truth table: for each thing that can happen to an exhibit and each way it can stand, what becomes of it.

export type Move =
  | { readonly kind: 'add'; readonly by: string; readonly exhibit: string; readonly parent?: string }
  | {
      readonly kind: 'now' | 'offer' | 'put' | 'take' | 'deliver' | 'recover' | 'release'
      readonly from: string
      readonly to: string
      readonly exhibits: readonly string[]
    }
  | {
      readonly kind: 'shift' | 'destroy' | 'missing' | 'found'
      readonly by: string
      readonly exhibits: readonly string[]
    }
  | { readonly kind: 'split'; readonly by: string; readonly whole: string; readonly parts: readonly string[] }
  | { readonly kind: 'accept' | 'decline' | 'withdraw'; readonly by: string; readonly offer: number }
  | { readonly kind: 'other'; readonly by: string; readonly exhibit: string }

export type Standing =
  | { readonly way: 'absent' | 'missing' | 'released' | 'destroyed' }
  | { readonly way: 'held' | 'in-store' | 'at-court'; readonly by: string }
  | { readonly way: 'in-transit'; readonly by: string; readonly offer: number }
  | { readonly way: 'inside'; readonly of: string }

type Way = Exclude<Standing['way'], 'inside'>
type Outcome =
  | 'refused'
  | 'unmoved'
  | 'received'
  | 'offered'
  | 'stored'
  | 'delivered'
  | 'released'
  | 'destroyed'
  | 'lost'
  | 'found'
  | 'taken-out'
type Row = Readonly<Record<Way, Outcome>>

const nowhere = { absent: 'refused', 'in-transit': 'refused' } as const
const gone = { released: 'unmoved', destroyed: 'unmoved' } as const
/** Of what is in our hands, or of what nobody can find; not of what lies at a court. */
const inOurHands = (outcome: Outcome): Row => ({
  ...nowhere,
  ...gone,
  held: outcome,
  'in-store': outcome,
  'at-court': 'refused',
  missing: outcome,
})
const fromAnywhere = (outcome: Outcome): Row => ({ ...inOurHands(outcome), 'at-court': outcome })
const only = (way: Way, outcome: Outcome): Row => ({
  absent: 'refused',
  'in-transit': 'refused',
  released: 'refused',
  destroyed: 'refused',
  held: 'refused',
  'in-store': 'refused',
  'at-court': 'refused',
  missing: 'refused',
  [way]: outcome,
})

/** A part that was not taken out stands as its whole does. */
const table: Readonly<Record<Exclude<Move['kind'], 'add' | 'accept' | 'decline' | 'withdraw'>, Row>> = {
  now: inOurHands('received'),
  offer: inOurHands('offered'),
  put: inOurHands('stored'),
  take: inOurHands('received'),
  shift: only('in-store', 'stored'),
  deliver: fromAnywhere('delivered'),
  recover: only('at-court', 'received'),
  release: fromAnywhere('released'),
  destroy: fromAnywhere('destroyed'),
  missing: {
    ...only('absent', 'refused'),
    held: 'lost',
    'in-transit': 'lost',
    'in-store': 'lost',
    'at-court': 'lost',
  },
  found: only('missing', 'found'),
  split: fromAnywhere('taken-out'),
  other: { ...fromAnywhere('unmoved'), 'in-transit': 'unmoved' },
}

/** How every exhibit stands, and which offers were made; an offer is answered once. */
export interface World {
  readonly exhibits: ReadonlyMap<string, Standing>
  readonly offers: readonly Offer[]
}

interface Offer {
  readonly from: string
  readonly exhibits: readonly string[]
  readonly open: boolean
}

export const emptyWorld: World = { exhibits: new Map(), offers: [] }

/** The world after a move; undefined when the move has no meaning in it. */
export function moved(world: World, move: Move): World | undefined {
  if (move.kind === 'add') return added(world, move)
  if ('offer' in move) return answered(world, move)
  if (move.kind === 'split') return taken(world, move)
  const touched = 'exhibit' in move ? [move.exhibit] : move.exhibits
  if (touched.length === 0 || new Set(touched).size < touched.length) return undefined
  if ('to' in move && move.from === move.to) return undefined
  const exhibits = new Map(world.exhibits)
  for (const exhibit of touched) {
    const own = standingOf(world, exhibit)
    // A part of what is missing can be missed for itself.
    const isMissedWithin =
      move.kind === 'missing' && own.way === 'inside' && wayOf(world, exhibit) === 'missing'
    const outcome = isMissedWithin ? 'lost' : table[move.kind][wayOf(world, exhibit)]
    if (outcome === 'refused') return undefined
    exhibits.set(exhibit, after(outcome, own, move, world.offers.length))
  }
  const offers =
    move.kind === 'offer'
      ? [...world.offers, { from: move.from, exhibits: touched, open: true }]
      : world.offers
  return { exhibits, offers }
}

function after(
  outcome: Outcome,
  own: Standing,
  move: Exclude<Move, { kind: 'add' | 'split' | 'accept' | 'decline' | 'withdraw' }>,
  offer: number,
): Standing {
  const [giver, receiver] = 'to' in move ? [move.from, move.to] : [move.by, move.by]
  switch (outcome) {
    case 'received':
    case 'found':
      return { way: 'held', by: receiver }
    case 'offered':
      return { way: 'in-transit', by: giver, offer }
    case 'stored':
      return { way: 'in-store', by: receiver }
    case 'delivered':
      return { way: 'at-court', by: receiver }
    case 'released':
    case 'destroyed':
      return { way: outcome }
    case 'lost':
      return { way: 'missing' }
    default:
      return own
  }
}

function added(world: World, { by, exhibit, parent }: Extract<Move, { kind: 'add' }>): World | undefined {
  if (standingOf(world, exhibit).way !== 'absent') return undefined
  if (parent !== undefined && standingOf(world, parent).way === 'absent') return undefined
  const standing: Standing = parent === undefined ? { way: 'held', by } : { way: 'inside', of: parent }
  return { ...world, exhibits: new Map(world.exhibits).set(exhibit, standing) }
}

/** What of an offer is still on the way reaches the receiver, or stays with the giver. */
function answered(
  world: World,
  { kind, by, offer: number }: Extract<Move, { kind: 'accept' | 'decline' | 'withdraw' }>,
): World | undefined {
  const offer = world.offers[number]
  if (!offer?.open || (kind === 'withdraw' && offer.from !== by)) return undefined
  const exhibits = new Map(world.exhibits)
  for (const exhibit of offer.exhibits) {
    const standing = standingOf(world, exhibit)
    if (standing.way === 'in-transit' && standing.offer === number)
      exhibits.set(exhibit, { way: 'held', by: kind === 'accept' ? by : offer.from })
  }
  const offers = world.offers.map((each, at) => (at === number ? { ...each, open: false } : each))
  return { exhibits, offers }
}

function taken(world: World, { by, whole, parts }: Extract<Move, { kind: 'split' }>): World | undefined {
  const outcome = table.split[wayOf(world, whole)]
  if (outcome === 'refused' || parts.length === 0 || new Set(parts).size < parts.length) return undefined
  const isPart = (part: string) => {
    const standing = standingOf(world, part)
    return standing.way === 'inside' && standing.of === whole
  }
  if (!parts.every(isPart)) return undefined
  if (outcome === 'unmoved') return world
  const exhibits = new Map(world.exhibits)
  for (const part of parts) exhibits.set(part, { way: 'held', by: holderIn(world, whole) ?? by })
  return { ...world, exhibits }
}

function standingOf(world: World, exhibit: string): Standing {
  return world.exhibits.get(exhibit) ?? { way: 'absent' }
}

/** How it stands, or what it lies in. */
function wayOf(world: World, exhibit: string): Way {
  const standing = standingOf(world, exhibit)
  return standing.way === 'inside' ? wayOf(world, standing.of) : standing.way
}

export function ownWayIn(world: World, exhibit: string): Standing['way'] {
  return standingOf(world, exhibit).way
}

/** Who answers for an exhibit; for a part that was not taken out, whoever answers for what it is in. */
export function holderIn(world: World, exhibit: string): string | undefined {
  const standing = standingOf(world, exhibit)
  if (standing.way === 'inside') return holderIn(world, standing.of)
  return 'by' in standing ? standing.by : undefined
}
