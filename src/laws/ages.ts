import { UsageError } from '../errors.js'
import type { CalendarDay, DayRange } from '../model/calendar-day.js'
import type { AgeLaw, LeapBirthday } from './law.js'

/** From `from` years reached, up to but not including `below`. */
export interface AgeBand {
  readonly from: number
  readonly below?: number
}

/**
 * Which bands are possible, youngest first; two or more when what is known of the dates does not decide. `disputed`: they are more than one
 * only, or also, because no text read says when somebody born on 29 February is a year older.
 */
export type AgeBands =
  | { readonly kind: 'known'; readonly bands: readonly AgeBand[]; readonly disputed: boolean }
  | { readonly kind: 'unknown' }

type Convention = Exclude<LeapBirthday, 'undecided'>

/** How a band is written: `<14`, `14-15`, `18+`. Never a birth date. */
export function bandCode({ from, below }: AgeBand): string {
  if (below === undefined) return `${from}+`
  if (from === 0) return `<${below}`
  return below - from === 1 ? `${from}` : `${from}-${below - 1}`
}

/** Every band of a law, youngest first. They touch and leave nothing out. */
export function bandsOf({ limits }: AgeLaw): readonly AgeBand[] {
  const years = limits.map((limit) => limit.years)
  return [0, ...years].map((from, at) => {
    const below = years[at]
    return below === undefined ? { from } : { from, below }
  })
}

/**
 * The bands somebody may have been in when the facts happened. An unknown birth stays unknown; nothing is guessed from anything else.
 * @param facts calendar days where they happened (`daysBetween`)
 * @throws UsageError `usage.conflict` when every day of birth lies after the facts
 */
export function ageBandsAt(law: AgeLaw, born: DayRange | undefined, facts: DayRange): AgeBands {
  if (born === undefined) return { kind: 'unknown' }
  if (born.first > facts.last) throw new UsageError('usage.conflict', { reason: 'born-after-facts' })
  const decided = law.leapBirthday
  const conventions: readonly Convention[] = decided === 'undecided' ? ['february-28', 'march-1'] : [decided]
  const possible = conventions.map((convention) => possibleAges(convention, born, facts))
  const bands = bandsOf(law)
  const found = possible.map((ages) => bands.filter((band) => overlaps(band, ages)))
  return {
    kind: 'known',
    bands: bands.filter((band) => found.some((each) => each.includes(band))),
    disputed: found.some((each) => each.length !== found[0]?.length || each[0] !== found[0]?.[0]),
  }
}

interface Ages {
  readonly least: number
  readonly most: number
}

/**
 * Every age between the two occurs: from one day to the next, of birth or of the facts, nobody ages by more than one. Where the ranges
 * overlap the least is below zero, which stands for a birth on the day of the facts.
 */
function possibleAges(convention: Convention, born: DayRange, facts: DayRange): Ages {
  return {
    least: ageOn(convention, born.last, facts.first),
    most: ageOn(convention, born.first, facts.last),
  }
}

function overlaps({ from, below = Number.POSITIVE_INFINITY }: AgeBand, { least, most }: Ages): boolean {
  return from <= most && least < below
}

/** Years reached as the day begins; below zero before the birth. */
function ageOn(convention: Convention, born: CalendarDay, day: CalendarDay): number {
  const years = yearOf(day) - yearOf(born)
  return day.slice(5) >= birthdayIn(convention, born, day) ? years : years - 1
}

/** Month and day on which somebody is a year older in the year of `day`. */
function birthdayIn(convention: Convention, born: CalendarDay, day: CalendarDay): string {
  if (born.slice(5) !== '02-29' || isLeapYear(yearOf(day))) return born.slice(5)
  return convention === 'february-28' ? '02-28' : '03-01'
}

function yearOf(day: CalendarDay): number {
  return Number(day.slice(0, 4))
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}
