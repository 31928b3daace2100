import {
  attempt,
  confirmed,
  contradicted,
  type Finding,
  type FindingCode,
  reasonOf,
  unchecked,
} from '../audit/finding.js'
import { encodeBase64 } from '../encoding/base64.js'
import { displayBytes } from '../encoding/safe-display.js'
import { encodeUtf8 } from '../encoding/utf8.js'
import { leafHash } from '../merkle/hash.js'
import { type Tile, tilesOf } from '../merkle/tile.js'
import { rootOf } from '../merkle/tree.js'
import { coverPaths } from './cover.js'
import { bundlePaths, type Folder, readBundle } from './folder.js'
import {
  checkpointPath,
  clearPath,
  documentPath,
  longestSums,
  parseSums,
  policyPath,
  policyText,
  readmePath,
  specPath,
  statementText,
  sumsPath,
} from './layout.js'
import { type ReadLog, receiptFaults, receiptPaths } from './receipts.js'
import { nothingStated, type Stated, takeStated } from './stated.js'

/** Collects findings, each kind about each thing once. */
interface Report {
  readonly findings: readonly Finding[]
  add(finding: Finding): void
}

interface DisclosedLog {
  readonly bundles: readonly string[]
  readonly leaves: readonly Uint8Array[]
  /** Undefined when an act could not be read: the audit of the entries says so. */
  readonly stated: Stated | undefined
}

/**
 * Holds every file of a disclosure against `sha256sums.txt` and, where it follows from the entries, against what they say: hash
 * tiles, keys, policy, the README's statement, receipts. A file that nothing speaks for is named, so that a clean result is clean
 * of it too.
 */
export async function faultsOf(folder: Folder): Promise<readonly Finding[]> {
  const report = newReport()
  await compareSums(folder, report)
  const log = await readLog(folder, report)
  const tiles = log ? await compareTiles(folder, log, report) : []
  if (log?.stated) await compareStated(folder, log, log.stated, report, tiles)
  if (report.findings.length > 0) return report.findings
  return [
    confirmed('tile.confirmed', 'tiles', { tiles: tiles.length }),
    confirmed('file.confirmed', 'files', { files: folder.standing.size }),
  ]
}

function newReport(): Report {
  const findings: Finding[] = []
  const known = new Set<string>()
  return {
    findings,
    add(finding) {
      const name = `${finding.code} ${finding.subject}`
      if (!known.has(name)) findings.push(finding)
      known.add(name)
    },
  }
}

async function compareSums(folder: Folder, report: Report): Promise<void> {
  if (!requireFile(folder, sumsPath, report)) return
  const sums = await attempt(
    async () => parseSums(await folder.whole(sumsPath, longestSums)),
    (error) => report.add(contradicted('file.mismatch', sumsPath, { ...reasonOf(error), path: sumsPath })),
  )
  if (!sums) return
  for (const { sha256, path } of sums) {
    if (!requireFile(folder, path, report)) continue
    await attempt(
      async () => {
        const found = await folder.sha256(path)
        if (found !== sha256)
          report.add(contradicted('file.mismatch', path, { path, expected: sha256, found }))
      },
      (error) => report.add(unchecked('file.absent', path, { ...reasonOf(error), path })),
    )
  }
  nameStrangers(folder, new Set(sums.map(({ path }) => path)).add(sumsPath), 'not-listed', report)
}

async function readLog(folder: Folder, report: Report): Promise<DisclosedLog | undefined> {
  const bundles = bundlePaths(folder)
  const leaves: Uint8Array[] = []
  const stated = nothingStated()
  let legible = true
  for (const path of bundles) {
    const entries = await attempt(
      () => readBundle(folder, path),
      (error) => report.add(contradicted('tile.mismatch', path, { ...reasonOf(error), path })),
    )
    if (!entries) return undefined
    for (const entry of entries) {
      leaves.push(leafHash(entry))
      await attempt(
        () => takeStated(stated, entry),
        () => {
          legible = false
        },
      )
    }
  }
  return { bundles, leaves, stated: legible && stated.logKey !== '' ? stated : undefined }
}

/** Returns the paths of the tiles there have to be. */
async function compareTiles(
  folder: Folder,
  { leaves }: DisclosedLog,
  report: Report,
): Promise<readonly string[]> {
  const paths: string[] = []
  for (const tile of tilesOf(leaves)) {
    await compareFile(folder, tile, 'tile.mismatch', report)
    paths.push(tile.path)
  }
  return paths
}

