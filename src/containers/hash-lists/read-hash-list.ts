import { SourceError } from '../../errors.js'
import { openBytes } from '../file-bytes.js'
import { isChecksumLine, isTaggedLine, readChecksumLines, readTaggedLines } from './checksum-lines.js'
import { readDfxml } from './dfxml.js'
import { type HashList, type HashListForm, linesOf, refusalsOf } from './hash-list.js'
import { hashdeepHead, readHashdeep } from './hashdeep.js'
import { isFtkImagerText, readToolLog } from './tool-log.js'

/** A string of Node holds about so much. */
const longestList = 256 * 2 ** 20
const headLength = 64 * 1024

/**
 * Reads a list of digests that somebody else made, by what it holds and never by its name. Throws `source.malformed` naming the
 * line and the rule where a list is damaged: half a list is none. Of a log nothing is refused but that it states no digest.
 */
export async function readHashList(path: string): Promise<HashList> {
  const file = await openBytes(path)
  try {
    if (file.size > longestList)
      throw new SourceError('source.limit', { path, limit: 'bytes', found: file.size, most: longestList })
    const bytes = await file.read(0, file.size)
    await file.requireUnchanged()
    return parseHashList(bytes, path)
  } finally {
    await file.close()
  }
}

/** @param path names the list in errors */
export function parseHashList(given: Uint8Array, path: string): HashList {
  const bytes = asUtf8(given)
  const form = hashListForm(bytes)
  if (form === undefined)
    throw new SourceError('source.malformed', { path, what: 'hash list', reason: 'of no form that is known' })
  const refuse = refusalsOf(path, `hash list (${form})`)
  switch (form) {
    case 'coreutils':
      return { form, origin: 'list', entries: readChecksumLines(bytes, refuse) }
    case 'bsd':
      return { form, origin: 'list', entries: readTaggedLines(bytes, refuse) }
    case 'hashdeep':
      return { form, origin: 'list', entries: readHashdeep(bytes, refuse) }
    case 'dfxml':
      return { form, origin: 'list', entries: readDfxml(bytes, refuse) }
    case 'ftk-imager':
    case 'tool-log':
      return { form, origin: 'log', entries: readToolLog(bytes) }
  }
}

/** What a list is, by its first lines; undefined for none. */
export function hashListForm(bytes: Uint8Array): HashListForm | undefined {
  const { lines } = linesOf(bytes.subarray(0, headLength))
  const head = lines.join('\n')
  if (head.startsWith(hashdeepHead)) return 'hashdeep'
  if (/<(?:dfxml|ewfobjects|fileobject)[\s>]/.test(head)) return 'dfxml'
  const first = lines.find((line) => line.trim() !== '' && !line.startsWith('#')) ?? ''
  if (isTaggedLine(first)) return 'bsd'
  if (isChecksumLine(first)) return 'coreutils'
  if (readToolLog(bytes).length === 0) return undefined
  return isFtkImagerText(head) ? 'ftk-imager' : 'tool-log'
}

/** Programs of Windows write UTF-16 or a mark before UTF-8. */
function asUtf8(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return Buffer.from(new TextDecoder('utf-16le').decode(bytes.subarray(2)))
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
}
