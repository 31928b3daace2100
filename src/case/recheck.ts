import { createHash } from 'node:crypto'
import { closeSync, lstatSync, readSync } from 'node:fs'
import { walk } from '../acquire/walk.js'
import { rawPath } from '../audit/raw-path.js'
import { type ChunkRange, compareImages } from '../containers/compare-images.js'
import { readHashList } from '../containers/hash-lists/read-hash-list.js'
import type { Image } from '../containers/image.js'
import { segmentDigests } from '../containers/image-digests.js'
import { openImage } from '../containers/open-image.js'
import type { Custody } from '../custody/state.js'
import type { ItemRow } from '../database/view-store.js'
import type { Json } from '../encoding/canonical-json.js'
import { RuleError, SourceError, UsageError } from '../errors.js'
import { blobIdOf } from '../model/digest.js'
import type { AcquisitionNumber, ExhibitNumber, PersonCode } from '../model/names.js'
import type { IntegrityResult } from '../model/vocabulary.js'
import type { Signer } from '../signing/signer.js'
import type { Desk } from './desk.js'
import { type Draft, type DraftParty, type Enacted, enact } from './enact.js'
import { actAt, projectItems } from './items.js'
import { signerOf } from './keys.js'
import type { OpenCase } from './open.js'

export interface RecheckRequest {
  readonly exhibit: ExhibitNumber
  /** The thing itself, an image of it, or a folder with its files. */
  readonly path?: string
  /** Instead of it: digests that others took. */
  readonly list?: string
  /** An image to hold it against, where it does not lie in the vault as one file. Its files must be on record. */
  readonly image?: string
  readonly acquisition?: AcquisitionNumber
}

/** What came of a comparison. Chunks are mebibytes of images, else whole files. */
export interface Compared {
  readonly of: 'images' | 'files' | 'list'
  readonly chunks: number
  readonly differing: number
  readonly unreadable: number
  /** On record and not looked at: a list need not name everything. */
  readonly unlisted: number
  /** The first of them. */
  readonly ranges: readonly ChunkRange[]
  readonly items: readonly string[]
}

export interface Rechecked extends Compared {
  readonly exhibit: ExhibitNumber
  readonly acquisition: AcquisitionNumber
  readonly result: IntegrityResult
  readonly enacted: Enacted
}

const mostNamed = 100

/**
 * Holds an exhibit, a copy of it or a list of its digests against what was acquired of it, read-only, and records what came of it.
 * Whoever is present signs the same bytes.
 * @throws RuleError `rule.unknown-object` where there is nothing to hold it against; what the readers of images and lists throw
 */
export async function recheck(
  open: OpenCase,
  desk: Desk,
  request: RecheckRequest,
  onBytes: (bytes: number) => void,
): Promise<Rechecked> {
  await projectItems(open)
  const custody = await open.live.current()
  const acquisition = referenceFor(custody, request)
  const signers = desk.dryRun ? new Map<string, Signer>() : await signersFor(open, desk, custody)
  const compared = await compare(open, request, acquisition, onBytes)
  const { chunks, differing, unreadable, ranges, items } = compared
  const isWhole = chunks > 0 && unreadable === 0
  const result = differing > 0 ? 'different' : isWhole ? 'same' : 'not-comparable'
  const enacted = await enact(
    open,
    desk,
    ({ commit }): Draft[] => [
      {
        body: {
          kind: 'integrity.check',
          acquisition,
          chunks,
          differing,
          ...(differing + unreadable > 0 ? { details: commit({ ranges, items } as unknown as Json) } : {}),
          exhibit: request.exhibit,
          result,
          source: commit({ text: request.path ?? request.list ?? '' }),
          unreadable,
        },
        parties: partiesOf(desk),
      },
    ],
    signers,
  )
  return { exhibit: request.exhibit, acquisition, result, ...compared, enacted }
}

function partiesOf({ by, with: others = [] }: Desk): readonly DraftParty[] {
  const present = others.filter((who) => who !== by)
  return [
    { who: by, as: 'performer', signature: 'key' },
    ...present.map((who): DraftParty => ({ who, as: 'witness', signature: 'key' })),
  ]
}

