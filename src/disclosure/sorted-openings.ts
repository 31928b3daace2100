import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { canonicalJson } from '../encoding/canonical-json.js'
import { type Opening, opens } from '../encoding/commitment.js'
import { UsageError, VaultError } from '../errors.js'

/** In the order of their bytes, which is the order of the lines. */
const alphabet = '+/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const bucketBytes = 64 * 1024

/**
 * Lines of `clear.jsonl`, sorted by commitment. Commitments are evenly spread, so openings are dealt into 64 files by their first
 * character and each is sorted alone: however many there are, a sixty-fourth of them is in memory.
 * @throws VaultError `vault.mismatch` for an opening that does not open its commitment; UsageError for two of one commitment
 */
export async function* sortedOpenings(
  openings: AsyncIterable<Opening> | Iterable<Opening>,
  scratch: string,
): AsyncGenerator<Uint8Array> {
  const buckets = [...alphabet].map((_, at) => ({ path: join(scratch, `${at}`), lines: '', spilled: false }))
  for await (const { c, salt, value } of openings) {
    const bucket = buckets[alphabet.indexOf(c.charAt(0))]
    if (!bucket || !opens({ c, salt, value }))
      throw new VaultError('vault.mismatch', { what: 'opening', name: c })
    bucket.lines += `${canonicalJson({ c, salt, value })}\n`
    if (bucket.lines.length > bucketBytes) {
      await appendFile(bucket.path, bucket.lines)
      bucket.lines = ''
      bucket.spilled = true
    }
  }
  for (const { path, lines, spilled } of buckets) {
    const all = (spilled ? await readFile(path, 'utf8') : '') + lines
    const sorted = [...new Set(all.split('\n').slice(0, -1))].sort()
    requireDistinct(sorted)
    if (sorted.length > 0) yield Buffer.from(`${sorted.join('\n')}\n`)
  }
}

/** `{"c":"` and the commitment in base64. */
const headLength = 6 + 44

function requireDistinct(sorted: readonly string[]): void {
  for (const [at, line] of sorted.entries()) {
    const head = line.slice(0, headLength)
    if (sorted[at + 1]?.startsWith(head))
      throw new UsageError('usage.argument', { argument: 'openings', twice: head.slice(6) })
  }
}
