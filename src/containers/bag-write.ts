import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeUtf8, encodeUtf8 } from '../encoding/utf8.js'
import { SourceError } from '../errors.js'
import { attempt, writeFailure } from '../vault/storage-failure.js'
import { escapeBagPath } from './bag.js'
import { nameFault } from './entry.js'

/** A file that lies in the bag's `data/` already. */
export interface PayloadEntry {
  /** Raw, relative to `data/`. */
  readonly name: Uint8Array
  readonly size: number
  /** Lower-case hex. */
  readonly sha256: string
}

/**
 * Makes a bag of a folder whose `data/` holds the files, by writing the tag files beside it; the tag manifest last, so that a bag that was
 * not finished shows. Nothing is written over. Throws `source.refused` for a name that BagIt cannot hold and for labels or values of two
 * lines, before anything is written.
 */
export function writeBag(
  folder: string,
  payload: Iterable<PayloadEntry>,
  info: readonly { readonly label: string; readonly value: string }[],
): void {
  let bytes = 0
  let files = 0
  const lines: string[] = []
  for (const { name, size, sha256 } of payload) {
    bytes += size
    files += 1
    lines.push(`${sha256}  data/${escapeBagPath(nameIn(name))}\n`)
  }
  const stated = [...info, { label: 'Payload-Oxum', value: `${bytes}.${files}` }]
  const tags = new Map([
    ['bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'],
    ['bag-info.txt', stated.map(infoLine).join('')],
    ['manifest-sha256.txt', lines.join('')],
  ])
  const sums = [...tags].map(
    ([name, text]) => `${createHash('sha256').update(encodeUtf8(text)).digest('hex')}  ${name}\n`,
  )
  tags.set('tagmanifest-sha256.txt', sums.join(''))
  for (const [name, text] of tags) {
    const path = join(folder, name)
    attempt(path, writeFailure, () => writeFileSync(path, encodeUtf8(text), { flag: 'wx', flush: true }))
  }
}

function nameIn(raw: Uint8Array): string {
  const fault = nameFault(raw)
  if (fault !== undefined) throw new SourceError('source.refused', { what: 'BagIt', reason: fault })
  return decodeUtf8(raw)
}

function infoLine({ label, value }: { readonly label: string; readonly value: string }): string {
  if (!/^[^:\s][^:\r\n]*$/.test(label) || /[\r\n]/.test(value))
    throw new SourceError('source.refused', {
      what: 'BagIt',
      reason: 'a label or value of more than one line',
    })
  return `${label}: ${value}\n`
}
