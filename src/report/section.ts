import type { MessageKey } from '../wording/catalogue.js'
import type { Block } from './block.js'
import type { Dossier } from './dossier.js'

/** One part of a report. It says what the dossier holds, in blocks, and knows no format. */
export interface Section {
  readonly id: string
  readonly title: MessageKey
  compose(dossier: Dossier): readonly Block[]
}
