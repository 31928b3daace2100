import { isoMediaType } from './iso-media-type.js'
import { textMediaType } from './text-media-type.js'

/** How many bytes from the start of a file `mediaTypeOf` can make use of. */
export const headLength = 65_536

interface Signature {
  readonly offset: number
  /** Latin-1; `?` stands for any byte. */
  readonly bytes: string
  readonly mediaType: string
}

/** The longer of two that begin alike stands first. */
const signatures: readonly Signature[] = [
  { offset: 0, bytes: '\xff\xd8\xff', mediaType: 'image/jpeg' },
  { offset: 0, bytes: '\x89PNG\r\n\x1a\n', mediaType: 'image/png' },
  { offset: 0, bytes: 'GIF87a', mediaType: 'image/gif' },
  { offset: 0, bytes: 'GIF89a', mediaType: 'image/gif' },
  { offset: 0, bytes: 'RIFF????WEBP', mediaType: 'image/webp' },
  { offset: 0, bytes: 'RIFF????AVI ', mediaType: 'video/x-msvideo' },
  { offset: 0, bytes: 'RIFF????WAVE', mediaType: 'audio/wav' },
  { offset: 0, bytes: 'RF64????WAVE', mediaType: 'audio/wav' },
  { offset: 0, bytes: 'II*\0????CR\x02', mediaType: 'image/x-canon-cr2' },
  { offset: 0, bytes: 'II*\0', mediaType: 'image/tiff' },
  { offset: 0, bytes: 'MM\0*', mediaType: 'image/tiff' },
  { offset: 0, bytes: 'II+\0', mediaType: 'image/tiff' },
  { offset: 0, bytes: 'MM\0+', mediaType: 'image/tiff' },
  { offset: 0, bytes: 'IIU\0', mediaType: 'image/x-panasonic-rw2' },
  { offset: 0, bytes: 'IIRO', mediaType: 'image/x-olympus-orf' },
  { offset: 0, bytes: 'FUJIFILMCCD-RAW', mediaType: 'image/x-fuji-raf' },
  { offset: 0, bytes: '\0\0\0\fJXL \r\n\x87\n', mediaType: 'image/jxl' },
  { offset: 0, bytes: '\xff\n', mediaType: 'image/jxl' },
  { offset: 0, bytes: '\0\0\0\fjP  \r\n\x87\n', mediaType: 'image/jp2' },
  { offset: 0, bytes: '8BPS', mediaType: 'image/vnd.adobe.photoshop' },
  { offset: 0, bytes: '\0\0\x01\0?\0', mediaType: 'image/vnd.microsoft.icon' },
  { offset: 0, bytes: '\0\0\x01\xba', mediaType: 'video/mpeg' },
  { offset: 0, bytes: '\0\0\x01\xb3', mediaType: 'video/mpeg' },
  { offset: 0, bytes: 'FLV\x01', mediaType: 'video/x-flv' },
  { offset: 0, bytes: '0&\xb2u\x8ef\xcf\x11\xa6\xd9\0\xaa\0b\xcel', mediaType: 'video/x-ms-asf' },
  { offset: 0, bytes: 'fLaC', mediaType: 'audio/flac' },
  { offset: 0, bytes: '#!AMR', mediaType: 'audio/amr' },
  { offset: 0, bytes: 'FORM????AIFF', mediaType: 'audio/aiff' },
  { offset: 0, bytes: 'MThd', mediaType: 'audio/midi' },
  { offset: 0, bytes: 'ID3', mediaType: 'audio/mpeg' },
  { offset: 0, bytes: '%PDF-', mediaType: 'application/pdf' },
  { offset: 0, bytes: 'PK\x03\x04', mediaType: 'application/zip' },
  { offset: 0, bytes: 'PK\x05\x06', mediaType: 'application/zip' },
  { offset: 0, bytes: 'PK\x07\x08', mediaType: 'application/zip' },
  { offset: 0, bytes: '\x1f\x8b\x08', mediaType: 'application/gzip' },
  { offset: 0, bytes: 'BZh', mediaType: 'application/x-bzip2' },
  { offset: 0, bytes: '\xfd7zXZ\0', mediaType: 'application/x-xz' },
  { offset: 0, bytes: '\x28\xb5\x2f\xfd', mediaType: 'application/zstd' },
  { offset: 0, bytes: '7z\xbc\xaf\x27\x1c', mediaType: 'application/x-7z-compressed' },
  { offset: 0, bytes: 'Rar!\x1a\x07', mediaType: 'application/vnd.rar' },
  { offset: 257, bytes: 'ustar', mediaType: 'application/x-tar' },
  { offset: 32_769, bytes: 'CD001', mediaType: 'application/x-iso9660-image' },
  { offset: 0, bytes: 'EVF\t\r\n\xff\0', mediaType: 'application/x-ewf' },
  { offset: 0, bytes: 'SQLite format 3\0', mediaType: 'application/vnd.sqlite3' },
  { offset: 0, bytes: 'bplist0', mediaType: 'application/x-bplist' },
  { offset: 0, bytes: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', mediaType: 'application/x-ole-storage' },
  { offset: 0, bytes: '\x7fELF', mediaType: 'application/x-elf' },
  { offset: 0, bytes: 'dex\n', mediaType: 'application/x-dex' },
]

/**
 * The media type that the content shows, from the first bytes of a file and its size. The name is never asked. OOXML, ODF and
 * other ZIP-based formats stay `application/zip`; an empty file is `inode/x-empty`; what is not recognised is
 * `application/octet-stream`.
 */
export function mediaTypeOf(head: Uint8Array, size: number): string {
  if (size === 0) return 'inode/x-empty'
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, headLength)).toString('latin1')
  return (
    isoMediaType(text) ??
    signatures.find((signature) => matches(text, signature))?.mediaType ??
    bitmap(text, size) ??
    matroska(text) ??
    ogg(text) ??
    transportStream(text) ??
    audioFrames(text) ??
    program(text) ??
    textMediaType(head.subarray(0, headLength), size) ??
    'application/octet-stream'
  )
}

