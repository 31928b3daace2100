import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import yauzl from 'yauzl'
import { SourceError } from '../errors.js'
import {
  type ContainerEntry,
  createNameRegister,
  type MemberTimes,
  type UnreadMember,
  withSafeName,
} from './entry.js'
import type { FileBytes } from './file-bytes.js'
import { type Allowance, type ContainerLimits, createAllowance } from './limits.js'
import { dosTime, ntfsTime, secondsTime } from './member-time.js'

const longestTarget = 4096
const typeMask = 0o170000
const madeOnUnix = 3

/**
 * What the central directory of a ZIP file lists, in its order. Every name is the raw bytes of the directory; where the header
 * before the bytes has another one the entry is unread, for two readers would call it differently.
 */
export async function* zipEntries(
  file: FileBytes,
  limits: ContainerLimits,
): AsyncGenerator<ContainerEntry, void, undefined> {
  const allowance = createAllowance(file.path, file.size, limits)
  const isKnown = createNameRegister()
  const zip = await opened(file)
  try {
    for (;;) {
      const entry = await nextEntry(zip, file.path)
      if (entry === undefined) return
      allowance.entry()
      yield withSafeName(await described(zip, entry, file.path, allowance), isKnown)
    }
  } finally {
    zip.close()
  }
}

class FileReader extends yauzl.RandomAccessReader {
  readonly #file: FileBytes

