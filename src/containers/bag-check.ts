import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { encodeUtf8 } from '../encoding/utf8.js'
import { SourceError } from '../errors.js'
import type { Bag, BagFault } from './bag.js'
import { fileDigest } from './bag-read.js'
import { reasonOf } from './file-bytes.js'

/** Reads the payload once for each algorithm and says what is not as stated; nothing where all of it is. */
export async function* bagFaults(bag: Bag): AsyncGenerator<BagFault, void, undefined> {
  const listed = new Map(bag.entries.map((entry) => [Buffer.from(entry.name).toString('utf8'), entry]))
  let bytes = 0
  let files = 0
  const found = new Set<string>()
  for await (const { raw, name, size } of payloadFiles(bag.folder)) {
    if (size === undefined) {
      yield { kind: 'not-regular', name: raw }
      continue
    }
    bytes += size
    files += 1
    const entry = name === undefined ? undefined : listed.get(name)
    if (name === undefined || entry === undefined) {
      yield { kind: 'not-listed', name: raw }
      continue
    }
    found.add(name)
    for (const algorithm of bag.algorithms) {
      const stated = entry.digests[algorithm]
      if (stated !== undefined && stated !== (await fileDigest(join(bag.folder, name), algorithm)))
        yield { kind: 'mismatch', name: raw, algorithm }
    }
  }
  for (const name of listed.keys()) if (!found.has(name)) yield { kind: 'missing', name: encodeUtf8(name) }
  const { oxum } = bag
  if (oxum && (oxum.bytes !== bytes || oxum.files !== files))
    yield { kind: 'oxum', stated: `${oxum.bytes}.${oxum.files}`, found: `${bytes}.${files}` }
}

interface PayloadFile {
  readonly raw: Uint8Array
  /** Undefined where the bytes are not UTF-8: no manifest can list such a name. */
  readonly name: string | undefined
  /** Undefined where it is no regular file. */
  readonly size: number | undefined
}

async function* payloadFiles(folder: string): AsyncGenerator<PayloadFile, void, undefined> {
  const waiting: Buffer[] = [Buffer.from('data')]
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    for (const name of (await namesIn(folder, at)).sort(Buffer.compare)) {
      const raw = Buffer.concat([at, Buffer.from('/'), name])
      const stats = await lstat(Buffer.concat([Buffer.from(`${folder}/`), raw]))
      if (stats.isDirectory()) waiting.push(raw)
      else yield { raw, name: utf8(raw), size: stats.isFile() ? stats.size : undefined }
    }
  }
}

async function namesIn(folder: string, at: Buffer): Promise<Buffer[]> {
  try {
    return await readdir(Buffer.concat([Buffer.from(`${folder}/`), at]), { encoding: 'buffer' })
  } catch (cause) {
    throw new SourceError(
      'source.unreadable',
      { path: join(folder, at.toString()), reason: reasonOf(cause) },
      { cause },
    )
  }
}

function utf8(raw: Buffer): string | undefined {
  const text = raw.toString('utf8')
  return Buffer.from(text, 'utf8').equals(raw) ? text : undefined
}