function matches(text: string, { offset, bytes }: Signature): boolean {
  if (text.length < offset + bytes.length) return false
  for (let index = 0; index < bytes.length; index += 1) {
    if (bytes[index] !== '?' && bytes[index] !== text[offset + index]) return false
  }
  return true
}

/** Two letters are too few: the header's length must be one that exists, its size field the file's size or 0. */
function bitmap(text: string, size: number): string | undefined {
  if (!text.startsWith('BM') || text.length < 18) return undefined
  const stated = littleEndian(text, 2)
  const header = littleEndian(text, 14)
  const known = [12, 16, 40, 52, 56, 64, 108, 124].includes(header)
  return known && (stated === 0 || stated <= size) ? 'image/bmp' : undefined
}

/** EBML header (RFC 8794); the document type stands within it. */
function matroska(text: string): string | undefined {
  if (!text.startsWith('\x1a\x45\xdf\xa3')) return undefined
  const header = text.slice(0, 100)
  if (header.includes('\x42\x82') && header.includes('webm')) return 'video/webm'
  return header.includes('matroska') ? 'video/matroska' : undefined
}

/** RFC 3533; the first packet of a stream names its codec, and video wins. */
function ogg(text: string): string | undefined {
  if (!text.startsWith('OggS\0')) return undefined
  const start = text.slice(0, 4096)
  if (start.includes('\x80theora')) return 'video/ogg'
  return /OpusHead|\x01vorbis|Speex {3}|\x7fFLAC/.test(start) ? 'audio/ogg' : 'application/ogg'
}

/** ISO 13818-1: a sync byte every 188 bytes, or every 192 after a time code of four. */
function transportStream(text: string): string | undefined {
  const synced = (first: number, step: number) =>
    text.length > first + 3 * step && [0, 1, 2, 3].every((packet) => text[first + packet * step] === 'G')
  return synced(0, 188) || synced(4, 192) ? 'video/mp2t' : undefined
}

/** An MPEG audio frame, followed by another where the first says it ends, or ADTS (ISO 11172-3, ISO 13818-7). */
function audioFrames(text: string): string | undefined {
  if (isAdts(text, 0)) {
    const length = ((byte(text, 3) & 3) << 11) | (byte(text, 4) << 3) | (byte(text, 5) >> 5)
    return length > 6 && isAdts(text, length) ? 'audio/aac' : undefined
  }
  const length = layer3Length(text, 0)
  return length && layer3Length(text, length) ? 'audio/mpeg' : undefined
}

function isAdts(text: string, at: number): boolean {
  return byte(text, at) === 0xff && (byte(text, at + 1) & 0xf6) === 0xf0
}

const bitrates = {
  first: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  second: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
}
const sampleRates = [44_100, 48_000, 32_000]

/** Bytes of the Layer III frame at `at`; undefined when there is none. */
function layer3Length(text: string, at: number): number | undefined {
  if (byte(text, at) !== 0xff || (byte(text, at + 1) & 0xe6) !== 0xe2) return undefined
  const version = (byte(text, at + 1) >> 3) & 3
  const rate = sampleRates[(byte(text, at + 2) >> 2) & 3]
  const bitrate = (version === 3 ? bitrates.first : bitrates.second)[byte(text, at + 2) >> 4]
  if (version === 1 || !rate || !bitrate) return undefined
  const padding = (byte(text, at + 2) >> 1) & 1
  const divisor = version === 3 ? 1 : version === 2 ? 2 : 4
  return Math.floor(((version === 3 ? 144 : 72) * bitrate * 1000) / (rate / divisor)) + padding
}

/** DOS header whose pointer leads to a PE header. */
function program(text: string): string | undefined {
  if (!text.startsWith('MZ')) return undefined
  const at = littleEndian(text, 60)
  return text.slice(at, at + 4) === 'PE\0\0' ? 'application/vnd.microsoft.portable-executable' : undefined
}

function byte(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return Number.isNaN(code) ? 0 : code
}

function littleEndian(text: string, at: number): number {
  return (
    byte(text, at) + byte(text, at + 1) * 2 ** 8 + byte(text, at + 2) * 2 ** 16 + byte(text, at + 3) * 2 ** 24
  )
}
