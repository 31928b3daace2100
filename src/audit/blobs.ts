import { createHash } from 'node:crypto'
import { displayBytes } from '../encoding/safe-display.js'
import { attemptReading, confirmed, contradicted, type Finding, reasonOf, unchecked } from './finding.js'
import type { EvidenceFinder, WantedEvidence } from './source.js'

export interface AuditedBlobs {
  readonly findings: readonly Finding[]
  readonly blobs: number
  readonly bytes: number
}

/** Hashes evidence again and compares it with what the manifests say. */
export async function auditBlobs(
  wanted: readonly WantedEvidence[],
  find: EvidenceFinder,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<AuditedBlobs> {
  const findings: Finding[] = []
  let blobs = 0
  let bytes = 0
  for (const each of wanted) {
    const subject = `blob sha256:${each.sha256}`
    const found = await attemptReading(
      async () => hashOf(await find(each), each.size, onBytes),
      (error) => findings.push(unchecked('blob.absent', subject, { ...reasonOf(error), ...named(each) })),
    )
    if (!found) continue
    if (found.kind === 'absent' && each.purged !== undefined)
      findings.push(confirmed('blob.purged', subject, { entry: each.purged, ...named(each) }))
    else if (found.kind === 'absent')
      findings.push(unchecked('blob.absent', subject, { size: each.size, ...named(each) }))
    else if (found.sha256 !== each.sha256 || found.size !== each.size) {
      findings.push(contradicted('blob.mismatch', subject, { ...mismatch(each, found), ...named(each) }))
    } else {
      blobs += 1
      bytes += found.size
      if (each.purged !== undefined)
        findings.push(unchecked('purge.unfinished', subject, { entry: each.purged, ...named(each) }))
    }
  }
  if (blobs > 0) findings.push(confirmed('blob.confirmed', 'blobs', { blobs, bytes }))
  return { findings, blobs, bytes }
}

const itemsNamed = 5

/** Which items it is about, and the path of the first where it is opened: a name of evidence, for whoever asked for names. */
function named({ items, path }: WantedEvidence): Finding['details'] {
  return {
    items: items.slice(0, itemsNamed).join(', '),
    ...(items.length > itemsNamed ? { more: items.length - itemsNamed } : {}),
    ...(path === undefined ? {} : { name: textOrBytes(path) }),
  }
}

/** As it is where it is text, since whoever shows it escapes it; else escaped already. */
function textOrBytes(path: Uint8Array): string {
  const text = Buffer.from(path).toString('utf8')
  return Buffer.from(text).equals(path) ? text : displayBytes(path)
}

interface Hashed {
  readonly kind: 'read'
  /** Undefined when there was more than recorded: what has grown is not read to its end. */
  readonly sha256: string | undefined
  readonly size: number
}

function mismatch(wanted: WantedEvidence, found: Hashed): Finding['details'] {
  if (found.sha256 === undefined) return { expected: `${wanted.size} B`, found: `> ${wanted.size} B` }
  if (found.sha256 !== wanted.sha256) return { expected: wanted.sha256, found: found.sha256 }
  return { expected: `${wanted.size} B`, found: `${found.size} B` }
}

async function hashOf(
  bytes: AsyncIterable<Uint8Array> | undefined,
  longest: number,
  onBytes: (bytes: number) => void,
): Promise<Hashed | { kind: 'absent' }> {
  if (!bytes) return { kind: 'absent' }
  const hash = createHash('sha256')
  let size = 0
  for await (const piece of bytes) {
    hash.update(piece)
    size += piece.length
    onBytes(piece.length)
    if (size > longest) return { kind: 'read', sha256: undefined, size }
  }
  return { kind: 'read', sha256: hash.digest('hex'), size }
}
