import { createHash } from 'node:crypto'
import { realpathSync, statSync } from 'node:fs'
import { attemptReading } from '../audit/finding.js'
import type { EvidenceFinder, WantedEvidence } from '../audit/source.js'
import { displayBytes } from '../encoding/safe-display.js'
import { type CustodiaError, SourceError } from '../errors.js'
import { piecesOf } from './open-file.js'
import { joined, walk } from './walk.js'

/** A file under the evidence path. Its digest is taken when two or more of its size have to be told apart. */
interface Candidate {
  readonly path: Buffer
  readonly size: number
  sha256?: Promise<string>
}

interface Index {
  /** The evidence path is a file, not a folder. */
  readonly single: boolean
  /** By raw path relative to the evidence folder, as Latin-1; a single file stands under its own name. */
  readonly byPath: ReadonlyMap<string, Candidate>
  readonly bySize: ReadonlyMap<number, readonly Candidate[]>
}

/**
 * Looks for evidence in a folder, or in one file, that the verifier was given by another way: at the recorded path, in a vault's
 * layout, and else by size and digest. A file of other content at the recorded path is handed over, so that the mismatch is found.
 * Opens for reading only, and follows no link below the path.
 * @throws SourceError `source.absent`
 */
export function evidenceUnder(path: string | Uint8Array): EvidenceFinder {
  const root = rootOf(path)
  let listed: Promise<Index> | undefined
  return async (wanted) => {
    listed ??= listEvidence(root)
    const found = await candidateFor(wanted, await listed)
    return found && piecesOf(found.path)
  }
}

function rootOf(path: string | Uint8Array): Buffer {
  const raw = Buffer.from(path)
  try {
    return realpathSync(raw, 'buffer')
  } catch (cause) {
    throw new SourceError('source.absent', { path: displayBytes(raw) }, { cause })
  }
}

async function listEvidence(root: Buffer): Promise<Index> {
  const byPath = new Map<string, Candidate>()
  const bySize = new Map<number, Candidate[]>()
  const add = (name: string, candidate: Candidate) => {
    byPath.set(name, candidate)
    const same = bySize.get(candidate.size)
    if (same) same.push(candidate)
    else bySize.set(candidate.size, [candidate])
  }
  const status = statSync(root)
  if (status.isFile()) add(lastPart(root.toString('latin1')), { path: root, size: status.size })
  else {
    for await (const { kind, path, size } of walk(root))
      if (kind === 'file') add(path.toString('latin1'), { path: joined(root, path), size })
  }
  return { single: status.isFile(), byPath, bySize }
}

/**
 * A file of the recorded size at the recorded path is taken as it is and hashed once, by the audit. Only where the size differs is
 * the same content looked for elsewhere: another acquisition may have used the path.
 */
async function candidateFor(
  wanted: WantedEvidence,
  { single, byPath, bySize }: Index,
): Promise<Candidate | undefined> {
  const named = recordedNames(wanted, single).flatMap((name) => byPath.get(name) ?? [])
  const recorded = named.find((each) => each.size === wanted.size) ?? named[0]
  if (recorded?.size === wanted.size) return recorded
  const { sha256, size } = wanted
  const stored = byPath.get(`sha256/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`)
  return stored ?? (await sameContent(sha256, bySize.get(size) ?? [])) ?? recorded
}

/**
 * Names under which the file may stand. The recorded path begins with the source's own name when there were several sources, and
 * the evidence path may be a source or the folder around it. A single file stands under its name alone.
 */
function recordedNames({ path, sources }: WantedEvidence, single: boolean): readonly string[] {
  if (!path) return []
  const name = Buffer.from(path).toString('latin1')
  const around = (sources ?? []).map((source) => `${lastPart(Buffer.from(source).toString('latin1'))}/`)
  return [
    name,
    ...around.map((folder) => folder + name),
    ...around.filter((folder) => name.startsWith(folder)).map((folder) => name.slice(folder.length)),
    ...(single ? [lastPart(name)] : []),
  ]
}

async function sameContent(sha256: string, candidates: readonly Candidate[]): Promise<Candidate | undefined> {
  const refusals: CustodiaError[] = []
  for (const candidate of candidates) {
    candidate.sha256 ??= digestOf(candidate.path)
    const found = await attemptReading(
      async () => candidate.sha256,
      (error) => refusals.push(error),
    )
    if (found === sha256) return candidate
  }
  const [refusal] = refusals
  if (refusal) throw refusal
  return undefined
}

async function digestOf(path: Buffer): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of piecesOf(path)) hash.update(piece)
  return hash.digest('hex')
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
