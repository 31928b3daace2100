import { be32, join, latin1 } from './bytes.js'
import { zlibStream } from './deflate.js'
import type { Raster } from './raster.js'

/** A tEXt chunk: a keyword and its text, both Latin-1 (PNG specification §11.3.3.2). */
export interface TextChunk {
  readonly keyword: string
  readonly text: string
}

/** A PNG of 8-bit red, green and blue, with its text chunks before the picture, where generators put them. */
export function encodePng(raster: Raster, texts: readonly TextChunk[]): Uint8Array {
  return join(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', join(be32(raster.width), be32(raster.height), Uint8Array.of(8, 2, 0, 0, 0))),
    ...texts.map(({ keyword, text }) => chunk('tEXt', latin1(`${keyword}\0${text}`))),
    chunk('IDAT', zlibStream(filtered(raster))),
    chunk('IEND', new Uint8Array()),
  )
}

/** The same PNG with one bit of the first IDAT chunk's check sum turned over. */
export function withWrongCheckSum(png: Uint8Array): Uint8Array {
  const buffer = Buffer.from(png)
  const type = buffer.indexOf('IDAT')
  const sum = type + 4 + buffer.readUInt32BE(type - 4)
  buffer.writeUInt8(buffer.readUInt8(sum) ^ 1, sum)
  return new Uint8Array(buffer)
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const checked = join(latin1(type), content)
  return join(be32(content.length), checked, be32(crc32(checked)))
}

/** Every row as its differences from the Paeth predictor (PNG specification §9.4). */
function filtered(raster: Raster): Uint8Array {
  const stride = raster.width * 3
  const rows = new Uint8Array((stride + 1) * raster.height)
  const at = (row: number, column: number): number =>
    row < 0 || column < 0 ? 0 : (raster.rgb[row * stride + column] ?? 0)
  for (let row = 0; row < raster.height; row += 1) {
    const start = row * (stride + 1)
    rows[start] = 4
    for (let column = 0; column < stride; column += 1) {
      const predicted = paeth(at(row, column - 3), at(row - 1, column), at(row - 1, column - 3))
      rows[start + 1 + column] = at(row, column) - predicted
    }
  }
  return rows
}

function paeth(left: number, above: number, corner: number): number {
  const fromLeft = Math.abs(above - corner)
  const fromAbove = Math.abs(left - corner)
  const fromCorner = Math.abs(left + above - 2 * corner)
  if (fromLeft <= fromAbove && fromLeft <= fromCorner) return left
  return fromAbove <= fromCorner ? above : corner
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

function crc32(data: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of data) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}
