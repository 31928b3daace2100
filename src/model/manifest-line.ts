import { z } from 'zod'
import { commitment, sha256Hex } from './field.js'

const hex = (length: number) => z.string().regex(new RegExp(`^[0-9a-f]{${length}}$`))

/** File system times in UTC to the nanosecond, as the source's file system stated them. */
const fileTime = z.string().regex(/^-?\d{4,6}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{9}Z$/)

/**
 * One file of an acquisition. `path` stands for `{"bytes": base64}`: the raw name, relative to the source.
 * `extensionMatches` is absent when the extension says nothing. Specified in docs/formats/manifest.md.
 */
export const fileLine = z.strictObject({
  accessTime: z.enum(['preserved', 'may-have-changed']),
  digests: z.strictObject({
    blake3: hex(64),
    ed2k: hex(32),
    md5: hex(32),
    sha1: hex(40),
    sha256: sha256Hex,
    sha512: hex(128),
  }),
  extensionMatches: z.boolean().optional(),
  kind: z.literal('file'),
  links: z.int().min(0),
  mediaType: z.string().max(100),
  path: commitment,
  size: z.int().min(0),
  times: z.strictObject({
    accessed: fileTime,
    born: fileTime.optional(),
    changed: fileTime,
    modified: fileTime,
  }),
})

/** What the source held and could not, or must not, be read. It is listed, never passed over. */
export const unreadLine = z.strictObject({
  code: z.string().regex(/^[a-z]+\.[a-z-]+$/),
  kind: z.literal('unread'),
  path: commitment,
  reason: commitment,
  what: z.enum(['file', 'folder', 'link', 'fifo', 'socket', 'device']),
})

export const manifestLine = z.discriminatedUnion('kind', [fileLine, unreadLine])
export type ManifestLine = Readonly<z.infer<typeof manifestLine>>
export type FileLine = Readonly<z.infer<typeof fileLine>>
export type UnreadLine = Readonly<z.infer<typeof unreadLine>>
