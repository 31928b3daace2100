import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeUtf8, encodeUtf8 } from '../encoding/utf8.js'
import { SourceError } from '../errors.js'
import { type Bag, unescapeBagPath } from './bag.js'
import { nameFault } from './entry.js'
import { openBytes } from './file-bytes.js'
import { algorithmNamed, digestOf, type ListedAlgorithm, type ListedDigests } from './hash-lists/hash-list.js'

const longestTagFile = 256 * 2 ** 20

/**
 * Reads the tag files of a bag and checks them against its tag manifests; the payload is not read. Throws `source.absent` where there is no bag,
 * `source.refused` for one that has to be fetched, `source.malformed` naming file, line and rule.
 */
export async function readBag(folder: string): Promise<Bag> {
  const declaration = await linesIn(folder, 'bagit.txt')
  const version = versionIn(declaration, join(folder, 'bagit.txt'))
  const names = await readdir(folder)
  if (names.includes('fetch.txt'))
    throw new SourceError('source.refused', {
      what: join(folder, 'fetch.txt'),
      reason: 'parts of it lie on a network',
    })
  const manifests = manifestsIn(names, 'manifest')
  if (manifests.length === 0)
    throw new SourceError('source.malformed', {
      path: folder,
      what: 'bag',
      reason: 'no manifest of an algorithm that is known',
    })
  for (const { name, algorithm } of manifestsIn(names, 'tagmanifest'))
    await checkTags(folder, await manifestIn(folder, name, algorithm, version, 'tags'), algorithm)
  const entries = new Map<string, ListedDigests>()
  for (const { name, algorithm } of manifests) {
    const listed = await manifestIn(folder, name, algorithm, version, 'payload')
    mergeInto(entries, listed, name === manifests[0]?.name, version, join(folder, name))
  }
  const info = names.includes('bag-info.txt') ? await infoIn(folder) : []
  const oxum = oxumIn(info, join(folder, 'bag-info.txt'))
  return {
    folder,
    version,
    algorithms: manifests.map(({ algorithm }) => algorithm),
    info,
    ...(oxum ? { oxum } : {}),
    entries: [...entries.values()],
  }
}

function malformed(path: string, reason: string, line?: number): SourceError {
  return new SourceError('source.malformed', {
    path,
    what: 'BagIt',
    reason,
    ...(line === undefined ? {} : { line }),
  })
}

async function linesIn(folder: string, name: string): Promise<string[]> {
  const path = join(folder, name)
  const file = await openBytes(path)
  try {
    if (file.size > longestTagFile)
      throw new SourceError('source.limit', { path, limit: 'bytes', found: file.size, most: longestTagFile })
    const lines = decodeUtf8(await file.read(0, file.size)).split(/\r\n|\n|\r/)
    if (lines.at(-1) === '') lines.pop()
    return lines
  } catch (cause) {
    if (cause instanceof SourceError && cause.code === 'source.malformed') throw malformed(path, 'not UTF-8')
    throw cause
  } finally {
    await file.close()
  }
}

function versionIn(lines: readonly string[], path: string): Bag['version'] {
  const version = /^BagIt-Version: (\d+\.\d+)$/.exec(lines[0] ?? '')?.[1]
  if (version === undefined) throw malformed(path, 'does not begin with BagIt-Version', 1)
  if (version !== '1.0' && version !== '0.97')
    throw malformed(path, `version ${version}, which is not read`, 1)
  if (!/^Tag-File-Character-Encoding: UTF-8$/i.test(lines[1] ?? ''))
    throw malformed(path, 'not said to be UTF-8', 2)
  if (lines.length > 2) throw malformed(path, 'more than two lines', 3)
  return version
}

function manifestsIn(names: readonly string[], kind: string): { name: string; algorithm: ListedAlgorithm }[] {
  return [...names].sort().flatMap((name) => {
    const algorithm = algorithmNamed(new RegExp(`^${kind}-([a-z0-9]+)\\.txt$`).exec(name)?.[1] ?? '')
    return algorithm === undefined ? [] : [{ name, algorithm }]
  })
}

