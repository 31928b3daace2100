import { z } from 'zod'
import { acquisitionNumber, count, sha256Hex } from './field.js'

/** One item whose bytes are removed by order. Items of the same bytes have a line each. Specified in docs/formats/item-lines.md. */
export const purgeLine = z.strictObject({
  acquisition: acquisitionNumber,
  line: count.min(1),
  sha256: sha256Hex,
  size: count,
})
export type PurgeLine = Readonly<z.infer<typeof purgeLine>>
