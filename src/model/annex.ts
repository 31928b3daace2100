import type { Act } from './act.js'

/** A photograph or paper by what its bytes are. */
export interface Annex {
  readonly sha256: string
  readonly size: number
}

/** What an act adds to the record as a file of its own: it lies in the vault, and beside a disclosure, and is never rendered. */
export function annexOf(act: Act): Annex | undefined {
  return act.kind === 'attachment.add' || act.kind === 'inventory.record' ? act.document : undefined
}
