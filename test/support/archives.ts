import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipMember {
  readonly name: Uint8Array | string
  readonly data?: Uint8Array
  readonly deflate?: boolean
  /** Bits of Unix, or none. */
  readonly mode?: number
  readonly flags?: number
  readonly method?: number
  readonly statedSize?: number
  readonly statedCrc?: number
  readonly localName?: string
  readonly extra?: Uint8Array
}

/** A ZIP file as it is asked for, sound or not. */
export function zipOf(members: readonly ZipMember[]): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const member of members) {
    const data = Buffer.from(member.data ?? [])
    const packed = member.deflate ? deflateRawSync(data) : data
    const name = Buffer.from(member.name)
    const local = Buffer.from(member.localName ?? name)
    const extra = Buffer.from(member.extra ?? [])
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(member.flags ?? 0, 2)
    fields.writeUInt16LE(member.method ?? (member.deflate ? 8 : 0), 4)
    fields.writeUInt16LE((10 << 11) | (30 << 5) | 1, 6)
    fields.writeUInt16LE((46 << 9) | (3 << 5) | 12, 8)
    fields.writeUInt32LE(member.statedCrc ?? crc32(data), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(member.statedSize ?? data.length, 18)
    fields.writeUInt16LE(name.length, 22)
    fields.writeUInt16LE(extra.length, 24)
    const localFields = Buffer.from(fields)
    localFields.writeUInt16LE(local.length, 22)
    localFields.writeUInt16LE(0, 24)
    const body = Buffer.concat([Buffer.from('PK\x03\x04'), localFields, local, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(((member.mode ?? 0) << 16) >>> 0, 6)
    tail.writeUInt32LE(offset, 10)
    const madeOnUnix = Buffer.from([20, 3])
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), madeOnUnix, fields, tail, name, extra]))
    bodies.push(body)
    offset += body.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(members.length, 4)
  end.writeUInt16LE(members.length, 6)
  end.writeUInt32LE(listed.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...bodies, listed, Buffer.from('PK\x05\x06'), end])
}

export interface TarMember {
  readonly name: Uint8Array | string
  readonly data?: Uint8Array
  readonly type?: string
  readonly link?: string
  readonly size?: Uint8Array
}

/** One header and its data, padded to blocks. */
export function tarMember({
  name,
  data = new Uint8Array(0),
  type = '0',
  link = '',
  size,
}: TarMember): Buffer {
  const block = Buffer.alloc(512)
  Buffer.from(name).copy(block, 0, 0, 100)
  block.write('0000644\0', 100)
  block.write('0000000\0', 108)
  block.write('0000000\0', 116)
  block.write(`${data.length.toString(8).padStart(11, '0')}\0`, 124)
  if (size) Buffer.from(size).copy(block, 124)
  block.write('14000000000\0', 136)
  block.write(' '.repeat(8), 148)
  block.write(type, 156)
  block.write(link, 157)
  block.write('ustar\x0000', 257, 'latin1')
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return Buffer.concat([block, data, Buffer.alloc((512 - (data.length % 512)) % 512)])
}

export const tarEnd = Buffer.alloc(1024)

export function paxRecord(key: string, value: Uint8Array | string): Buffer {
  const rest = Buffer.concat([Buffer.from(` ${key}=`), Buffer.from(value), Buffer.from('\n')])
  let length = rest.length + 1
  while (String(length).length + rest.length > length) length += 1
  return Buffer.concat([Buffer.from(String(length)), rest])
}

export function tarOf(members: readonly TarMember[]): Buffer {
  return Buffer.concat([...members.map(tarMember), tarEnd])
}
