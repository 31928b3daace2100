import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildLimits, buildSet } from '../src/matching/build-set.js'
import { matchSet } from '../src/matching/match-set.js'
import { openSet } from '../src/matching/open-set.js'
import { inTurn, type Measure, show, type Way } from './ways.js'

const inSet = 1_000_000

/** Items against a set of a million files, and against a Map in memory that holds the same. */
export const knownSets: Measure = async ({ items: count, rounds }) => {
  const folder = mkdtempSync(join(tmpdir(), 'custodia-bench-'))
  try {
    const path = join(folder, 'set')
    const file = async () => ({ sha256: '0'.repeat(64), size: 0 })
    const records = known()
    await buildSet({ kind: 'known-good', format: 'list', path: 'bench', records, file }, path, buildLimits)
    const items = Array.from({ length: count }, (_, item) => ({ item, digests: digestsAt(item * 20) }))
    const plain = new Map<string, string>()
    for (const { digests } of known()) plain.set(digests.md5, digests.sha1)
    const set = openSet(path, 'known-good')
    const own: Way = {
      name: 'an opened set',
      does: 'SHA-1 and MD5 looked up, records held together, conflicts told',
      async run() {
        let matches = 0
        for await (const { kind } of matchSet(set, items)) if (kind === 'match') matches += 1
        requireMatches(matches, count)
      },
    }
    const opening: Way = {
      name: 'opening it',
      does: 'checksum, order and form of every entry; once for all items',
      run: () => openSet(path, 'known-good').close(),
    }
    const map: Way = {
      name: 'Map of MD5 in memory',
      does: 'one look at a Map that was filled before, and SHA-1 compared',
      run() {
        const matches = items.filter(({ digests }) => plain.get(digests.md5) === digests.sha1)
        requireMatches(matches.length, count)
      },
    }
    const ways = [own, opening, map]
    show(ways, await inTurn(ways, rounds), { count, unit: 'item' })
    set.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function requireMatches(found: number, count: number): void {
  if (found !== Math.min(count, inSet / 20)) throw new Error(`${found} matches`)
}

function* known() {
  for (let at = 0; at < inSet; at += 1) yield { digests: digestsAt(at) }
}

function digestsAt(at: number) {
  const digest = (algorithm: string) => createHash(algorithm).update(`${at}`).digest('hex')
  return { sha1: digest('sha1'), md5: digest('md5') }
}
