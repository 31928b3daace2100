import { be16, join, latin1 } from './bytes.js'
import { type Component, componentsOf, type Subsampling } from './jpeg-blocks.js'
import { type HuffmanTable, huffmanTables, type Quantisation, zigzag } from './jpeg-tables.js'
import type { Raster } from './raster.js'

/** The APP0 segment of JFIF 1.01, 72 dots an inch, no thumbnail. */
export const jfif: Uint8Array = segment(
  0xe0,
  join(latin1('JFIF\0'), Uint8Array.of(1, 1, 1, 0, 72, 0, 72, 0, 0)),
)

/** A marker segment: marker `0xff code`, its length, its content of at most 65,533 bytes. */
export function segment(code: number, content: Uint8Array): Uint8Array {
  return join(Uint8Array.of(0xff, code), be16(content.length + 2), content)
}

/**
 * A baseline JPEG (ITU-T T.81) with the standard Huffman tables. `leading` are whole segments placed right after the
 * start marker, as cameras place Exif and editors XMP.
 */
export function encodeJpeg(
  raster: Raster,
  tables: Quantisation,
  subsampling: Subsampling,
  leading: readonly Uint8Array[],
): Uint8Array {
  const components = componentsOf(raster, tables, subsampling)
  return join(
    Uint8Array.of(0xff, 0xd8),
    ...leading,
    segment(0xdb, join(quantisationTable(0, tables.luma), quantisationTable(1, tables.chroma))),
    frameHeader(raster, components),
    segment(
      0xc4,
      join(
        huffmanTable(0x00, huffmanTables.dcLuma),
        huffmanTable(0x10, huffmanTables.acLuma),
        huffmanTable(0x01, huffmanTables.dcChroma),
        huffmanTable(0x11, huffmanTables.acChroma),
      ),
    ),
    segment(0xda, Uint8Array.of(3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0)),
    scan(components),
    Uint8Array.of(0xff, 0xd9),
  )
}

function quantisationTable(id: number, table: readonly number[]): Uint8Array {
  return Uint8Array.from([id, ...zigzag.map((at) => table[at] ?? 1)])
}

function huffmanTable(id: number, table: HuffmanTable): Uint8Array {
  return Uint8Array.from([id, ...table.counts, ...table.symbols])
}

function frameHeader(raster: Raster, components: readonly Component[]): Uint8Array {
  const described = components.flatMap(({ sampling }, index) => [
    index + 1,
    sampling * 0x11,
    index === 0 ? 0 : 1,
  ])
  return segment(
    0xc0,
    join(Uint8Array.of(8), be16(raster.height), be16(raster.width), Uint8Array.of(3, ...described)),
  )
}

type Codes = ReadonlyMap<number, { readonly code: number; readonly length: number }>

function codesOf(table: HuffmanTable): Codes {
  const codes = new Map<number, { code: number; length: number }>()
  let code = 0
  let next = 0
  for (const [index, count] of table.counts.entries()) {
    for (const symbol of table.symbols.slice(next, next + count)) {
      codes.set(symbol, { code, length: index + 1 })
      code += 1
    }
    next += count
    code *= 2
  }
  return codes
}

const lumaCodes = { dc: codesOf(huffmanTables.dcLuma), ac: codesOf(huffmanTables.acLuma) }
const chromaCodes = { dc: codesOf(huffmanTables.dcChroma), ac: codesOf(huffmanTables.acChroma) }

/** The interleaved scan (T.81 §A.2.3): each unit holds the blocks of every component for one patch of the picture. */
function scan(components: readonly Component[]): Uint8Array {
  const bits = new ScanBits()
  const previous = components.map(() => 0)
  const [luma] = components
  const unitsWide = luma === undefined ? 0 : luma.blocksWide / luma.sampling
  const unitsHigh = luma === undefined ? 0 : luma.blocksHigh / luma.sampling
  for (let unit = 0; unit < unitsWide * unitsHigh; unit += 1) {
    for (const [index, component] of components.entries()) {
      const codes = index === 0 ? lumaCodes : chromaCodes
      for (let part = 0; part < component.sampling * component.sampling; part += 1) {
        const column = (unit % unitsWide) * component.sampling + (part % component.sampling)
        const row = Math.floor(unit / unitsWide) * component.sampling + Math.floor(part / component.sampling)
        const start = (row * component.blocksWide + column) * 64
        const block = component.blocks.subarray(start, start + 64)
        writeBlock(bits, block, previous[index] ?? 0, codes)
        previous[index] = block[0] ?? 0
      }
    }
  }
  return bits.end()
}

function writeBlock(
  bits: ScanBits,
  block: Int16Array,
  previous: number,
  codes: { dc: Codes; ac: Codes },
): void {
  writeValue(bits, codes.dc, 0, (block[0] ?? 0) - previous)
  let zeros = 0
  for (const at of zigzag.slice(1)) {
    const value = block[at] ?? 0
    if (value === 0) {
      zeros += 1
      continue
    }
    for (; zeros > 15; zeros -= 16) writeCode(bits, codes.ac, 0xf0)
    writeValue(bits, codes.ac, zeros, value)
    zeros = 0
  }
  if (zeros > 0) writeCode(bits, codes.ac, 0x00)
}

/** Run and size as one Huffman code, then the value's own bits (T.81 §F.1.2). */
function writeValue(bits: ScanBits, codes: Codes, zeros: number, value: number): void {
  const size = 32 - Math.clz32(Math.abs(value))
  writeCode(bits, codes, zeros * 16 + size)
  bits.write(value < 0 ? value + (1 << size) - 1 : value, size)
}

function writeCode(bits: ScanBits, codes: Codes, symbol: number): void {
  const found = codes.get(symbol)
  if (found !== undefined) bits.write(found.code, found.length)
}

/** Bits most significant first, a zero byte stuffed after each 0xff (T.81 §F.1.2.3). */
class ScanBits {
  readonly #bytes: number[] = []
  #held = 0
  #count = 0

  write(value: number, length: number): void {
    this.#held = (this.#held << length) | value
    this.#count += length
    while (this.#count >= 8) {
      this.#count -= 8
      const byte = (this.#held >>> this.#count) & 0xff
      this.#bytes.push(byte)
      if (byte === 0xff) this.#bytes.push(0)
    }
    this.#held &= (1 << this.#count) - 1
  }

  end(): Uint8Array {
    if (this.#count > 0) this.write((1 << (8 - this.#count)) - 1, 8 - this.#count)
    return Uint8Array.from(this.#bytes)
  }
}