/** Asked for before the reading starts, which may take hours. */
async function signersFor(open: OpenCase, desk: Desk, custody: Custody): Promise<Map<string, Signer>> {
  const signers = new Map<PersonCode, Signer>()
  for (const { who } of partiesOf(desk)) signers.set(who, await signerOf(open.home, custody, who, desk))
  return signers
}

/** The acquisition named, else the newest of the exhibit or of what it is a part or copy of. */
function referenceFor(
  { exhibits, acquisitions }: Custody,
  { exhibit, acquisition }: RecheckRequest,
): AcquisitionNumber {
  if (!Object.hasOwn(exhibits, exhibit))
    throw new RuleError('rule.unknown-object', { kind: 'exhibit', name: exhibit })
  const numbers = Object.keys(acquisitions) as AcquisitionNumber[]
  const related = new Set<ExhibitNumber>()
  for (let each: ExhibitNumber | undefined = exhibit; each && !related.has(each); ) {
    related.add(each)
    each = exhibits[each]?.copyOf?.parent ?? exhibits[each]?.parent
  }
  const own = numbers.filter((number) => related.has(acquisitions[number]?.exhibit ?? exhibit))
  const found = acquisition === undefined ? own.at(-1) : own.find((each) => each === acquisition)
  if (found === undefined)
    throw acquisition === undefined
      ? new RuleError('rule.unknown-object', { kind: 'acquisition', name: exhibit, reason: 'never-acquired' })
      : new RuleError('rule.unknown-object', { kind: 'acquisition', name: acquisition })
  return found
}

async function compare(
  open: OpenCase,
  { path, list, image }: RecheckRequest,
  acquisition: AcquisitionNumber,
  onBytes: (bytes: number) => void,
): Promise<Compared> {
  const files = open.view.items(acquisition).filter(({ kind }) => kind === 'file')
  if (list !== undefined) return compareList(open, list, files)
  if (path === undefined) throw new UsageError('usage.missing', { what: 'path' })
  if (isFolder(path)) return compareFolder(open, path, acquisition, files, onBytes)
  return compareMedia(open, path, image, files, onBytes)
}

function isFolder(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (!stats) throw new SourceError('source.absent', { path })
  return stats.isDirectory()
}

async function compareMedia(
  open: OpenCase,
  path: string,
  beside: string | undefined,
  files: readonly ItemRow[],
  onBytes: (bytes: number) => void,
): Promise<Compared> {
  const opened: Image[] = []
  try {
    const image = await openImage(beside ?? imageInVault(open, files))
    opened.push(image)
    if (beside !== undefined) await requireOnRecord(image, beside, files)
    const original = await openImage(path)
    opened.push(original)
    const found = await compareImages(counted(original, onBytes), image)
    const { chunks, differing, unreadable, differingRanges, unreadableRanges } = found
    const ranges = [...differingRanges, ...unreadableRanges].slice(0, mostNamed)
    const unread = unreadableTogether(unreadable, chunks - found.equal - differing)
    return { of: 'images', chunks, differing, unreadable: unread, unlisted: 0, ranges, items: [] }
  } finally {
    for (const each of opened) await each.close()
  }
}

/** A chunk that neither side could read counts once. */
function unreadableTogether({ original, image }: { original: number; image: number }, left: number): number {
  return Math.min(original + image, left)
}

function imageInVault(open: OpenCase, files: readonly ItemRow[]): string {
  const [only, another] = files
  const sha256 = another ? undefined : only?.sha256
  if (!sha256) throw new UsageError('usage.missing', { what: '--image', reason: 'image' })
  return open.vault.pathOf(blobIdOf(sha256))
}

async function requireOnRecord(image: Image, path: string, files: readonly ItemRow[]): Promise<void> {
  const known = new Set(files.map(({ sha256 }) => sha256))
  const stranger = (await segmentDigests(image)).find(({ sha256 }) => !known.has(sha256))
  if (stranger) {
    const name = stranger.path || path
    throw new RuleError('rule.wrong-state', {
      act: 'integrity.check',
      name,
      state: 'not-on-record',
      reason: 'state',
    })
  }
}

