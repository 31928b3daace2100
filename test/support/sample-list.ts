import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

export const samplesFolder = fileURLToPath(new URL('../../samples', import.meta.url))

const attachment = z.strictObject({
  line: z.int(),
  stated: z.string(),
  account: z.string(),
  file: z.string(),
  present: z.boolean(),
})

const listed = z.strictObject({
  path: z.string().regex(/^[\x20-\x7e]+$/),
  sha256: z.string(),
  size: z.int(),
  mediaType: z.string(),
  licence: z.literal('CC0-1.0'),
  shows: z.string().min(1),
  sameBytesAs: z.string().optional(),
  expected: z.strictObject({
    kind: z.enum(['camera', 'edited', 'generated', 'messenger', 'chat', 'plain', 'damaged']),
    metadata: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    xmp: z.record(z.string(), z.string()).optional(),
    generator: z.strictObject({ where: z.string(), writer: z.string(), seed: z.int() }).optional(),
    derivedFrom: z.string().optional(),
    chat: z
      .strictObject({
        platform: z.enum(['android', 'ios']),
        accounts: z.array(z.string()),
        notices: z.int(),
        messages: z.int(),
        omitted: z.int(),
        deleted: z.int(),
        attachments: z.array(attachment),
      })
      .optional(),
    damage: z.string().optional(),
  }),
})

/** One file of `samples/expected.json`. */
export type ListedSample = z.infer<typeof listed>

const list = z.strictObject({ format: z.literal('custodia-samples/v1'), files: z.array(listed) })

/** What `samples/expected.json` lists, in its order. */
export async function listedSamples(): Promise<ListedSample[]> {
  return list.parse(JSON.parse(await readFile(join(samplesFolder, 'expected.json'), 'utf8'))).files
}
