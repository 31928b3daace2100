import { join } from './bytes.js'
import { type Camera, type Photo, seenIn, statedBy, takePhoto } from './camera.js'
import { exifSegment, type Position } from './exif.js'
import { comfyUiChunks, type Settings, webUiChunks } from './generators.js'
import { encodeGif } from './gif.js'
import { encodeJpeg, jfif } from './jpeg.js'
import { decodedPixels } from './jpeg-blocks.js'
import { standardTables } from './jpeg-tables.js'
import { encodeMp4, encodeQuickTime, type Film } from './movie.js'
import { encodePng } from './png.js'
import { cloned, draw, type Raster, sceneOf, toByte } from './raster.js'
import { dunes, mountainLake, panned, poster, stillLife, sunsetSea } from './scenes.js'
import { encodeWebp } from './webp.js'
import { type Edit, xmpSegment } from './xmp.js'

const phone: Camera = { model: 'EC-1', serial: 'EC1-000042', sensor: 1001 }
const compact: Camera = { model: 'EC-2', serial: 'EC2-000007', sensor: 2002 }

/** In the open Atlantic, where there is no valley. */
const nowhere: Position = {
  latitude: [35, 0, 0],
  latitudeRef: 'N',
  longitude: [20, 30, 1800],
  longitudeRef: 'W',
  altitudeMetres: 1200,
}

const upright = { camera: phone, zone: '+01:00', orientation: 1, position: undefined }

function valley(): Photo {
  const scene = mountainLake(7)
  return takePhoto({ ...upright, scene, noise: 11, original: '2024:03:12 10:15:02', position: nowhere })
}

export function valleyAgain(): Photo {
  const scene = panned(mountainLake(7), 0.4)
  return takePhoto({ ...upright, scene, noise: 12, original: '2024:03:12 10:15:47', position: nowhere })
}

export function sea(): Photo {
  return takePhoto({ ...upright, scene: sunsetSea(3), noise: 13, original: '2024:03:13 18:30:10' })
}

/** Held upright: stored lying, to be turned a quarter clockwise. */
export function desert(): Photo {
  const scene = dunes(6)
  return takePhoto({
    ...upright,
    scene: (x, y) => scene(1 - y, x),
    noise: 14,
    original: '2024:03:13 17:12:00',
    orientation: 6,
  })
}

export function oranges(): Photo {
  return takePhoto({ ...upright, scene: stillLife(4), noise: 15, original: '2024:03:13 19:05:00' })
}

/** A camera that writes no zone: its times stay text. */
export function otherValley(seed: number, original: string): Photo {
  return takePhoto({
    ...upright,
    camera: compact,
    zone: undefined,
    scene: mountainLake(seed),
    noise: seed,
    original,
  })
}

export interface Edited {
  readonly bytes: Uint8Array
  /** What a decoder makes of the bytes. */
  readonly pixels: Raster
  readonly metadata: Readonly<Record<string, string | number>>
  readonly xmp: Readonly<Record<string, string>>
}

/** The files that appear in more than one place, or from which others are made. */
export interface Originals {
  readonly valley: Photo
  readonly retouched: Edited
  readonly valleySent: Uint8Array
  readonly retouchedSent: Uint8Array
  readonly movieSent: Uint8Array
  readonly webUi: Uint8Array
  readonly poster: Uint8Array
}

export function originals(): Originals {
  const photo = valley()
  const edited = retouched(photo)
  return {
    valley: photo,
    retouched: edited,
    valleySent: forMessenger(seenIn(photo)),
    retouchedSent: forMessenger(edited.pixels),
    movieSent: messengerMovie(),
    webUi: webUiPicture(),
    poster: encodePng(draw(320, 240, poster(0.6)), []),
  }
}

