import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expectedMediaTypes, nameMatches } from '../src/acquire/file-extension.js'
import { headLength, mediaTypeOf } from '../src/acquire/media-type.js'
import { describeShared } from './support/shared.js'

/** Latin-1, filled up with zeros to `length`. */
function bytes(text: string, length = text.length): Buffer {
  return Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(Math.max(0, length - text.length))])
}

function typeOf(head: Uint8Array, size = head.length): string {
  return mediaTypeOf(head, size)
}

function ftyp(major: string, ...compatible: string[]): Buffer {
  const size = String.fromCharCode(16 + 4 * compatible.length)
  return bytes(`\0\0\0${size}ftyp${major}\0\0\0\0${compatible.join('')}\0\0\0\x08free`)
}

/** An MPEG-1 Layer III frame header of 128 kbit/s at 44.1 kHz: 417 bytes a frame. */
const mp3Frame = bytes('\xff\xfb\x90\x00', 417)
const adtsFrame = bytes('\xff\xf1\x50\x80\x02\x1f\xfc', 16)

const recognised: readonly [string, Uint8Array, string][] = [
  ['JPEG', bytes('\xff\xd8\xff\xe0\0\x10JFIF'), 'image/jpeg'],
  ['PNG', bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), 'image/png'],
  ['GIF', bytes('GIF89a\x01\0'), 'image/gif'],
  ['WebP', bytes('RIFF\x24\0\0\0WEBPVP8 '), 'image/webp'],
  ['TIFF, little-endian', bytes('II*\0\x08\0\0\0'), 'image/tiff'],
  ['TIFF, big-endian', bytes('MM\0*\0\0\0\x08'), 'image/tiff'],
  ['Canon raw', bytes('II*\0\x10\0\0\0CR\x02\0'), 'image/x-canon-cr2'],
  ['bitmap', bytes('BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0', 70), 'image/bmp'],
  ['HEIC', ftyp('heic', 'mif1', 'heic'), 'image/heic'],
  ['HEIC under an open brand', ftyp('mif1', 'mif1', 'heic'), 'image/heic'],
  ['HEIF', ftyp('mif1', 'mif1'), 'image/heif'],
  ['AVIF', ftyp('avif', 'mif1'), 'image/avif'],
  ['MP4', ftyp('isom', 'isom', 'avc1'), 'video/mp4'],
  ['MP4 of a brand not listed', ftyp('zzzz'), 'video/mp4'],
  ['MPEG-4 audio', ftyp('M4A ', 'isom'), 'audio/mp4'],
  ['QuickTime', ftyp('qt  '), 'video/quicktime'],
  ['QuickTime without brands', bytes('\0\0\0\x08wide\0\0\0\0mdat'), 'video/quicktime'],
  ['3GP', ftyp('3gp4', 'isom'), 'video/3gpp'],
  ['3GP of the second kind', ftyp('3g2a'), 'video/3gpp2'],
  ['Matroska', bytes('\x1a\x45\xdf\xa3\x93\x42\x82\x88matroska'), 'video/matroska'],
  ['WebM', bytes('\x1a\x45\xdf\xa3\x93\x42\x82\x84webm'), 'video/webm'],
  ['AVI', bytes('RIFF\0\0\0\0AVI LIST'), 'video/x-msvideo'],
  ['WAV', bytes('RIFF\0\0\0\0WAVEfmt '), 'audio/wav'],
  ['MP3 with a tag', bytes('ID3\x04\0\0\0\0\0\0'), 'audio/mpeg'],
  ['MP3 of frames alone', Buffer.concat([mp3Frame, mp3Frame]), 'audio/mpeg'],
  ['AAC', Buffer.concat([adtsFrame, adtsFrame]), 'audio/aac'],
  ['Ogg Vorbis', bytes(`OggS\0\x02${'\0'.repeat(22)}\x01vorbis`), 'audio/ogg'],
  ['Ogg Theora', bytes(`OggS\0\x02${'\0'.repeat(22)}\x80theora`), 'video/ogg'],
  ['FLAC', bytes('fLaC\0\0\0\x22'), 'audio/flac'],
  ['AMR', bytes('#!AMR\n'), 'audio/amr'],
  ['MPEG transport stream', bytes(`G${'\0'.repeat(187)}`.repeat(4)), 'video/mp2t'],
  ['PDF', bytes('%PDF-1.7\n%\xe2\xe3'), 'application/pdf'],
  ['ZIP', bytes('PK\x03\x04\x14\0'), 'application/zip'],
  ['an empty ZIP', bytes('PK\x05\x06', 22), 'application/zip'],
  ['gzip', bytes('\x1f\x8b\x08\0'), 'application/gzip'],
  ['7z', bytes('7z\xbc\xaf\x27\x1c\0\x04'), 'application/x-7z-compressed'],
  ['RAR', bytes('Rar!\x1a\x07\x01\0'), 'application/vnd.rar'],
  ['tar', bytes(`name${'\0'.repeat(253)}ustar\x0000`), 'application/x-tar'],
  ['SQLite', bytes('SQLite format 3\0\x10\0'), 'application/vnd.sqlite3'],
  ['a binary property list', bytes('bplist00\xd1'), 'application/x-bplist'],
  [
    'a program',
    bytes(`MZ${'\0'.repeat(58)}\x40\0\0\0PE\0\0`),
    'application/vnd.microsoft.portable-executable',
  ],
  ['JSON', Buffer.from('{"a": [1, 2]}\n'), 'application/json'],
  ['a JSON list', Buffer.from(' [1, 2]'), 'application/json'],
  ['XML', Buffer.from('<?xml version="1.0"?><note/>'), 'application/xml'],
  ['XML without a declaration', Buffer.from('<note a="b">\n</note>\n'), 'application/xml'],
  ['HTML', Buffer.from('\n<!DOCTYPE html><title>x</title>'), 'text/html'],
  ['SVG', Buffer.from('<?xml version="1.0"?>\n<!-- a -->\n<svg width="1">'), 'image/svg+xml'],
  ['text', Buffer.from('año, ключ, 鍵\r\n'), 'text/plain'],
  ['text that begins like JSON', Buffer.from('[10:32] hello'), 'text/plain'],
  ['text in UTF-16', Buffer.from('\ufeffhello', 'utf16le'), 'text/plain'],
  ['a card', Buffer.from('BEGIN:VCARD\r\nVERSION:3.0\r\n'), 'text/vcard'],
]