/** Files that the entries determine, and those that no entry speaks for. */
async function compareStated(
  folder: Folder,
  { bundles, leaves }: DisclosedLog,
  stated: Stated,
  report: Report,
  tiles: readonly string[],
): Promise<void> {
  const fixed = [checkpointPath, clearPath, specPath, readmePath, sumsPath]
  for (const path of fixed) requireFile(folder, path, report)
  const derived = derivedFiles(stated)
  for (const file of derived) await compareFile(folder, file, 'file.mismatch', report)
  await compareReadme(folder, leaves, stated, report)
  await compareVerifiers(folder, stated, report)
  const log: ReadLog = {
    leaves,
    origin: stated.origin,
    logKey: stated.logKey,
    formerLogKeys: stated.formerLogKeys,
  }
  await attempt(
    async () => {
      for (const fault of await receiptFaults(folder, log)) report.add(fault)
    },
    (error) => report.add(contradicted('receipt.malformed', 'receipts', reasonOf(error))),
  )
  const named = derived.map(({ path }) => path)
  const known = new Set([
    ...fixed,
    ...bundles,
    ...tiles,
    ...named,
    ...receiptPaths(folder),
    ...coverPaths(folder),
    ...stated.verifiers.keys(),
  ])
  for (const sha256 of stated.documents) known.add(documentPath(sha256))
  nameStrangers(folder, known, 'not-in-record', report)
}

function derivedFiles({ keys, logKey }: Stated): readonly Tile[] {
  const texts = [...keys].map(([path, key]) => ({ path, bytes: encodeUtf8(`${key}\n`) }))
  return [...texts, { path: policyPath, bytes: encodeUtf8(policyText(logKey)) }]
}

/** A program in the folder must be one that the record names; where it names none, no program belongs here. */
async function compareVerifiers(folder: Folder, { verifiers }: Stated, report: Report): Promise<void> {
  for (const [path, recorded] of verifiers) {
    if (!folder.isFile(path)) continue
    const found = await attempt(
      () => folder.sha256(path),
      (error) => report.add(unchecked('file.absent', path, { ...reasonOf(error), path })),
    )
    if (found !== undefined && !recorded.has(found))
      report.add(contradicted('file.mismatch', path, { path, expected: [...recorded].join(' '), found }))
  }
}

async function compareReadme(
  folder: Folder,
  leaves: readonly Uint8Array[],
  { origin }: Stated,
  report: Report,
): Promise<void> {
  const [first] = leaves
  if (!first || !requireFile(folder, readmePath, report)) return
  const statement = {
    origin,
    entries: leaves.length,
    root: encodeBase64(rootOf(leaves)),
    genesis: encodeBase64(first),
  }
  const expected = encodeUtf8(statementText(statement))
  await attempt(
    async () => {
      const head = (await folder.whole(readmePath, longestReadme)).subarray(0, expected.length)
      if (!head.equals(expected))
        report.add(contradicted('file.mismatch', readmePath, { path: readmePath, reason: 'statement' }))
    },
    (error) =>
      report.add(contradicted('file.mismatch', readmePath, { ...reasonOf(error), path: readmePath })),
  )
}

const longestReadme = 1024 * 1024

async function compareFile(
  folder: Folder,
  { path, bytes }: Tile,
  code: FindingCode,
  report: Report,
): Promise<void> {
  if (!requireFile(folder, path, report)) return
  await attempt(
    async () => {
      const found = await folder.whole(path, bytes.length)
      if (!found.equals(bytes)) report.add(contradicted(code, path, { path }))
    },
    (error) => report.add(contradicted(code, path, { ...reasonOf(error), path })),
  )
}

/** A file that is not here leaves something unchecked; a link or device in its place is not what was listed. */
function requireFile(folder: Folder, path: string, report: Report): boolean {
  if (folder.isFile(path)) return true
  const found = folder.standing.get(path)?.kind
  report.add(
    found === undefined
      ? unchecked('file.absent', path, { path })
      : contradicted('file.mismatch', path, { path, found }),
  )
  return false
}

function nameStrangers(
  { standing }: Folder,
  known: ReadonlySet<string>,
  reason: string,
  report: Report,
): void {
  for (const [path, { path: raw, kind }] of standing) {
    if (known.has(path)) continue
    const shown = displayBytes(raw)
    report.add(unchecked('file.unexpected', shown, { path: shown, kind, reason }))
  }
}