  constructor(file: FileBytes) {
    super()
    this.#file = file
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(rangeOf(this.#file, start, end), { objectMode: false })
  }

  override close(callback: (error: Error | null) => void): void {
    // The file belongs to whoever opened it.
    callback(null)
  }
}

async function* rangeOf(
  file: FileBytes,
  start: number,
  end: number,
): AsyncGenerator<Buffer, void, undefined> {
  const step = 256 * 1024
  for (let at = start; at < end; at += step) yield await file.read(at, Math.min(step, end - at))
}

function opened(file: FileBytes): Promise<yauzl.ZipFile> {
  // Sizes are checked where the bytes are read: yauzl would end the whole listing at the first that is wrong.
  const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: false, autoClose: false }
  return new Promise((settle, refuse) => {
    yauzl.fromRandomAccessReader(new FileReader(file), file.size, options, (error, zip) => {
      if (zip) settle(zip)
      else refuse(malformed(file.path, error))
    })
  })
}

function nextEntry(zip: yauzl.ZipFile, path: string): Promise<yauzl.Entry | undefined> {
  return new Promise((settle, refuse) => {
    const done = () => {
      zip.removeListener('entry', taken)
      zip.removeListener('end', ended)
      zip.removeListener('error', failed)
    }
    const taken = (entry: yauzl.Entry) => {
      done()
      settle(entry)
    }
    const ended = () => {
      done()
      settle(undefined)
    }
    const failed = (error: Error) => {
      done()
      refuse(malformed(path, error))
    }
    zip.on('entry', taken)
    zip.on('end', ended)
    zip.on('error', failed)
    zip.readEntry()
  })
}

async function described(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  path: string,
  allowance: Allowance,
): Promise<ContainerEntry> {
  const rawName: Uint8Array = entry.fileNameRaw
  const times = timesOf(entry)
  const what = kindOf(entry)
  const unread = (code: UnreadMember['code'], reason: string): UnreadMember => ({
    kind: 'unread',
    rawName,
    times,
    what,
    code,
    reason,
  })
  if (what === 'folder') return { kind: 'folder', rawName, times }
  if (what === 'other') return unread('source.not-regular', 'neither a file nor a folder')
  if (entry.isEncrypted()) return unread('source.unreadable', 'it is encrypted')
  if (!entry.canDecodeFileData())
    return unread('source.unreadable', `compressed by method ${entry.compressionMethod}, which is not read`)
  const local = await localName(zip, entry)
  if (typeof local === 'string') return unread('source.unreadable', local)
  if (!local.equals(rawName)) return unread('source.refused', 'its own header gives it another name')
  const open = () => bytesOf(zip, entry, path, allowance)
  if (what === 'file') return { kind: 'file', rawName, times, size: entry.uncompressedSize, open }
  const link = unread('source.not-regular', 'a link is not followed')
  if (entry.uncompressedSize > longestTarget) return link
  const target = await whole(open())
  return typeof target === 'string' ? link : { ...link, target }
}

function kindOf({ versionMadeBy, externalFileAttributes, fileNameRaw }: yauzl.Entry): UnreadMember['what'] {
  const type = versionMadeBy >> 8 === madeOnUnix ? (externalFileAttributes >>> 16) & typeMask : 0
  if (type === 0o120000) return 'link'
  if (type === 0o040000 || fileNameRaw.at(-1) === 0x2f) return 'folder'
  return type === 0 || type === 0o100000 ? 'file' : 'other'
}

function timesOf({ extraFields, lastModFileDate, lastModFileTime }: yauzl.Entry): MemberTimes {
  // Info-ZIP's appnote: 0x5455 has flags and seconds since 1970, 0x000a the three times of NTFS under tag 1.
  const unix = extraFields.find(({ id }) => id === 0x5455)?.data
  if (unix && unix.length >= 5 && (unix.readUInt8(0) & 1) === 1)
    return definite({ modified: secondsTime(unix.readInt32LE(1)) })
  const ntfs = extraFields.find(({ id }) => id === 0x000a)?.data
  if (ntfs && ntfs.length >= 32 && ntfs.readUInt16LE(4) === 1 && ntfs.readUInt16LE(6) === 24) {
    const [modified, accessed, created] = [8, 16, 24].map((at) => ntfsTime(ntfs.readBigUInt64LE(at)))
    return definite({ modified, accessed, created })
  }
  return definite({ modified: dosTime(lastModFileDate, lastModFileTime) })
}

function definite(times: { [Name in keyof MemberTimes]: MemberTimes[Name] | undefined }): MemberTimes {
  const { modified, accessed, created } = times
  return {
    ...(modified ? { modified } : {}),
    ...(accessed ? { accessed } : {}),
    ...(created ? { created } : {}),
  }
}

function localName(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Buffer | string> {
  return new Promise((settle) => {
    zip.readLocalFileHeader(entry, (error, header) => settle(header ? header.fileName : messageOf(error)))
  })
}

async function* bytesOf(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  path: string,
  allowance: Allowance,
): AsyncGenerator<Uint8Array, void, undefined> {
  let size = 0
  let sum = 0
  const stream = await streamOf(zip, entry, path)
  try {
    for await (const chunk of stream) {
      const bytes: Uint8Array = chunk
      allowance.bytes(bytes.length)
      size += bytes.length
      if (size > entry.uncompressedSize)
        throw unreadable(path, `more than the ${entry.uncompressedSize} bytes it states`)
      sum = crc32(bytes, sum)
      yield bytes
    }
  } catch (error) {
    if (error instanceof SourceError) throw error
    throw unreadable(path, messageOf(error), error)
  } finally {
    stream.destroy()
  }
  if (size !== entry.uncompressedSize)
    throw unreadable(path, `${size} of the ${entry.uncompressedSize} bytes it states`)
  if (sum !== entry.crc32) throw unreadable(path, 'its CRC-32 is wrong')
}

function streamOf(zip: yauzl.ZipFile, entry: yauzl.Entry, path: string): Promise<Readable> {
  return new Promise((settle, refuse) => {
    zip.openReadStream(entry, (error, stream) => {
      if (stream) settle(stream)
      else refuse(unreadable(path, messageOf(error), error))
    })
  })
}

async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array | string> {
  const found: Uint8Array[] = []
  try {
    for await (const piece of pieces) found.push(piece)
  } catch (error) {
    if (error instanceof SourceError && error.code === 'source.unreadable') return messageOf(error)
    throw error
  }
  return Buffer.concat(found)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function unreadable(path: string, reason: string, cause?: unknown): SourceError {
  return new SourceError('source.unreadable', { path, reason }, { cause })
}

function malformed(path: string, cause: unknown): SourceError {
  if (cause instanceof SourceError) return cause
  return new SourceError('source.malformed', { path, what: 'ZIP', reason: messageOf(cause) }, { cause })
}
