import { createHash } from 'node:crypto'
import { type Annex, annexOf } from '../model/annex.js'
import { attemptReading, confirmed, contradicted, type Finding, reasonOf, unchecked } from './finding.js'
import type { Step } from './record.js'
import type { AuditSource } from './source.js'

/** Holds the bytes of every photograph and paper that an act names against the digest it names them by. Their content is not read. */
export async function auditAnnexes(
  source: Pick<AuditSource, 'annex'>,
  steps: readonly Pick<Step, 'act'>[],
): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  const seen = new Set<string>()
  for (const { act } of steps) {
    const annex = annexOf(act)
    if (!annex || seen.has(annex.sha256)) continue
    seen.add(annex.sha256)
    findings.push(...(await faultsOf(source, annex)))
  }
  if (seen.size === 0 || findings.length > 0) return findings
  return [confirmed('annex.confirmed', 'annexes', { annexes: seen.size })]
}

async function faultsOf(
  source: Pick<AuditSource, 'annex'>,
  { sha256, size }: Annex,
): Promise<readonly Finding[]> {
  const subject = `annex ${sha256}`
  const refused: Finding[] = []
  const found = await attemptReading(
    async () => {
      const pieces = await source.annex(sha256)
      return pieces && measured(pieces)
    },
    (error) => refused.push(unchecked('annex.absent', subject, { sha256, ...reasonOf(error) })),
  )
  if (refused.length > 0) return refused
  if (!found) return [unchecked('annex.absent', subject, { sha256 })]
  if (found.sha256 === sha256 && found.size === size) return []
  return [contradicted('annex.mismatch', subject, { sha256, size, found: found.sha256, bytes: found.size })]
}

async function measured(pieces: AsyncIterable<Uint8Array>): Promise<Annex> {
  const hash = createHash('sha256')
  let size = 0
  for await (const piece of pieces) {
    hash.update(piece)
    size += piece.length
  }
  return { sha256: hash.digest('hex'), size }
}
