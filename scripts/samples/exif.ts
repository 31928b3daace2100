import { join, latin1 } from './bytes.js'
import { segment } from './jpeg.js'
import {
  bytes,
  directory,
  directorySize,
  type Field,
  header,
  long,
  rational,
  short,
  text,
  undefinedBytes,
} from './tiff.js'

/** Degrees, minutes and hundredths of a second. */
export type Angle = readonly [degrees: number, minutes: number, hundredths: number]

export interface Position {
  readonly latitude: Angle
  readonly latitudeRef: 'N' | 'S'
  readonly longitude: Angle
  readonly longitudeRef: 'E' | 'W'
  readonly altitudeMetres: number
}

/** What a file says of its making. Times as Exif writes them: `2024:03:12 10:15:02`, zones as `+01:00`. */
export interface Taken {
  readonly make: string
  readonly model: string
  readonly software: string
  readonly serial: string
  readonly orientation: number
  readonly modified: string
  readonly original: string
  readonly zone: string | undefined
  readonly exposure: readonly [number, number]
  readonly aperture: readonly [number, number]
  readonly iso: number
  readonly focalLength: readonly [number, number]
  readonly width: number
  readonly height: number
  readonly position: Position | undefined
}

/** The APP1 segment of Exif 2.31: the main directory, the Exif and GPS ones, and a thumbnail (a JPEG) in a second chain link. */
export function exifSegment(taken: Taken, thumbnail: Uint8Array): Uint8Array {
  const exif = exifFields(taken)
  const gps = taken.position === undefined ? [] : gpsFields(taken.position)
  const pointers = (exifAt: number, gpsAt: number): Field[] => [
    long(0x8769, exifAt),
    ...(gps.length > 0 ? [long(0x8825, gpsAt)] : []),
  ]
  const exifAt = 8 + directorySize([...mainFields(taken), ...pointers(0, 0)])
  const gpsAt = exifAt + directorySize(exif)
  const linkAt = gps.length > 0 ? gpsAt + directorySize(gps) : gpsAt
  const imageAt = linkAt + directorySize(thumbnailFields(0, 0))
  const tiff = join(
    header,
    directory([...mainFields(taken), ...pointers(exifAt, gpsAt)], 8, linkAt),
    directory(exif, exifAt, 0),
    gps.length > 0 ? directory(gps, gpsAt, 0) : new Uint8Array(),
    directory(thumbnailFields(imageAt, thumbnail.length), linkAt, 0),
    thumbnail,
  )
  return segment(0xe1, join(latin1('Exif\0\0'), tiff))
}

function mainFields(taken: Taken): Field[] {
  return [
    text(0x010f, taken.make),
    text(0x0110, taken.model),
    short(0x0112, taken.orientation),
    rational(0x011a, [72, 1]),
    rational(0x011b, [72, 1]),
    short(0x0128, 2),
    text(0x0131, taken.software),
    text(0x0132, taken.modified),
    short(0x0213, 1),
  ]
}

function exifFields(taken: Taken): Field[] {
  const zones =
    taken.zone === undefined ? [] : [0x9010, 0x9011, 0x9012].map((tag) => text(tag, taken.zone ?? ''))
  return [
    rational(0x829a, taken.exposure),
    rational(0x829d, taken.aperture),
    short(0x8827, taken.iso),
    undefinedBytes(0x9000, latin1('0231')),
    text(0x9003, taken.original),
    text(0x9004, taken.original),
    ...zones,
    undefinedBytes(0x9101, Uint8Array.of(1, 2, 3, 0)),
    rational(0x920a, taken.focalLength),
    undefinedBytes(0xa000, latin1('0100')),
    short(0xa001, 1),
    long(0xa002, taken.width),
    long(0xa003, taken.height),
    text(0xa431, taken.serial),
  ]
}

function gpsFields(position: Position): Field[] {
  const angle = (tag: number, [degrees, minutes, hundredths]: Angle): Field =>
    rational(tag, [degrees, 1], [minutes, 1], [hundredths, 100])
  return [
    bytes(0, [2, 3, 0, 0]),
    text(1, position.latitudeRef),
    angle(2, position.latitude),
    text(3, position.longitudeRef),
    angle(4, position.longitude),
    bytes(5, [0]),
    rational(6, [position.altitudeMetres, 1]),
  ]
}

function thumbnailFields(at: number, length: number): Field[] {
  return [
    short(0x0103, 6),
    rational(0x011a, [72, 1]),
    rational(0x011b, [72, 1]),
    short(0x0128, 2),
    long(0x0201, at),
    long(0x0202, length),
  ]
}
