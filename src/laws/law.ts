import type { CalendarDay } from '../model/calendar-day.js'

/** The same said in both languages of this program. */
export interface Worded {
  readonly es: string
  readonly en: string
}

/** What a row was taken from. `instrument` stands in the language of its country; `reference` is its number in the official journal. */
export interface Source {
  readonly instrument: string
  readonly reference: string
}

/** The text of the article was read: in a copy of the state of `state`, on `checked`. `unnoted`: read, but nobody wrote down when or in which state. */
export interface ReadAsText {
  readonly status: 'text'
  readonly checked: CalendarDay | 'unnoted'
  readonly state: CalendarDay | 'unnoted'
  /** Newest reform that the copy lists, when it is later than the state read: the article may say something else today. */
  readonly reformedUntil?: CalendarDay
}

/** Only somebody else's page about it was seen. */
export interface SeenSecondHand {
  readonly status: 'secondary'
  readonly checked: 'secondary-page-only'
  readonly page: string
}

export type Seen = ReadAsText | SeenSecondHand

/** What every row of a law says of itself. A row without a source does not exist. */
export interface Sourced {
  readonly id: string
  readonly article: string
  readonly source: Source
  readonly seen: Seen
  /** A limit of the row: what was not read, or what is this program's reading and not the law's word. */
  readonly note?: Worded
}

export interface Rule extends Sourced {
  readonly requires: Worded
}

/** An age at which something changes. Somebody who has reached `years` is no longer below it. */
export interface AgeLimit extends Rule {
  readonly years: number
}

/**
 * The day of a common year on which somebody born on 29 February is a year older. `undecided` when no text read decides it: both
 * are then possible.
 */
export type LeapBirthday = 'february-28' | 'march-1' | 'undecided'

export interface AgeLaw {
  /** Ascending. */
  readonly limits: readonly AgeLimit[]
  /** That ages count at the facts, and from when on a birthday. */
  readonly reckoning: readonly Rule[]
  readonly leapBirthday: LeapBirthday
}

export interface Hours {
  readonly kind: 'hours'
  readonly count: number
}

export interface Days {
  readonly kind: 'days'
  readonly count: number
}

/** What a deadline of any country can be about. */
export const deadlineKinds = [
  'contemporaneity',
  'notice',
  'urgency-notice',
  'urgency-confirmation',
  'extension-notice',
  'extension-confirmation',
  'preservation',
  'preservation-extended',
] as const
export type DeadlineKind = (typeof deadlineKinds)[number]

export interface Deadline<Length extends Hours | Days = Hours | Days> extends Rule {
  readonly kind: DeadlineKind
  /** The event it counts from. */
  readonly from: Worded
  readonly length: Length
}

export interface Field {
  readonly id: string
  readonly name: Worded
  /** The law itself foresees that it may be lacking, and on what ground. */
  readonly unless?: Worded
}

/** Closed: what a record of this kind must state. */
export interface FieldList extends Rule {
  readonly kind: 'signature' | 'finding' | 'sealing' | 'destruction'
  readonly fields: readonly Field[]
}

export interface Offence extends Sourced {
  readonly label: Worded
  /** A bill is no law; it is listed so that a case can name it, and named as what it is. */
  readonly standing: 'law' | 'bill'
}

/** One country. Nothing of what it says stands anywhere else in this program. */
export interface Law {
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly name: Worded
  /** How the texts were read as a whole, and what to do before quoting one. Printed above the rows. */
  readonly caveat: Worded
  readonly ages: AgeLaw
  readonly rules: readonly Rule[]
  readonly fields: readonly FieldList[]
  /** Within which something still counts as written down at the time. The custody rules need it, so no country is without. */
  readonly contemporaneity: Deadline<Hours>
  readonly deadlines: readonly Deadline[]
  readonly offences: readonly Offence[]
}
