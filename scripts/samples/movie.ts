import { be16, be32, join, latin1, utf8 } from './bytes.js'

/** A silent film of JPEG pictures, shown one after another for `frameTicks` of 600 ticks a second each. */
export interface Film {
  readonly width: number
  readonly height: number
  readonly frames: readonly Uint8Array[]
  readonly frameTicks: number
  /** Milliseconds since 1970, UTC; the container counts seconds since 1904. */
  readonly created: number
  /** Four-character code, such as `©mak`, and text: written as QuickTime user data. */
  readonly userData: readonly (readonly [code: string, text: string])[]
}

const ticksPerSecond = 600
const undetermined = 0x55c4
const secondsFrom1904To1970 = 2_082_844_800
/** The unity transformation: 16.16 fixed point, the third column 2.30. */
const unity = join(...[0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].map(be32))

/** A QuickTime movie: pictures first, the index (`moov`) after them, as a camera writes that does not know the length. */
export function encodeQuickTime(film: Film): Uint8Array {
  const file = box('ftyp', latin1('qt  '), be32(0x200), latin1('qt  '))
  return join(file, media(film), index(film, file.length + 8, 'jpeg'))
}

/** The same film as MP4 (ISO/IEC 14496-12 and -14), its pictures announced by an elementary stream descriptor. */
export function encodeMp4(film: Film): Uint8Array {
  const file = box('ftyp', latin1('mp42'), be32(0), latin1('mp42isom'))
  return join(file, media(film), index(film, file.length + 8, 'mp4v'))
}

function media(film: Film): Uint8Array {
  return box('mdat', ...film.frames)
}

function index(film: Film, firstFrameAt: number, format: 'jpeg' | 'mp4v'): Uint8Array {
  const userData = film.userData.map(([code, text]) => userDataText(code, utf8(text)))
  return box(
    'moov',
    movieHeader(film),
    box(
      'trak',
      trackHeader(film),
      box(
        'mdia',
        fullBox(
          'mdhd',
          0,
          times(film),
          be32(ticksPerSecond),
          be32(duration(film)),
          be16(undetermined),
          be16(0),
        ),
        handler(format === 'jpeg' ? 'mhlr' : '\0\0\0\0', 'vide'),
        box(
          'minf',
          fullBox('vmhd', 1, new Uint8Array(8)),
          ...(format === 'jpeg' ? [handler('dhlr', 'url ')] : []),
          box('dinf', fullBox('dref', 0, be32(1), fullBox('url ', 1))),
          sampleTable(film, firstFrameAt, format),
        ),
      ),
    ),
    ...(userData.length > 0 ? [box('udta', ...userData)] : []),
  )
}

/** Text in no stated language, `und`: any packed language code from 0x400 means UTF-8 (QuickTime File Format). */
function userDataText(code: string, text: Uint8Array): Uint8Array {
  return box(code, be16(text.length), be16(undetermined), text)
}

function movieHeader(film: Film): Uint8Array {
  const rateAndVolume = join(be32(0x10000), be16(0x100), new Uint8Array(10))
  return fullBox(
    'mvhd',
    0,
    times(film),
    be32(ticksPerSecond),
    be32(duration(film)),
    rateAndVolume,
    unity,
    new Uint8Array(24),
    be32(2),
  )
}

function trackHeader(film: Film): Uint8Array {
  return fullBox(
    'tkhd',
    7,
    times(film),
    be32(1),
    be32(0),
    be32(duration(film)),
    new Uint8Array(16),
    unity,
    be16(film.width),
    be16(0),
    be16(film.height),
    be16(0),
  )
}

function handler(component: string, kind: string): Uint8Array {
  return fullBox('hdlr', 0, latin1(component), latin1(kind), new Uint8Array(13))
}

function sampleTable(film: Film, firstFrameAt: number, format: 'jpeg' | 'mp4v'): Uint8Array {
  const count = film.frames.length
  return box(
    'stbl',
    fullBox('stsd', 0, be32(1), visualEntry(film, format)),
    fullBox('stts', 0, be32(1), be32(count), be32(film.frameTicks)),
    fullBox('stsc', 0, be32(1), be32(1), be32(count), be32(1)),
    fullBox('stsz', 0, be32(0), be32(count), ...film.frames.map((frame) => be32(frame.length))),
    fullBox('stco', 0, be32(1), be32(firstFrameAt)),
  )
}

function visualEntry(film: Film, format: 'jpeg' | 'mp4v'): Uint8Array {
  return box(
    format,
    new Uint8Array(6),
    be16(1),
    new Uint8Array(16),
    be16(film.width),
    be16(film.height),
    be32(0x480000),
    be32(0x480000),
    be32(0),
    be16(1),
    new Uint8Array(32),
    be16(24),
    be16(0xffff),
    ...(format === 'mp4v' ? [streamDescriptor(film)] : []),
  )
}

/** ISO/IEC 14496-1 §7.2.6: object type 0x6c is JPEG. */
function streamDescriptor(film: Film): Uint8Array {
  const largest = film.frames.reduce((most, { length }) => Math.max(most, length), 0)
  const rate = Math.round((largest * 8 * ticksPerSecond) / film.frameTicks)
  const decoder = join(Uint8Array.of(0x6c, 0x11, 0), be16(largest), be32(rate), be32(rate))
  const parts = join(tagged(4, decoder), tagged(6, Uint8Array.of(2)))
  return fullBox('esds', 0, tagged(3, join(be16(1), Uint8Array.of(0), parts)))
}

function tagged(tag: number, content: Uint8Array): Uint8Array {
  return join(Uint8Array.of(tag, content.length), content)
}

function times(film: Film): Uint8Array {
  const seconds = be32(Math.floor(film.created / 1000) + secondsFrom1904To1970)
  return join(seconds, seconds)
}

function duration(film: Film): number {
  return film.frames.length * film.frameTicks
}

function fullBox(type: string, flags: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return box(type, be32(flags), ...parts)
}

function box(type: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = join(...parts)
  return join(be32(content.length + 8), latin1(type), content)
}
