import type { BreakAt, Step } from '../audit/record.js'
import type { AuditResult } from '../audit/result.js'
import { exhibitsOf } from '../custody/breaks/about.js'
import { type Custody, holderOf } from '../custody/state.js'
import { begin, follow } from '../custody/tracks.js'
import type { ExhibitNumber, PersonCode } from '../model/names.js'
import type { OfferFacts } from '../wording/act-details.js'

/** One act in the history of an exhibit. */
export interface Passage {
  readonly step: Step
  /** Who answered for it before and after; undefined before it was taken. */
  readonly before: PersonCode | undefined
  readonly after: PersonCode | undefined
  /** Whether a seal stood on it, or on what it was inside of. */
  readonly sealedBefore: boolean
  readonly sealedAfter: boolean
  readonly breaks: readonly BreakAt[]
}

export type History = readonly Passage[]

/** Follows the audited acts once more and notes, exhibit by exhibit, what each changed. A part moves and is sealed with what it is inside of. */
export function historiesOf({ steps, breaks }: AuditResult): ReadonlyMap<ExhibitNumber, History> {
  const histories = new Map<ExhibitNumber, Passage[]>()
  const [first, ...rest] = steps
  if (!first) return histories
  const custody = begin(first)
  for (const step of rest) {
    const here = breaks.filter((each) => each.seq === step.seq)
    for (const [number, passage] of followed(custody, step, here)) {
      const history = histories.get(number)
      if (history) history.push(passage)
      else histories.set(number, [passage])
    }
  }
  return histories
}

/** Follows one act, and says what it changed of each exhibit it concerns. */
function followed(
  custody: Custody,
  step: Step,
  breaks: readonly BreakAt[],
): readonly [ExhibitNumber, Passage][] {
  const before = concerned(custody, step).map((number) => ({ number, ...stateOf(custody, number) }))
  follow(custody, step.brought?.carrier ?? step)
  return before.map(({ number, holder, sealed }) => {
    const after = stateOf(custody, number)
    const passage = {
      step,
      before: holder,
      after: after.holder,
      sealedBefore: sealed,
      sealedAfter: after.sealed,
      breaks: breaks.filter((each) => (each.exhibit ?? number) === number),
    }
    return [number, passage]
  })
}

/** What an answer to an offer is about. */
export function offerOf({ custody }: AuditResult, { act }: Step): OfferFacts | undefined {
  return 'offer' in act ? custody?.offers[act.offer] : undefined
}

function concerned(custody: Custody, { act }: Step): readonly ExhibitNumber[] {
  const named = exhibitsOf(custody, act)
  if (act.kind === 'examination.record') {
    const acquisition = custody.acquisitions[act.acquisition]
    return acquisition ? [acquisition.exhibit] : []
  }
  if (act.kind === 'exhibit.add' && act.parent !== undefined) return [...named, act.parent]
  if (!/^(?:transfer|seal)\./.test(act.kind)) return named
  return [...new Set(named.flatMap((number) => [number, ...partsInside(custody, number)]))]
}

function partsInside(custody: Custody, number: ExhibitNumber): readonly ExhibitNumber[] {
  const parts = Object.values(custody.exhibits).filter(
    (each) => each.custody.kind === 'inside' && each.custody.of === number,
  )
  return parts.flatMap((part) => [part.number, ...partsInside(custody, part.number)])
}

function stateOf(custody: Custody, number: ExhibitNumber) {
  return { holder: holderOf(custody, number), sealed: isSealed(custody, number) }
}

function isSealed(custody: Custody, number: ExhibitNumber): boolean {
  const state = custody.exhibits[number]
  if (!state) return false
  const { seal, custody: track } = state
  return seal.kind === 'sealed' || (track.kind === 'inside' && isSealed(custody, track.of))
}
