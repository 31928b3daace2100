/** What a line of text is, so that a renderer can set it apart. */
export type Form = 'text' | 'code' | 'number' | 'strong' | 'quiet'

/** How a statement stands to the record. Never a score: a tone repeats what the words beside it say. */
export type Tone = 'plain' | 'confirmed' | 'unchecked' | 'contradicted'

export interface Line {
  readonly text: string
  readonly form?: Form
  readonly tone?: Tone
}

/** A cell of a table or the value of a fact: one line under the other. */
export type Cell = readonly Line[]

export interface Column {
  readonly title: string
  readonly form?: 'text' | 'number'
  /** Share of the width, in per cent; the rest is divided by content. */
  readonly width?: number
}

/** How the line of a timeline is drawn: a seal stood, or none did. */
export type SealMark = 'under-seal' | 'no-seal'

/** What happened at one point of a timeline. */
export type Happening =
  | 'taken'
  | 'sealed'
  | 'checked'
  | 'opened'
  | 'moved'
  | 'offered'
  | 'returned'
  | 'acquired'
  | 'examined'
  | 'other'

export interface TimelinePoint {
  /** Number of the entry. */
  readonly entry: number
  /** Date and time, as two short texts. */
  readonly date: string
  readonly time: string
  /** Index of the lane before and after. */
  readonly from: number
  readonly to: number
  /** Whether a seal stood after it. */
  readonly seal: SealMark
  readonly happening: Happening
  /** Codes of the custody breaks that show here. */
  readonly breaks: readonly string[]
}

/** Who held one exhibit, entry by entry. Points are spaced evenly: the distance says nothing about time. */
export interface Timeline {
  readonly kind: 'timeline'
  readonly title: string
  /** The same in words, for who does not see the drawing. */
  readonly alternative: readonly string[]
  readonly lanes: readonly string[]
  readonly points: readonly TimelinePoint[]
  /** How the line was before the first point; undefined when the history begins there. */
  readonly before: SealMark | undefined
  readonly legend: readonly { readonly mark: Happening | SealMark | 'break'; readonly text: string }[]
}

/**
 * What sections are made of and renderers know. A block holds text, never markup and never an address to load from; a renderer
 * escapes all of it. Every renderer makes all kinds, so that formats cannot disagree.
 */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'notice'; readonly tone: Tone; readonly title: string; readonly text: string }
  | { readonly kind: 'facts'; readonly rows: readonly { readonly label: string; readonly value: Cell }[] }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table'
      readonly caption: string
      readonly columns: readonly Column[]
      readonly rows: readonly (readonly Cell[])[]
    }
  | { readonly kind: 'digest'; readonly label: string; readonly algorithm: string; readonly value: string }
  | Timeline

export function line(text: string, form: Form = 'text'): Cell {
  return [{ text, form }]
}

export function number(text: string): Cell {
  return [{ text, form: 'number' }]
}
