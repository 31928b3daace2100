import type { BreakAt, Step } from '../audit/record.js'
import type { AuditResult } from '../audit/result.js'
import { exhibitsOf } from '../custody/breaks/about.js'
import { type Custody, holderOf, type SealTrack } from '../custody/state.js'
import { begin, follow } from '../custody/tracks.js'
import type { ExhibitNumber, PersonCode } from '../model/names.js'
import type { OfferFacts } from '../wording/act-details.js'

/** One act in the history of an exhibit. */
export interface Passage {
  readonly step: Step
  /** Who answered for it before and after; undefined before it was taken. */
  readonly before: PersonCode | undefined
  readonly after: PersonCode | undefined
  readonly sealBefore: SealTrack['kind'] | undefined
  readonly sealAfter: SealTrack['kind'] | undefined
  readonly breaks: readonly BreakAt[]
}

export type History = readonly Passage[]

/** Follows the audited acts once more and notes, exhibit by exhibit, what each changed. A part moves with what it is inside of. */
export function historiesOf(audit: AuditResult): ReadonlyMap<ExhibitNumber, History> {
  const histories = new Map<ExhibitNumber, Passage[]>()
  let custody: Custody | undefined
  for (const step of audit.steps) {
    if (!custody) {
      custody = begin(step)
      continue
    }
    const numbers = concerned(custody, step)
    const before = numbers.map((number) => stateOf(custody, number))
    follow(custody, step)
    numbers.forEach((number, at) => {
      const breaks = audit.breaks.filter(
        (each) => each.seq === step.seq && (each.exhibit ?? number) === number,
      )
      const after = stateOf(custody, number)
      const passage = {
        step,
        before: before[at]?.holder,
        after: after.holder,
        sealBefore: before[at]?.seal,
        sealAfter: after.seal,
        breaks,
      }
      const history = histories.get(number)
      if (history) history.push(passage)
      else histories.set(number, [passage])
    })
  }
  return histories
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
  if (!act.kind.startsWith('transfer.')) return named
  return [...new Set(named.flatMap((number) => [number, ...partsInside(custody, number)]))]
}

function partsInside(custody: Custody, number: ExhibitNumber): readonly ExhibitNumber[] {
  const parts = Object.values(custody.exhibits).filter(
    (each) => each.custody.kind === 'inside' && each.custody.of === number,
  )
  return parts.flatMap((part) => [part.number, ...partsInside(custody, part.number)])
}

function stateOf(custody: Custody | undefined, number: ExhibitNumber) {
  return {
    holder: custody && holderOf(custody, number),
    seal: custody?.exhibits[number]?.seal.kind,
  }
}
