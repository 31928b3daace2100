import { createHash, hash } from 'node:crypto'
import { auditManifests } from '../src/audit/evidence.js'
import { longManifest, manifestRecord, sourceOfDocument } from '../test/support/long-manifest.js'
import { inTurn, type Measure, show, type Way } from './ways.js'

/** Verification of a manifest, against the Merkle tree over the same lines and nothing else. */
export const manifest: Measure = async ({ lines: count, rounds }) => {
  const pieces: Uint8Array[] = []
  const reference = await longManifest(count, async (bytes) => {
    pieces.push(bytes)
  })
  const lines = linesOf(Buffer.concat(pieces))
  console.log(` ${count} lines of ${Math.round(reference.size / count)} bytes`)
  const source = sourceOfDocument(() => pieces)
  const own: Way = {
    name: 'verification of a manifest',
    does: 'strict form of every line, tree, SHA-256 of the whole, every blob once, totals',
    async run() {
      const { findings } = await auditManifests(source, manifestRecord(reference, count), false)
      if (findings[0]?.code !== 'manifest.confirmed') throw new Error('not confirmed')
    },
  }
  const peer = (name: string, does: string, root: () => string): Way => ({
    name,
    does,
    run() {
      if (root() !== reference.root) throw new Error('another root')
    },
  })
  const ways = [
    own,
    peer('Merkle tree with createHash', 'the tree alone, as one would write it', () => plainRoot(lines)),
    peer('Merkle tree with one-shot hashes', 'the tree alone, as fast as Node can', () => quickRoot(lines)),
  ]
  show(ways, await inTurn(ways, rounds), { count, unit: 'line' })
}

function linesOf(bytes: Buffer): readonly Buffer[] {
  const lines: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0x0a, at)
    lines.push(bytes.subarray(at, end))
    at = end + 1
  }
  return lines
}

function plainRoot(lines: readonly Uint8Array[]): string {
  const sha256 = (...parts: readonly Uint8Array[]) =>
    parts.reduce((all, part) => all.update(part), createHash('sha256')).digest()
  let level = lines.map((line) => sha256(Uint8Array.of(0), line))
  while (level.length > 1) {
    const below = level
    level = below.flatMap((left, at) => {
      const right = below[at + 1]
      if (at % 2 === 1) return []
      return right ? [sha256(Uint8Array.of(1), left, right)] : [left]
    })
  }
  return level[0]?.toString('base64') ?? ''
}

function quickRoot(lines: readonly Uint8Array[]): string {
  const leaf = Buffer.alloc(64 * 1024)
  const node = Buffer.alloc(65, 1)
  const hashes = Buffer.alloc(32 * lines.length)
  const put = (at: number, bytes: Uint8Array) =>
    hashes.write(hash('sha256', bytes, 'binary'), at * 32, 32, 'latin1')
  lines.forEach((line, at) => {
    leaf.set(line, 1)
    put(at, leaf.subarray(0, line.length + 1))
  })
  for (let count = lines.length; count > 1; count = Math.ceil(count / 2)) {
    for (let at = 0; 2 * at < count; at += 1) {
      if (2 * at + 1 < count) {
        hashes.copy(node, 1, at * 64, (at + 1) * 64)
        put(at, node)
      } else hashes.copy(hashes, at * 32, at * 64, at * 64 + 32)
    }
  }
  return hashes.subarray(0, 32).toString('base64')
}
