import { VaultError } from '../errors.js'
import { readLines } from '../manifest/lines.js'
import { blobIdOf } from '../model/digest.js'
import { type ManifestLine, manifestLine } from '../model/manifest-line.js'
import type { AcquisitionNumber } from '../model/names.js'
import { actAt } from './items.js'
import type { OpenCase } from './open.js'
import type { Journal, Reading } from './reading.js'

/** An acquisition that is on record, though whoever made it was never told. */
export interface RecordedBefore {
  readonly acquisition: AcquisitionNumber
  readonly entry: number
  readonly manifest: string
  /** Undefined when no metadata was asked for. */
  readonly metadataFailed: number | undefined
}

/**
 * A run can be interrupted between the record and its last word. When it is repeated, this finds what it recorded; undefined when
 * it had not come so far, or when what is read now differs in anything but the salts of its commitments.
 */
export async function recordedBefore(
  open: OpenCase,
  journal: Journal,
  reading: Reading,
): Promise<RecordedBefore | undefined> {
  const intended = journal.intended()
  if (intended === undefined) return undefined
  const { acquisitions } = await open.live.current()
  for (const { entry, examinations } of Object.values(acquisitions).reverse()) {
    const act = await actAt(open, entry, 'acquisition.record')
    if (act.manifest.sha256 !== intended) continue
    if (!(await sameLines(open, intended, reading.manifest.sha256))) return undefined
    const [examination] = examinations
    const examined =
      examination === undefined ? undefined : await actAt(open, examination, 'examination.record')
    return { acquisition: act.acquisition, entry, manifest: intended, metadataFailed: examined?.failed }
  }
  return undefined
}

async function sameLines(open: OpenCase, earlier: string, now: string): Promise<boolean> {
  const others = linesOf(open, now)
  for await (const line of linesOf(open, earlier)) {
    const other = await others.next()
    if (other.done || content(open, line) !== content(open, other.value)) return false
  }
  return (await others.next()).done === true
}

function linesOf(open: OpenCase, sha256: string): AsyncGenerator<ManifestLine> {
  return readLines(open.vault.read(blobIdOf(sha256)), manifestLine)
}

/** A line with what its commitments stand for in their place. */
function content(open: OpenCase, line: ManifestLine): string {
  const path = open.opened(line.path.c)
  const reason = line.kind === 'unread' ? open.opened(line.reason.c) : undefined
  return JSON.stringify({ ...line, path, reason })
}

/**
 * A vault that is not where the record left it (a disk that is not mounted, a folder that was moved) is not begun anew: the
 * evidence would end up in two places.
 * @throws VaultError `vault.unwritable`
 */
export async function requireVault(open: OpenCase): Promise<void> {
  const { acquisitions } = await open.live.current()
  const newest = Object.values(acquisitions).at(-1)
  if (newest === undefined) return
  const { acquisition, manifest } = await actAt(open, newest.entry, 'acquisition.record')
  if (await open.vault.has(blobIdOf(manifest.sha256))) return
  const { folder } = open.vault.address
  throw new VaultError('vault.unwritable', {
    path: folder,
    reason: `the manifest of ${acquisition} is not there`,
  })
}
