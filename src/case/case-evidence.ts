import { existsSync } from 'node:fs'
import type { EvidenceFinder } from '../audit/source.js'
import { evidenceUnder } from '../disclosure/evidence.js'
import { encodeHex } from '../encoding/hex.js'

/** Finds nothing. */
export const nowhere: EvidenceFinder = async () => undefined

type Documents = (sha256: string) => Promise<AsyncIterable<Uint8Array> | undefined>

/** In the vault; for what was ingested in place, under `--evidence`, else where it was recorded. */
export function caseEvidence(document: Documents, elsewhere: EvidenceFinder): EvidenceFinder {
  const recorded = new Map<string, EvidenceFinder>()
  return async (wanted) => {
    if (wanted.copied) return (await document(wanted.sha256)) ?? elsewhere(wanted)
    const given = await elsewhere(wanted)
    if (given) return given
    for (const source of wanted.sources ?? []) {
      const key = encodeHex(source)
      const finder = recorded.get(key) ?? (existsSync(Buffer.from(source)) ? evidenceUnder(source) : nowhere)
      recorded.set(key, finder)
      const found = await finder(wanted)
      if (found) return found
    }
    return undefined
  }
}
