import { algorithmNamed, digestOf, type ListedAlgorithm, type ListedDigests, linesOf } from './hash-list.js'

// Logs are texts for people, and every release of a tool words them a little differently. So nothing of them is refused: lines that
// state a digest are taken, and what is taken is marked as from a log.

/**
 * `MD5 checksum:    0123…`, `SHA1 hash calculated over data:  0123…`, `Source hash (SHA-256): 0123…`: an algorithm before a
 * digest of its length, on one line. A digest in an object with that name, as in a log of JSON, is one too.
 */
const statement = /\b(md5|sha-?1|sha-?256|sha-?512)\b[^\r\n]{0,80}?[:=\s"]\s*"?([0-9a-f]{32,128})\b/gi

/** FTK Imager's text beside an image says so on one of its first lines. */
export function isFtkImagerText(head: string): boolean {
  return /^(?:\ufeff|\xef\xbb\xbf)?Created By AccessData|^Created By Exterro|FTK.? Imager/m.test(head)
}

/** One entry for each line that states a digest, all of the one medium the log is about. */
export function readToolLog(bytes: Uint8Array): ListedDigests[] {
  return linesOf(bytes).lines.flatMap((line, index) => {
    const digests: Partial<Record<ListedAlgorithm, string>> = {}
    for (const [, name = '', text = ''] of line.matchAll(statement)) {
      const algorithm = algorithmNamed(name)
      const digest = algorithm && digestOf(algorithm, text)
      if (algorithm && digest) digests[algorithm] = digest
    }
    return Object.keys(digests).length > 0 ? [{ line: index + 1, name: new Uint8Array(0), digests }] : []
  })
}
