import { type Angle, exifSegment, type Position, type Taken } from './exif.js'
import { encodeJpeg } from './jpeg.js'
import { decodedPixels } from './jpeg-blocks.js'
import { cameraTables, standardTables } from './jpeg-tables.js'
import { draw, type Raster, type Scene, sceneOf, throughSensor } from './raster.js'

/** A camera that exists nowhere else. `sensor` seeds the fixed pattern of its pictures. */
export interface Camera {
  readonly model: string
  readonly serial: string
  readonly sensor: number
}

export interface Shot {
  readonly camera: Camera
  readonly scene: Scene
  readonly noise: number
  readonly original: string
  readonly zone: string | undefined
  readonly orientation: number
  readonly position: Position | undefined
}

export interface Photo {
  readonly bytes: Uint8Array
  /** What the sensor gave. */
  readonly raster: Raster
  readonly taken: Taken
  readonly thumbnail: Uint8Array
}

const width = 800
const height = 600

export function takePhoto(shot: Shot): Photo {
  const { camera, original, zone, orientation, position } = shot
  const raster = throughSensor(draw(width, height, shot.scene), camera.sensor, shot.noise)
  const taken: Taken = {
    make: 'Ejemplo Cámaras',
    model: camera.model,
    software: `${camera.model} 1.04`,
    serial: camera.serial,
    orientation,
    modified: original,
    original,
    zone,
    exposure: [1, 250],
    aperture: [28, 10],
    iso: 100,
    focalLength: [43, 10],
    width,
    height,
    position,
  }
  const thumbnail = encodeJpeg(draw(160, 120, sceneOf(raster)), standardTables(70), '4:2:0', [])
  return {
    bytes: encodeJpeg(raster, cameraTables(), '4:2:0', [exifSegment(taken, thumbnail)]),
    raster,
    taken,
    thumbnail,
  }
}

/** What a decoder makes of the photo's bytes. */
export function seenIn(photo: Photo): Raster {
  return decodedPixels(photo.raster, cameraTables(), '4:2:0')
}

/** The values of the Exif segment, by ExifTool's names; `latitude` and `longitude` are signed degrees. */
export function statedBy(taken: Taken): Record<string, string | number> {
  const { position, zone } = taken
  return {
    Make: taken.make,
    Model: taken.model,
    Software: taken.software,
    SerialNumber: taken.serial,
    Orientation: taken.orientation,
    ModifyDate: taken.modified,
    DateTimeOriginal: taken.original,
    ...(zone === undefined ? {} : { OffsetTimeOriginal: zone }),
    ISO: taken.iso,
    FNumber: taken.aperture[0] / taken.aperture[1],
    ExifImageWidth: taken.width,
    ExifImageHeight: taken.height,
    ...(position === undefined
      ? {}
      : {
          latitude: degrees(position.latitude, position.latitudeRef === 'S'),
          longitude: degrees(position.longitude, position.longitudeRef === 'W'),
          GPSAltitude: position.altitudeMetres,
        }),
  }
}

function degrees([whole, minutes, hundredths]: Angle, negative: boolean): number {
  const value = whole + minutes / 60 + hundredths / 360_000
  return negative ? -value : value
}
