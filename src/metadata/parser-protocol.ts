import { z } from 'zod'
import type { Json } from '../encoding/canonical-json.js'
import type { MetadataValue } from './extractor.js'
import { longestReason, longestValue, mostElements, mostValues } from './value-list.js'

/** What the parser process is asked: one extractor, one file. `path` is base64, for a path is bytes. */
export interface ParserRequest {
  readonly blob: string
  readonly extractor: string
  readonly mediaType: string
  readonly path: string
}

const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((value) => !/\p{Cs}/u.test(value))
const scalar = z.union([text(longestValue), z.number()])

const metadataValue: z.ZodType<MetadataValue> = z.strictObject({
  name: text(200).min(1),
  value: z.union([scalar, z.boolean(), z.array(scalar).max(mostElements)]),
  where: text(300),
})

/** The process read hostile files: what it says is taken in these forms and sizes only. */
const parserReply = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('values'), values: z.array(metadataValue).max(mostValues) }),
  z.strictObject({
    kind: z.literal('refused'),
    code: z.enum(['source.malformed', 'source.unreadable', 'source.not-regular']),
    reason: text(longestReason),
  }),
])
export type ParserReply = z.infer<typeof parserReply>

export function asParserReply(reply: Json): ParserReply | undefined {
  return parserReply.safeParse(reply).data
}