/** The valley brightened, its boulder cloned to the right; the thumbnail still shows the valley as it was. */
function retouched(photo: Photo): Edited {
  const tool = 'Ejemplo Retoque 3.2'
  const boulder = { x: 140, y: 450, width: 104, height: 108 }
  const seen = seenIn(photo)
  const brighter = { ...seen, rgb: seen.rgb.map((value) => toByte(value * 1.06 + 3)) }
  const raster = cloned(brighter, boulder, { x: 480, y: 446 })
  const taken = { ...photo.taken, software: tool, modified: '2024:03:14 12:40:33' }
  const edit: Edit = {
    tool,
    created: '2024-03-12T10:15:02+01:00',
    modified: '2024-03-14T12:40:33+01:00',
    documentId: 'xmp.did:00000000-0000-4000-8000-000000000001',
    instanceId: 'xmp.iid:00000000-0000-4000-8000-000000000002',
    steps: [
      { action: 'opened', when: '2024-03-14T12:31:05+01:00', changed: '/' },
      { action: 'edited', when: '2024-03-14T12:38:50+01:00', changed: '/content' },
      { action: 'saved', when: '2024-03-14T12:40:33+01:00', changed: '/' },
    ],
  }
  const tables = standardTables(92)
  const segments = [exifSegment(taken, photo.thumbnail), xmpSegment(edit)]
  return {
    bytes: encodeJpeg(raster, tables, '4:4:4', segments),
    pixels: decodedPixels(raster, tables, '4:4:4'),
    metadata: statedBy(taken),
    xmp: {
      CreatorTool: tool,
      CreateDate: edit.created,
      ModifyDate: edit.modified,
      HistoryAction: edit.steps.map(({ action }) => action).join(', '),
    },
  }
}

/** What a messenger makes of a picture: smaller, coarser, without metadata. */
function forMessenger(pixels: Raster): Uint8Array {
  return encodeJpeg(draw(640, 480, sceneOf(pixels)), standardTables(75), '4:2:0', [jfif])
}

export const webUiSettings: Settings = {
  prompt: 'mountain valley with a lake at dawn, boulder on the shore, watercolour',
  without: 'text, frame, buildings',
  seed: 1234567890,
  steps: 20,
  width: 512,
  height: 384,
  model: 'ejemplo-paisajes-v1',
}

function webUiPicture(): Uint8Array {
  return encodePng(draw(512, 384, mountainLake(52)), webUiChunks(webUiSettings))
}

export const comfyUiSettings: Settings = {
  ...webUiSettings,
  prompt: 'evening sea under bands of cloud, calm',
  seed: 9876543210,
  steps: 25,
}

export function comfyUiPicture(): Uint8Array {
  return encodePng(draw(512, 384, sunsetSea(61)), comfyUiChunks(comfyUiSettings))
}

export function sunriseAnimation(): Uint8Array {
  const frames = Array.from({ length: 8 }, (_, step) => draw(160, 120, poster(step / 7)))
  return encodeGif(frames, 12)
}

export function orangesSticker(): Uint8Array {
  return encodeWebp(draw(160, 120, stillLife(4)))
}

/** Two seconds over the valley, from left to right. */
function film(width: number, height: number, quality: number): Film {
  const frames = Array.from({ length: 12 }, (_, step) =>
    encodeJpeg(draw(width, height, panned(mountainLake(7), step / 11)), standardTables(quality), '4:2:0', [
      jfif,
    ]),
  )
  return { width, height, frames, frameTicks: 100, created: Date.UTC(2024, 2, 12, 9, 16, 20), userData: [] }
}

export function valleyMovie(): Uint8Array {
  return encodeQuickTime({
    ...film(320, 240, 85),
    userData: [
      ['©mak', 'Ejemplo Cámaras'],
      ['©mod', 'EC-1'],
      ['©swr', 'EC-1 1.04'],
    ],
  })
}

function messengerMovie(): Uint8Array {
  return encodeMp4({ ...film(240, 180, 60), created: Date.UTC(2024, 2, 14, 18, 9, 0) })
}

/** The first `share` of a file, as a broken transfer leaves it. */
export function truncated(bytes: Uint8Array, share: number): Uint8Array {
  return join(bytes.subarray(0, Math.floor(bytes.length * share)))
}
