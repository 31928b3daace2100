import type { Quantisation } from './jpeg-tables.js'
import { type Raster, toByte } from './raster.js'

export type Subsampling = '4:4:4' | '4:2:0'

/** One colour component as quantised 8×8 blocks, row by row, 64 values each in natural order. */
export interface Component {
  readonly blocksWide: number
  readonly blocksHigh: number
  /** Blocks per minimum coded unit, in each direction. */
  readonly sampling: number
  readonly blocks: Int16Array
}

/** Luminance, then the two colour differences (JFIF 1.02). */
export function componentsOf(raster: Raster, tables: Quantisation, subsampling: Subsampling): Component[] {
  const factor = subsampling === '4:2:0' ? 2 : 1
  const unitsWide = Math.ceil(raster.width / (8 * factor))
  const unitsHigh = Math.ceil(raster.height / (8 * factor))
  return conversions.map((weights, index) => {
    const sampling = index === 0 ? factor : 1
    const step = factor / sampling
    const table = index === 0 ? tables.luma : tables.chroma
    const shape = { blocksWide: unitsWide * sampling, blocksHigh: unitsHigh * sampling, sampling }
    const blocks = new Int16Array(shape.blocksWide * shape.blocksHigh * 64)
    for (let block = 0; block < blocks.length / 64; block += 1) {
      const left = (block % shape.blocksWide) * 8
      const top = Math.floor(block / shape.blocksWide) * 8
      const samples = new Float64Array(64)
      for (let at = 0; at < 64; at += 1) {
        samples[at] = sampleAt(raster, weights, (left + (at & 7)) * step, (top + (at >> 3)) * step, step)
      }
      const frequencies = transformed(samples, false)
      for (let at = 0; at < 64; at += 1) {
        blocks[block * 64 + at] = Math.round((frequencies[at] ?? 0) / (table[at] ?? 1))
      }
    }
    return { ...shape, blocks }
  })
}

/** The pixels a decoder gets from the file that `encodeJpeg` makes with the same arguments. */
export function decodedPixels(raster: Raster, tables: Quantisation, subsampling: Subsampling): Raster {
  const planes = componentsOf(raster, tables, subsampling).map((component, index) =>
    planeOf(component, index === 0 ? tables.luma : tables.chroma),
  )
  const factor = subsampling === '4:2:0' ? 2 : 1
  const rgb = new Uint8Array(raster.rgb.length)
  const [luma, blue, red] = planes
  for (let at = 0; at < raster.width * raster.height; at += 1) {
    const x = at % raster.width
    const y = Math.floor(at / raster.width)
    const lightness = valueAt(luma, x, y) + 128
    const towardsBlue = valueAt(blue, Math.floor(x / factor), Math.floor(y / factor))
    const towardsRed = valueAt(red, Math.floor(x / factor), Math.floor(y / factor))
    rgb[at * 3] = toByte(lightness + 1.402 * towardsRed)
    rgb[at * 3 + 1] = toByte(lightness - 0.344136 * towardsBlue - 0.714136 * towardsRed)
    rgb[at * 3 + 2] = toByte(lightness + 1.772 * towardsBlue)
  }
  return { ...raster, rgb }
}

const conversions = [
  [0.299, 0.587, 0.114, -128],
  [-0.168736, -0.331264, 0.5, 0],
  [0.5, -0.418688, -0.081312, 0],
] as const

type Weights = (typeof conversions)[number]

/** The mean over a square of `step` pixels; beyond the edge the last pixel repeats. */
function sampleAt(raster: Raster, weights: Weights, left: number, top: number, step: number): number {
  let sum = 0
  for (let y = top; y < top + step; y += 1) {
    for (let x = left; x < left + step; x += 1) {
      const at = (Math.min(y, raster.height - 1) * raster.width + Math.min(x, raster.width - 1)) * 3
      const red = raster.rgb[at] ?? 0
      const green = raster.rgb[at + 1] ?? 0
      const blue = raster.rgb[at + 2] ?? 0
      sum += red * weights[0] + green * weights[1] + blue * weights[2] + weights[3]
    }
  }
  return sum / (step * step)
}

interface Plane {
  readonly width: number
  readonly samples: Float64Array
}

function valueAt(plane: Plane | undefined, x: number, y: number): number {
  return plane?.samples[y * plane.width + x] ?? 0
}

function planeOf(component: Component, table: readonly number[]): Plane {
  const width = component.blocksWide * 8
  const samples = new Float64Array(component.blocks.length)
  for (let block = 0; block < samples.length / 64; block += 1) {
    const values = Float64Array.from(component.blocks.subarray(block * 64, block * 64 + 64))
    const pixels = transformed(
      values.map((value, at) => value * (table[at] ?? 1)),
      true,
    )
    const start = Math.floor(block / component.blocksWide) * 8 * width + (block % component.blocksWide) * 8
    for (let row = 0; row < 8; row += 1)
      samples.set(pixels.subarray(row * 8, row * 8 + 8), start + row * width)
  }
  return { width, samples }
}

/** The two-dimensional discrete cosine transform of T.81 §A.3.3, or its inverse: rows, then columns. */
function transformed(block: Float64Array, inverse: boolean): Float64Array {
  return oneWay(oneWay(block, inverse), inverse)
}

/** Transforms each row and returns the result transposed, so that a second pass treats the columns. */
function oneWay(block: Float64Array, inverse: boolean): Float64Array {
  const out = new Float64Array(64)
  for (let row = 0; row < 8; row += 1) {
    for (let to = 0; to < 8; to += 1) {
      let sum = 0
      for (let from = 0; from < 8; from += 1) {
        const weight = inverse ? basis[from * 8 + to] : basis[to * 8 + from]
        sum += (weight ?? 0) * (block[row * 8 + from] ?? 0)
      }
      out[to * 8 + row] = sum
    }
  }
  return out
}

const basis = Float64Array.from({ length: 64 }, (_, at) => {
  const frequency = at >> 3
  return (frequency === 0 ? Math.sqrt(0.5) : 1) * 0.5 * cosine((2 * (at & 7) + 1) * frequency)
})

/** cos(k·π/16) by half angles: square roots are rounded alike everywhere, cosines are not. */
function cosine(k: number): number {
  const angle = k % 32
  if (angle > 16) return cosine(32 - angle)
  if (angle > 8) return -cosine(16 - angle)
  if (angle === 0) return 1
  if (angle === 8) return 0
  return Math.sqrt((1 + cosine(angle * 2)) / 2)
}