async function manifestIn(
  folder: string,
  name: string,
  algorithm: ListedAlgorithm,
  version: Bag['version'],
  of: 'payload' | 'tags',
): Promise<Map<string, ListedDigests>> {
  const path = join(folder, name)
  const found = new Map<string, ListedDigests>()
  for (const [index, text] of (await linesIn(folder, name)).entries()) {
    const line = index + 1
    const [, hex = '', written = ''] = /^([0-9a-fA-F]+)[ \t]+\*?(.+)$/.exec(text) ?? []
    const digest = digestOf(algorithm, hex)
    if (digest === undefined) throw malformed(path, `not a digest of ${algorithm} and a path`, line)
    // Before 1.0 nothing was escaped.
    const member = (version === '1.0' ? unescapeBagPath(written) : written).replace(/^\.\//, '')
    const raw = encodeUtf8(member)
    const fault = nameFault(raw)
    if (fault !== undefined) throw malformed(path, fault, line)
    if (member.startsWith('data/') !== (of === 'payload'))
      throw malformed(path, of === 'payload' ? 'a path outside data/' : 'a path of the payload', line)
    if (found.has(member)) throw malformed(path, 'a path that came before', line)
    found.set(member, { line, name: raw, digests: { [algorithm]: digest } })
  }
  return found
}

function mergeInto(
  entries: Map<string, ListedDigests>,
  listed: ReadonlyMap<string, ListedDigests>,
  isFirst: boolean,
  version: Bag['version'],
  path: string,
): void {
  for (const [member, entry] of listed) {
    const known = entries.get(member)
    if (!known && !isFirst && version === '1.0')
      throw malformed(path, 'a path that another manifest lacks', entry.line)
    entries.set(member, known ? { ...known, digests: { ...known.digests, ...entry.digests } } : entry)
  }
  const lacking = [...entries.keys()].find((member) => !listed.has(member))
  if (lacking !== undefined && version === '1.0')
    throw malformed(path, `lacks ${lacking}, which another manifest lists`)
}

async function checkTags(
  folder: string,
  tags: ReadonlyMap<string, ListedDigests>,
  algorithm: ListedAlgorithm,
): Promise<void> {
  for (const [name, { digests, line }] of tags) {
    const found = await fileDigest(join(folder, name), algorithm)
    if (found !== digests[algorithm])
      throw malformed(join(folder, name), `not what line ${line} of the tag manifest (${algorithm}) says`)
  }
}

/** The digest of one file, read in pieces. */
export async function fileDigest(path: string, algorithm: ListedAlgorithm): Promise<string> {
  const file = await openBytes(path)
  try {
    const hash = createHash(algorithm)
    const step = 2 ** 20
    for (let at = 0; at < file.size; at += step) hash.update(await file.read(at, step))
    await file.requireUnchanged()
    return hash.digest('hex')
  } finally {
    await file.close()
  }
}

async function infoIn(folder: string): Promise<Bag['info']> {
  const info: { label: string; value: string }[] = []
  for (const [index, line] of (await linesIn(folder, 'bag-info.txt')).entries()) {
    const last = info.at(-1)
    const [, label = '', value = ''] = /^([^:\s][^:]*):[ \t]*(.*)$/.exec(line) ?? []
    // RFC 8493 §2.2.2: a line that begins with white space goes on with the one before.
    if (/^[ \t]/.test(line) && last)
      info[info.length - 1] = { ...last, value: `${last.value} ${line.trim()}` }
    else if (label !== '') info.push({ label, value })
    else if (line !== '')
      throw malformed(join(folder, 'bag-info.txt'), 'neither a label nor its continuation', index + 1)
  }
  return info
}

function oxumIn(info: Bag['info'], path: string): Bag['oxum'] {
  const stated = info.filter(({ label }) => label.toLowerCase() === 'payload-oxum')
  const [first] = stated
  if (first === undefined) return undefined
  const [, bytes = '', files = ''] = /^(\d{1,15})\.(\d{1,15})$/.exec(first.value.trim()) ?? []
  if (stated.length > 1 || bytes === '')
    throw malformed(path, 'Payload-Oxum is not one number of bytes and one of files')
  return { bytes: Number(bytes), files: Number(files) }
}
