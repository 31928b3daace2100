import {
  type LabelFault,
  type LabelHead,
  type LabelledThing,
  longestLabel,
  readLabel,
} from '../model/label.js'

/** A thing that was scanned or typed, at the first line that names it. */
export interface Scan {
  readonly line: number
  readonly thing: LabelledThing
  /** What the label says the record was when it was made; absent where a bare number was typed by hand. */
  readonly head?: LabelHead
}

export interface Scans {
  /** Each thing once, in the order in which they came. */
  readonly present: readonly Scan[]
  /** Those that came more than once, with every line. */
  readonly twice: readonly { readonly thing: LabelledThing; readonly lines: readonly number[] }[]
  /** Labels of other cases: they count for nothing here. */
  readonly foreign: readonly {
    readonly line: number
    readonly thing: LabelledThing
    readonly caseId: string
  }[]
  /** Everything else, as it came. */
  readonly unreadable: readonly { readonly line: number; readonly fault: LabelFault; readonly text: string }[]
}

/**
 * What a scanner typed, one code a line; lines are counted from 1 and those without a code are passed over. No line is lost: it is in
 * `present`, `twice`, `foreign` or `unreadable`. Takes nothing for granted about what stands on record.
 * @param ours ids of the case and of the field logs that belong to it
 */
export function readScans(text: string, ours: readonly string[]): Scans {
  const firsts = new Map<string, Scan>()
  const linesOf = new Map<string, number[]>()
  const foreign: Scans['foreign'][number][] = []
  const unreadable: Scans['unreadable'][number][] = []
  for (const [at, typed] of text.split(/\r\n|\r|\n/).entries()) {
    const line = at + 1
    if (/^[ \t]*$/.test(typed)) continue
    const reading = readLabel(typed, ours)
    if (reading.kind === 'unreadable') {
      unreadable.push({ line, fault: reading.fault, text: typed.slice(0, longestLabel) })
    } else if (reading.kind === 'foreign') {
      foreign.push({ line, thing: reading.label.thing, caseId: reading.label.caseId })
    } else {
      const scan =
        reading.kind === 'label' ? { line, ...headed(reading.label) } : { line, thing: reading.thing }
      const { number } = scan.thing
      if (!firsts.has(number)) firsts.set(number, scan)
      const lines = linesOf.get(number)
      if (lines) lines.push(line)
      else linesOf.set(number, [line])
    }
  }
  const present = [...firsts.values()]
  const twice = present.flatMap(({ thing }) => {
    const lines = linesOf.get(thing.number) ?? []
    return lines.length > 1 ? [{ thing, lines }] : []
  })
  return { present, twice, foreign, unreadable }
}

function headed({ thing, head }: { readonly thing: LabelledThing; readonly head: LabelHead }) {
  return { thing, head }
}