describe('the media type by content', () => {
  test.each(recognised)('of %s', (_, head, mediaType) => {
    expect(typeOf(head)).toBe(mediaType)
  })

  test.each([
    ['one byte', bytes('\xff')],
    ['zeros', bytes('', 100)],
    ['letters that begin a bitmap', bytes('BM\0\0\0\0\0\0\0\0\0\0\0\0\x01\x02\x03\x04')],
    ['a lone audio frame', bytes('\xff\xfb\x90\x00\x01\x02\x03\x04')],
    ['a RIFF of another kind', bytes('RIFF\0\0\0\0XXXX')],
    ['Latin-1 text', bytes('ma\xf1ana')],
    ['UTF-8 cut off by the end of the file', Buffer.from('ñ').subarray(0, 1)],
  ])('of %s is unknown', (_, head) => {
    expect(typeOf(head)).toBe('application/octet-stream')
  })

  test('of an empty file says that it is empty', () => {
    expect(typeOf(new Uint8Array(0))).toBe('inode/x-empty')
  })

  test('of text does not depend on where the head ends', () => {
    const text = Buffer.from('鍵'.repeat(10))
    for (let length = 3; length < text.length; length += 1) {
      expect(typeOf(text.subarray(0, length), text.length)).toBe('text/plain')
    }
  })

  test('of JSON longer than the head is told by its beginning', () => {
    expect(typeOf(Buffer.from('{"a": [1, 2'), 1000)).toBe('application/json')
    expect(typeOf(Buffer.from('{"a": [1, 2'))).toBe('text/plain')
  })

  test('exists for any bytes at all', () => {
    const starts = recognised.map(([, head]) =>
      fc.uint8Array({ maxLength: 40 }).map((tail) => [head, tail] as const),
    )
    fc.assert(
      fc.property(fc.oneof(...starts), fc.nat(60), ([head, tail], kept) => {
        const cut = Buffer.concat([head.subarray(0, kept), tail])
        expect(typeOf(cut, cut.length + kept)).toMatch(/^[a-z]+\/[a-z0-9.+-]+$/)
      }),
      { numRuns: 500 },
    )
  })
})

describe('the extension', () => {
  const name = (text: string) => Buffer.from(text, 'latin1')

  test.each([
    ['photo.jpg', 'image/jpeg', true],
    ['folder.png/PHOTO.JPG', 'image/jpeg', true],
    ['photo.jpg', 'image/png', false],
    ['video.mp4', 'video/mp4', true],
    ['report.docx', 'application/zip', true],
    ['photo.jpg', 'application/octet-stream', false],
    ['\xff\xfe.jpg', 'image/jpeg', true],
    ['photo.jpg\n', 'image/jpeg', undefined],
    ['photo', 'image/jpeg', undefined],
    ['.jpg', 'image/jpeg', undefined],
    ['photo.xyz', 'image/jpeg', undefined],
    ['photo.constructor', 'image/jpeg', undefined],
    ['photo.jpg', 'inode/x-empty', undefined],
  ])('of %j with content %s fits: %s', (text, mediaType, fits) => {
    expect(nameMatches(name(text), mediaType)).toBe(fits)
  })

  test('says what is to be expected', () => {
    expect(expectedMediaTypes(name('a.mov'))).toEqual(['video/quicktime'])
    expect(expectedMediaTypes(name('a.unheard-of'))).toBeUndefined()
  })
})

describeShared('photographs of many cameras', 'corpus/digicam-corpus', (folder) => {
  test('are JPEG by content and by name', () => {
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /\.jpe?g$/i.test(path),
    )
    expect(paths.length).toBeGreaterThan(30)
    const strangers = paths.filter((path) => {
      const mediaType = mediaTypeOf(headOf(join(folder, path)), statSync(join(folder, path)).size)
      return mediaType !== 'image/jpeg' || nameMatches(Buffer.from(path), mediaType) !== true
    })
    expect(strangers).toEqual([])
  })
})

function headOf(path: string): Uint8Array {
  const head = Buffer.alloc(headLength)
  const descriptor = openSync(path, 'r')
  const count = readSync(descriptor, head)
  closeSync(descriptor)
  return head.subarray(0, count)
}
