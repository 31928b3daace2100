import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import {
  type FileSystemEntry,
  fileSystemBytes,
  fileSystemEntries,
  partitions,
} from '../../src/containers/file-system.js'
import type { Image } from '../../src/containers/image.js'
import { openImage } from '../../src/containers/open-image.js'
import { describeTools, toolOutput } from '../support/debian-tools.js'

const folder = mkdtempSync(join(tmpdir(), 'custodia-filesystem-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function opened<T>(path: string, use: (image: Image) => Promise<T>): Promise<T> {
  const image = await openImage(path)
  try {
    return await use(image)
  } finally {
    await image.close()
  }
}

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const value of values) found.push(value)
  return found
}

const named = (entries: readonly FileSystemEntry[], name: string) =>
  entries.find((entry) => Buffer.from(entry.name).toString() === name)

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describeTools(
  'a file system in an image',
  ['fls', 'icat', 'mmls', 'mke2fs', 'mkfs.fat', 'mcopy', 'ewfacquire'],
  () => {
    const data = randomBytes(300_000)
    const tree = join(folder, 'tree')
    mkdirSync(join(tree, 'd'), { recursive: true })
    writeFileSync(join(tree, 'd', 'data.bin'), data)
    writeFileSync(join(tree, 'ñ: r/r'.replace('/', '')), 'hola')
    const ext2 = join(folder, 'ext2.img')
    toolOutput('mke2fs', '-q', '-F', '-t', 'ext2', '-d', tree, ext2, '4M')

    test('of ext2 is listed, and a file of it is read byte for byte', async () => {
      await opened(ext2, async (image) => {
        const entries = await all(fileSystemEntries(image))
        expect(named(entries, 'd')).toMatchObject({ kind: 'folder', deleted: false })
        expect(named(entries, 'ñ: rr')).toMatchObject({ kind: 'file' })
        const file = named(entries, 'd/data.bin')
        expect(file).toMatchObject({ kind: 'file', deleted: false })
        const bytes = Buffer.concat(await all(fileSystemBytes(image, file?.address ?? '')))
        expect(sha256(bytes)).toBe(sha256(data))
      })
    })

    test('is the same in EWF and in parts', async () => {
      toolOutput('ewfacquire', '-u', '-q', '-S', '1MiB', '-c', 'none', '-t', join(folder, 'ewf'), ext2)
      toolOutput(
        'split',
        '-b',
        '1M',
        '-d',
        '-a',
        '3',
        '--numeric-suffixes=1',
        ext2,
        `${join(folder, 'split')}.`,
      )
      const wanted = await opened(ext2, (image) => all(fileSystemEntries(image)))
      for (const path of ['ewf.E01', 'split.001'])
        expect(await opened(join(folder, path), (image) => all(fileSystemEntries(image)))).toEqual(wanted)
    })

    test('of FAT within a partition is found by its sector, with deleted names', async () => {
      const fat = join(folder, 'fat.img')
      toolOutput('mkfs.fat', '-C', fat, '2048')
      toolOutput('mcopy', '-i', fat, join(tree, 'd', 'data.bin'), '::data.bin')
      toolOutput('mcopy', '-i', fat, join(tree, 'd', 'data.bin'), '::gone.bin')
      toolOutput('mdel', '-i', fat, '::gone.bin')
      const whole = join(folder, 'disk.img')
      const table = Buffer.alloc(2048 * 512)
      // One entry: not bootable, type 0x0c, from sector 2048, 4096 sectors.
      Buffer.from([0, 0, 0, 0, 0x0c, 0, 0, 0, 0, 8, 0, 0, 0, 16, 0, 0]).copy(table, 446)
      table.writeUInt16BE(0x55aa, 510)
      writeFileSync(whole, table)
      toolOutput('sh', '-c', `cat '${fat}' >> '${whole}'`)
      await opened(whole, async (image) => {
        const found = (await partitions(image)).filter(({ allocated }) => allocated)
        expect(found).toMatchObject([{ start: 2048, sectors: 4096 }])
        const entries = await all(fileSystemEntries(image, 2048))
        expect(named(entries, 'data.bin')).toMatchObject({ kind: 'file', deleted: false })
        expect(entries.filter(({ deleted }) => deleted)).toHaveLength(1)
        const address = named(entries, 'data.bin')?.address ?? ''
        expect(Buffer.concat(await all(fileSystemBytes(image, address, 2048)))).toEqual(data)
      })
    })

    test('that is none, or not there, is refused in the words of the program', async () => {
      const noise = join(folder, 'noise.img')
      writeFileSync(noise, Buffer.alloc(100_000, 5))
      await opened(noise, async (image) => {
        const unreadable = expect.objectContaining({
          code: 'source.unreadable',
          details: expect.objectContaining({ path: noise }),
        })
        await expect(all(fileSystemEntries(image))).rejects.toThrow(unreadable)
        await expect(partitions(image)).rejects.toThrow(unreadable)
        await expect(all(fileSystemBytes(image, '12'))).rejects.toThrow(unreadable)
      })
    })

    test('is read within bounds of time and output', async () => {
      await opened(ext2, async (image) => {
        const file = named(await all(fileSystemEntries(image)), 'd/data.bin')?.address ?? ''
        const short = all(fileSystemBytes(image, file, 0, { milliseconds: 60_000, bytes: 1000 }))
        await expect(short).rejects.toThrow(/more than 1000 bytes/)
        const first = await fileSystemBytes(image, file).next()
        expect(first.done).toBe(false)
      })
    })

    test('is asked for by an address and by nothing else', async () => {
      await opened(ext2, async (image) => {
        for (const address of ['', '-h', '12; ls', '1-2-3-4'])
          expect(() => fileSystemBytes(image, address)).toThrow(
            expect.objectContaining({ code: 'source.malformed' }),
          )
      })
    })
  },
)
