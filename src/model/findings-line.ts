import { z } from 'zod'
import { commitment, sha256Hex } from './field.js'

const method = {
  method: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/),
  sha256: sha256Hex,
  version: z.int().min(1),
}

/**
 * One method's answer about one blob. `values` stands for the list of `{name, value, where}` it read. A method that failed is
 * recorded as failed, with a stable code; its absence would be read as "nothing found". Specified in docs/formats/findings.md.
 */
export const findingsLine = z.discriminatedUnion('kind', [
  z.strictObject({ ...method, kind: z.literal('extracted'), values: commitment }),
  z.strictObject({ ...method, kind: z.literal('nothing-found') }),
  z.strictObject({
    ...method,
    code: z.string().regex(/^[a-z]+\.[a-z-]+$/),
    kind: z.literal('failed'),
    reason: commitment,
  }),
])
export type FindingsLine = Readonly<z.infer<typeof findingsLine>>
