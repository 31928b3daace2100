import { utf8 } from './bytes.js'
import { statedBy } from './camera.js'
import { type Originals, truncated } from './pictures.js'
import { withWrongCheckSum } from './png.js'
import type { Sample } from './sample.js'

/** Files that break readers: none may stop an acquisition, and each must be said to be what it is. */
export function damagedSamples({ valley, movieSent, poster }: Originals): Sample[] {
  return [
    {
      path: 'damaged/cut-off.jpg',
      bytes: truncated(valley.bytes, 0.6),
      mediaType: 'image/jpeg',
      shows: 'the upper part of the mountain lake',
      expected: {
        kind: 'damaged',
        metadata: statedBy(valley.taken),
        damage: 'ends within the scan, without an end marker; its metadata are whole',
      },
    },
    {
      path: 'damaged/cut-off.mp4',
      bytes: truncated(movieSent, 0.6),
      mediaType: 'video/mp4',
      shows: 'nothing that a player can find',
      expected: { kind: 'damaged', damage: 'ends within mdat, so that the index (moov) is missing' },
    },
    {
      path: 'damaged/empty.jpg',
      bytes: new Uint8Array(),
      mediaType: 'inode/x-empty',
      shows: 'nothing',
      expected: { kind: 'damaged', damage: 'zero bytes long' },
    },
    {
      path: 'damaged/text.jpg',
      bytes: utf8('This is a line of text in a file whose name ends in .jpg.\n'),
      mediaType: 'text/plain',
      shows: 'one line of text',
      expected: { kind: 'damaged', damage: 'not a picture, whatever its name says' },
    },
    {
      path: 'damaged/wrong-check-sum.png',
      bytes: withWrongCheckSum(poster),
      mediaType: 'image/png',
      shows: 'the sun over two hills',
      expected: { kind: 'damaged', damage: 'the check sum of its first IDAT chunk is off by one bit' },
    },
  ]
}
