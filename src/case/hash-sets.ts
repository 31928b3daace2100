import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, existsSync, linkSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Custody } from '../custody/state.js'
import { readNsrl } from '../database/nsrl.js'
import type { ItemRow } from '../database/view-store.js'
import type { Json } from '../encoding/canonical-json.js'
import { RuleError, SourceError } from '../errors.js'
import { linesWriter } from '../manifest/lines.js'
import { importSet } from '../matching/import-set.js'
import { type MatchItem, matchSet, type SetOutcome } from '../matching/match-set.js'
import { openSet } from '../matching/open-set.js'
import { onDisk } from '../matching/set-disk.js'
import { blobIdOf } from '../model/digest.js'
import type { LinesReference } from '../model/field.js'
import type { Category, CategoryScheme } from '../model/known-set.js'
import { type MatchLine, mostCategories } from '../model/match-line.js'
import type { AcquisitionNumber, HashSetNumber } from '../model/names.js'
import type { HashSetClass } from '../model/vocabulary.js'
import { pushFolder } from '../signing/whole-file.js'
import type { Desk } from './desk.js'
import { type Enacted, enact } from './enact.js'
import { quarantineOf } from './item-ranges.js'
import { actAt, projectItems } from './items.js'
import { field } from './json-fields.js'
import type { OpenCase } from './open.js'

export interface NewHashSet {
  readonly path: string
  readonly name: string
  readonly class?: HashSetClass
  readonly scheme?: CategoryScheme
}

/** Indices are kept in the home, each named by the SHA-256 of its bytes: what they list may be as secret as what it was taken from. */
function indexPath({ home }: OpenCase, index: string): string {
  return join(home.path, 'hash-sets', index)
}

/** Makes an index of a set in this home, and puts on record that it was taken in: its digest, its class, how many files it has. */
export async function importHashSet(open: OpenCase, desk: Desk, request: NewHashSet): Promise<Enacted> {
  const { name, path, scheme } = request
  const folder = join(open.home.path, 'hash-sets')
  onDisk(folder, () => mkdirSync(folder, { recursive: true, mode: 0o700 }))
  const built = join(folder, `${randomBytes(8).toString('hex')}.new`)
  try {
    const kind = request.class === undefined ? {} : { kind: request.class }
    const header = await importSet(path, built, { readNsrl, ...kind, ...(scheme ? { scheme } : {}) })
    const index = await digestOf(built)
    const kept = indexPath(open, index)
    if (!desk.dryRun && !existsSync(kept)) {
      onDisk(kept, () => linkSync(built, kept))
      pushFolder(folder)
    }
    const { read, emptyFile, withoutDigest } = header.records
    return await enact(open, desk, ({ custody, commit }) => [
      {
        body: {
          kind: 'hashset.import',
          class: header.kind,
          index,
          members: read - emptyFile - withoutDigest,
          name: commit({ text: name }),
          set: nextSet(custody),
          sha256: header.source.sha256,
        },
      },
    ])
  } finally {
    rmSync(built, { force: true })
  }
}

function nextSet({ hashSets }: Custody): HashSetNumber {
  for (let number = 1; ; number += 1) {
    const name = `H-${number}` as HashSetNumber
    if (!Object.hasOwn(hashSets, name)) return name
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array)
  return hash.digest('hex')
}

export interface HashSetView {
  readonly set: string
  readonly class: HashSetClass
  readonly name: string | undefined
  readonly members: number
  readonly entry: number
  readonly index: string
  /** Whether its index is in this home. */
  readonly here: boolean
}

export async function hashSetsIn(open: OpenCase): Promise<readonly HashSetView[]> {
  const { hashSets } = await open.live.current()
  const views: HashSetView[] = []
  for (const [set, { entry, index, members, class: kind }] of Object.entries(hashSets)) {
    const { name } = await actAt(open, entry, 'hashset.import')
    const text = field(open.opened(name.c), 'text')
    views.push({
      set,
      class: kind,
      name: text,
      members,
      entry,
      index,
      here: existsSync(indexPath(open, index)),
    })
  }
  return views
}

export interface MatchedSet {
  readonly enacted: Enacted
  readonly acquisitions: readonly (MatchCounts & { readonly acquisition: AcquisitionNumber })[]
}

interface MatchCounts {
  readonly matched: number
  readonly weak: number
  readonly conflicting: number
  readonly absent: number
  /** No digest in common with the set. */
  readonly unchecked: number
  /** In quarantine: not looked up. */
  readonly quarantined: number
}

/**
 * Looks every item of acquisitions up in a set of the class that the record states, and records what it knows, one act an acquisition.
 * @throws SourceError `source.absent` when its index is not in this home; `source.malformed` when it is not the one on record
 */
