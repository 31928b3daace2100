import type { Break } from '../custody/breaks/rule.js'
import type { Custody } from '../custody/state.js'
import { displayText } from '../encoding/safe-display.js'
import type { Correctable } from '../model/vocabulary.js'
import { actAt } from './items.js'
import { field as textIn } from './json-fields.js'
import type { OpenCase } from './open.js'

/** One correction of an entry: both readings, as far as they can be opened here. */
export interface CorrectionView {
  /** Entry that corrects it. */
  readonly entry: number
  readonly field: Correctable
  readonly was: string | undefined
  readonly becomes: string | undefined
}

/** What later entries say of one. */
export interface Amendments {
  readonly corrections?: readonly CorrectionView[]
  readonly annulledBy?: number
  /** Entries that say something about a break it shows, by code. */
  readonly explained?: Readonly<Record<string, readonly number[]>>
}

/** @param custody the record as it stands, which knows what came later */
export async function amendmentsOf(
  open: OpenCase,
  custody: Custody,
  seq: number,
  breaks: readonly Break[],
): Promise<Amendments> {
  const corrections: CorrectionView[] = []
  for (const entry of custody.corrected[seq] ?? []) {
    const { field, was, becomes } = await actAt(open, entry, 'entry.correct')
    const name = field === 'seal-number' ? 'number' : 'text'
    corrections.push({
      entry,
      field,
      was: reading(open, was.c, name),
      becomes: reading(open, becomes.c, name),
    })
  }
  const annulledBy = custody.annulled[seq]
  const explained = Object.fromEntries(
    breaks.flatMap(({ code }) => {
      const said = custody.explanations[`${seq} ${code}`]
      return said ? [[code, said]] : []
    }),
  )
  return {
    ...(corrections.length === 0 ? {} : { corrections }),
    ...(annulledBy === undefined ? {} : { annulledBy }),
    ...(Object.keys(explained).length === 0 ? {} : { explained }),
  }
}

function reading(open: OpenCase, commitment: string, name: string): string | undefined {
  const text = textIn(open.opened(commitment), name)
  return text === undefined ? undefined : displayText(text)
}