function counted(image: Image, onBytes: (bytes: number) => void): Image {
  return {
    ...image,
    read: (offset, length) => image.read(offset, length),
    close: () => image.close(),
    size: image.size,
    segments: image.segments,
    async *pieces() {
      for await (const piece of image.pieces()) {
        onBytes(piece.kind === 'bytes' ? piece.bytes.length : piece.length)
        yield piece
      }
    },
  }
}

/** Files of a folder against those on record, by their raw paths. What is missing differs, and so does what nobody recorded. */
async function compareFolder(
  open: OpenCase,
  path: string,
  acquisition: AcquisitionNumber,
  files: readonly ItemRow[],
  onBytes: (bytes: number) => void,
): Promise<Compared> {
  const byPath = new Map(files.flatMap((row) => namedRow(open, row)))
  const { entry = 0 } = (await open.live.current()).acquisitions[acquisition] ?? {}
  const { selection } = await actAt(open, entry, 'acquisition.record')
  const tally = { differing: 0, unreadable: 0, strangers: 0 }
  const items: string[] = []
  for (const found of walk(path)) {
    const key = keyOf(found.path)
    const row = byPath.get(key)
    byPath.delete(key)
    if (!row) {
      tally.strangers += found.kind === 'file' && !selection ? 1 : 0
      continue
    }
    const sha256 = found.kind === 'file' ? await digestOf(found.open(), onBytes) : undefined
    if (sha256 === row.sha256) continue
    tally[sha256 === undefined ? 'unreadable' : 'differing'] += 1
    items.push(`${row.acquisition}/${row.line}`)
  }
  for (const { line } of byPath.values()) items.push(`${acquisition}/${line}`)
  const differing = tally.differing + tally.strangers + byPath.size
  const chunks = files.length + tally.strangers
  const named = items.slice(0, mostNamed)
  return {
    of: 'files',
    chunks,
    differing,
    unreadable: tally.unreadable,
    unlisted: 0,
    ranges: [],
    items: named,
  }
}

function namedRow(open: OpenCase, row: ItemRow): [string, ItemRow][] {
  const path = rawPath(open.opened(row.path))
  return path ? [[keyOf(path), row]] : []
}

function keyOf(path: Uint8Array): string {
  return Buffer.from(path).toString('latin1')
}

const pieceBytes = 1024 * 1024

type Opened = ReturnType<
  Extract<ReturnType<typeof walk> extends Generator<infer Found> ? Found : never, { kind: 'file' }>['open']
>

async function digestOf(opened: Opened, onBytes: (bytes: number) => void): Promise<string | undefined> {
  if (opened.kind === 'refused') return undefined
  const hash = createHash('sha256')
  const piece = Buffer.alloc(pieceBytes)
  try {
    for (;;) {
      const count = readSync(opened.descriptor, piece)
      if (count === 0) return hash.digest('hex')
      hash.update(piece.subarray(0, count))
      onBytes(count)
    }
  } catch (error) {
    // A medium that fails here is a file that could not be read; anything else is a fault of ours.
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  } finally {
    closeSync(opened.descriptor)
  }
}

const listed = ['sha256', 'sha512', 'sha1', 'md5'] as const

/** Digests that others took, by name where the record has the name, else by digest. */
async function compareList(open: OpenCase, path: string, files: readonly ItemRow[]): Promise<Compared> {
  const { entries } = await readHashList(path)
  const byPath = new Map(files.flatMap((row) => namedRow(open, row)))
  const seen = new Set<number>()
  const items: string[] = []
  let differing = 0
  for (const { name, digests } of entries) {
    const agrees = (row: ItemRow) =>
      listed.every((each) => digests[each] === undefined || digests[each] === row[each])
    const named = byPath.get(keyOf(name).replace(/^\.\//, ''))
    const row = named ?? files.find(agrees)
    if (row) seen.add(row.line)
    if (row && agrees(row)) continue
    differing += 1
    if (row) items.push(`${row.acquisition}/${row.line}`)
  }
  const unlisted = files.length - seen.size
  return {
    of: 'list',
    chunks: entries.length,
    differing,
    unreadable: 0,
    unlisted,
    ranges: [],
    items: items.slice(0, mostNamed),
  }
}