export async function matchHashSet(
  open: OpenCase,
  desk: Desk,
  name: HashSetNumber,
  wanted: readonly AcquisitionNumber[],
): Promise<MatchedSet> {
  await projectItems(open)
  const custody = await open.live.current()
  const state = custody.hashSets[name]
  if (!state) throw new RuleError('rule.unknown-object', { kind: 'hash-set', name })
  const acquisitions = wanted.length > 0 ? wanted : (Object.keys(custody.acquisitions) as AcquisitionNumber[])
  const strange = acquisitions.find((each) => !Object.hasOwn(custody.acquisitions, each))
  if (strange !== undefined || acquisitions.length === 0)
    throw new RuleError('rule.unknown-object', { kind: 'acquisition', name: strange ?? 'A-1' })
  const path = indexPath(open, state.index)
  if (!existsSync(path)) throw new SourceError('source.absent', { path, reason: 'hash-set' })
  const set = openSet(path, state.class)
  try {
    if ((await digestOf(path)) !== state.index)
      throw new SourceError('source.malformed', { what: 'hash-set', path, fault: 'checksum' })
    const found: (MatchCounts & { acquisition: AcquisitionNumber; matches: LinesReference })[] = []
    for (const acquisition of acquisitions) {
      const outcomes = (items: Iterable<MatchItem<number>>) => matchSet(set, items)
      found.push({ acquisition, ...(await matchesOf(open, custody, acquisition, outcomes, desk.dryRun)) })
    }
    const enacted = await enact(open, desk, () =>
      found.map(({ acquisition, conflicting, matched, matches, weak }) => ({
        body: { kind: 'hashset.match', acquisition, conflicting, matched, matches, set: name, weak },
      })),
    )
    return { enacted, acquisitions: found.map(({ matches: _, ...counts }) => counts) }
  } finally {
    set.close()
  }
}

type Outcomes = (items: Iterable<MatchItem<number>>) => AsyncGenerator<SetOutcome<number>>

async function matchesOf(
  open: OpenCase,
  custody: Custody,
  acquisition: AcquisitionNumber,
  outcomes: Outcomes,
  dryRun: boolean,
): Promise<MatchCounts & { readonly matches: LinesReference }> {
  const counts = { matched: 0, weak: 0, conflicting: 0, absent: 0, unchecked: 0, quarantined: 0 }
  const files = open.view.items(acquisition).filter(({ kind }) => kind === 'file')
  const free = files.filter(({ line }) => quarantineOf(custody.acquisitions[acquisition], line) === undefined)
  counts.quarantined = files.length - free.length
  const staging = await open.vault.stage()
  try {
    const lines = linesWriter((bytes) => staging.write(bytes))
    for await (const outcome of outcomes(free.map(itemOf))) {
      if (outcome.kind === 'match') counts.matched += 1
      if (outcome.kind === 'match' && outcome.weak) counts.weak += 1
      if (outcome.kind === 'conflict') counts.conflicting += 1
      if (outcome.kind === 'absent') counts.absent += 1
      if (outcome.kind === 'unchecked') counts.unchecked += 1
      const line = lineOf(outcome)
      if (line) await lines.add(line as unknown as Json)
    }
    const matches = await lines.finish()
    if (!dryRun) {
      await staging.commit(blobIdOf(matches.sha256))
      await open.vault.flush()
    }
    return { ...counts, matches }
  } finally {
    await staging.discard()
  }
}

function itemOf({ line, sha256, sha1, md5 }: ItemRow): MatchItem<number> {
  const digests = {
    ...(sha256 === null ? {} : { sha256 }),
    ...(sha1 === null ? {} : { sha1 }),
    ...(md5 === null ? {} : { md5 }),
  }
  return { item: line, digests }
}

function lineOf(outcome: SetOutcome<number>): MatchLine | undefined {
  if (outcome.kind === 'match') {
    const [best] = outcome.records
    if (!best) return undefined
    const categories = categoriesOf(outcome.records)
    return { agreed: [...best.agreed], categories, kind: 'match', line: outcome.item, weak: outcome.weak }
  }
  const [first] = outcome.kind === 'conflict' ? outcome.conflicts : []
  if (outcome.kind !== 'conflict' || !first) return undefined
  const { agreed, disagreed } = first
  const categories = categoriesOf(outcome.conflicts)
  return { agreed: [...agreed], categories, disagreed: [...disagreed], kind: 'conflict', line: outcome.item }
}

function categoriesOf(records: readonly { readonly category?: Category }[]): Category[] {
  const known = new Map(
    records.flatMap(({ category }) => (category ? [[JSON.stringify(category), category]] : [])),
  )
  return [...known.values()].slice(0, mostCategories)
}
