import { z } from 'zod'
import { setAlgorithms } from './known-set.js'

const algorithms = z.array(z.enum(setAlgorithms)).min(1).max(setAlgorithms.length)

/** A category as the set states it: data of the set, in no words of ours. */
const category = z.strictObject({
  code: z.string().min(1).max(60),
  label: z.string().min(1).max(200).optional(),
  scheme: z.string().min(1).max(200),
  schemeVersion: z.string().min(1).max(200),
})

/** As many categories of one item as are kept. */
export const mostCategories = 20
const categories = z.array(category).max(mostCategories)

/**
 * What a set of known files says of one item, by the number of its line in the manifest. A `conflict` is no match: a digest agrees, and
 * another one says that they are two files. Items that the set does not know have no line. Specified in docs/formats/item-lines.md.
 */
export const matchLine = z.discriminatedUnion('kind', [
  z.strictObject({
    agreed: algorithms,
    categories,
    kind: z.literal('match'),
    line: z.int().min(1),
    /** By MD5 alone, or by SHA-1 alone. */
    weak: z.boolean(),
  }),
  z.strictObject({
    agreed: algorithms,
    categories,
    disagreed: algorithms,
    kind: z.literal('conflict'),
    line: z.int().min(1),
  }),
])
export type MatchLine = Readonly<z.infer<typeof matchLine>>
