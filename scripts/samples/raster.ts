import { unit } from './noise.js'

export type Colour = readonly [red: number, green: number, blue: number]

/** Pixels row by row, three bytes each. */
export interface Raster {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
}

/** A picture without a size: colours, 0 to 255 but not yet rounded, for x and y in [0, 1). */
export type Scene = (x: number, y: number) => Colour

export function draw(width: number, height: number, scene: Scene): Raster {
  const rgb = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [red, green, blue] = scene((x + 0.5) / width, (y + 0.5) / height)
      const at = (y * width + x) * 3
      rgb[at] = toByte(red)
      rgb[at + 1] = toByte(green)
      rgb[at + 2] = toByte(blue)
    }
  }
  return { width, height, rgb }
}

export function pixel(raster: Raster, x: number, y: number): Colour {
  const at = (y * raster.width + x) * 3
  return [raster.rgb[at] ?? 0, raster.rgb[at + 1] ?? 0, raster.rgb[at + 2] ?? 0]
}

/** The raster as a scene, so that it can be drawn at another size: the mean of four points half a pixel around. */
export function sceneOf(raster: Raster): Scene {
  const at = (x: number, y: number): Colour =>
    pixel(raster, clamp(Math.floor(x), raster.width - 1), clamp(Math.floor(y), raster.height - 1))
  return (x, y) => {
    const column = x * raster.width
    const row = y * raster.height
    return mean([
      at(column - 0.5, row - 0.5),
      at(column + 0.5, row - 0.5),
      at(column - 0.5, row + 0.5),
      at(column + 0.5, row + 0.5),
    ])
  }
}

/** What a fictional sensor adds: a fixed pattern of its own, and noise of this one shot. */
export function throughSensor(raster: Raster, sensor: number, shot: number): Raster {
  const rgb = raster.rgb.map((value, at) => {
    const pattern = 1 + (unit(sensor, at, 0) - 0.5) * 0.03
    return toByte(value * pattern + (unit(shot, at, 1) - 0.5) * 6)
  })
  return { ...raster, rgb }
}

/** Copies a rectangle of the picture to another place in it, as a clone brush does. */
export function cloned(
  raster: Raster,
  from: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  to: { readonly x: number; readonly y: number },
): Raster {
  const rgb = raster.rgb.slice()
  for (let row = 0; row < from.height; row += 1) {
    const start = ((from.y + row) * raster.width + from.x) * 3
    rgb.set(raster.rgb.subarray(start, start + from.width * 3), ((to.y + row) * raster.width + to.x) * 3)
  }
  return { ...raster, rgb }
}

export function toByte(value: number): number {
  return clamp(Math.round(value), 255)
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most)
}

function mean(colours: readonly [Colour, Colour, Colour, Colour]): Colour {
  const [a, b, c, d] = colours
  return [(a[0] + b[0] + c[0] + d[0]) / 4, (a[1] + b[1] + c[1] + d[1]) / 4, (a[2] + b[2] + c[2] + d[2]) / 4]
}
