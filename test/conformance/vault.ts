import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { type BlobId, blobIdOf } from '../../src/model/digest.js'
import { openVault } from '../../src/vault/open-vault.js'
import type { Staging, StoredBlob, Vault } from '../../src/vault/vault.js'

const absent = blobIdOf('0'.repeat(64))

export function blobOf(bytes: Uint8Array): BlobId {
  return blobIdOf(createHash('sha256').update(bytes).digest('hex'))
}

export async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const list: Uint8Array[] = []
  for await (const chunk of chunks) list.push(chunk)
  return Buffer.concat(list)
}

export async function listed(vault: Vault): Promise<StoredBlob[]> {
  const list: StoredBlob[] = []
  for await (const stored of vault.blobs()) list.push(stored)
  return list
}

async function staged(vault: Vault, bytes: Uint8Array): Promise<Staging> {
  const staging = await vault.stage()
  await staging.write(bytes)
  return staging
}

/** What every vault owes its callers, wherever it keeps its bytes. `make` gives a new, empty vault. */
export function vaultSuite(name: string, make: () => Promise<Vault>): void {
  describe(name, () => {
    let vault: Vault
    beforeEach(async () => {
      vault = await make()
    })

    test('gives back what it stored, under its SHA-256', async () => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (bytes) => {
          const blob = await vault.store(bytes)
          expect(blob).toBe(blobOf(bytes))
          expect(await vault.has(blob)).toBe(true)
          expect(await vault.size(blob)).toBe(bytes.length)
          expect(await bytesOf(vault.read(blob))).toEqual(Buffer.from(bytes))
        }),
        { numRuns: 20 },
      )
    })

    test('reads any part of a blob', async () => {
      const bytes = randomBytes(2_500_000)
      const blob = await vault.store(bytes)
      const position = fc.nat(bytes.length + 10)
      await fc.assert(
        fc.asyncProperty(position, position, async (offset, length) => {
          const part = await bytesOf(vault.read(blob, offset, length))
          expect(part.equals(bytes.subarray(offset, offset + length))).toBe(true)
        }),
        { numRuns: 20 },
      )
    })

    test('hands out chunks that stay as they are', async () => {
      const bytes = randomBytes(3_000_000)
      const blob = await vault.store(bytes)
      expect((await bytesOf(vault.read(blob))).equals(bytes)).toBe(true)
    })

    test('says when a blob is absent', async () => {
      expect(await vault.has(absent)).toBe(false)
      await expect(vault.size(absent)).rejects.toMatchObject({ code: 'vault.absent' })
      await expect(bytesOf(vault.read(absent))).rejects.toMatchObject({ code: 'vault.absent' })
      expect(await listed(vault)).toEqual([])
    })

    test('keeps one copy of the same bytes', async () => {
      const bytes = randomBytes(100)
      await vault.store(bytes)
      await vault.store(bytes)
      expect(await listed(vault)).toEqual([{ blob: blobOf(bytes), size: 100 }])
    })

    test('shows staged bytes only once they are committed', async () => {
      const bytes = randomBytes(1000)
      const staging = await staged(vault, bytes)
      expect(await vault.has(blobOf(bytes))).toBe(false)
      expect(await listed(vault)).toEqual([])
      expect(await staging.commit(blobOf(bytes))).toBe('new')
      await staging.discard()
      await vault.flush()
      expect(await bytesOf(vault.read(blobOf(bytes)))).toEqual(bytes)
    })

    test('tells new bytes from bytes it has', async () => {
      const bytes = randomBytes(1000)
      const [first, second] = [await staged(vault, bytes), await staged(vault, bytes)]
      expect(await first.commit(blobOf(bytes))).toBe('new')
      expect(await second.commit(blobOf(bytes))).toBe('present')
    })

    test('stores the same bytes once when many commit them at the same time', async () => {
      const bytes = randomBytes(50_000)
      const stagings = await Promise.all(Array.from({ length: 8 }, () => staged(vault, bytes)))
      const outcomes = await Promise.all(stagings.map((staging) => staging.commit(blobOf(bytes))))
      expect(outcomes.filter((outcome) => outcome === 'new')).toHaveLength(1)
      expect(await listed(vault)).toEqual([{ blob: blobOf(bytes), size: 50_000 }])
    })

    test('forgets what is discarded', async () => {
      const bytes = randomBytes(10)
      const staging = await staged(vault, bytes)
      await staging.discard()
      await staging.discard()
      expect(await listed(vault)).toEqual([])
    })

    test('refuses bytes that are not what they are called', async () => {
      const staging = await staged(vault, randomBytes(10))
      await expect(staging.commit(absent)).rejects.toMatchObject({ code: 'vault.mismatch' })
      await staging.discard()
      expect(await vault.has(absent)).toBe(false)
      expect(await listed(vault)).toEqual([])
    })

    test('lets the writer reuse its buffer', async () => {
      const staging = await vault.stage()
      const buffer = Buffer.from('one')
      await staging.write(buffer)
      buffer.write('two')
      await staging.write(buffer)
      expect(await staging.commit(blobOf(Buffer.from('onetwo')))).toBe('new')
    })

    test('lists every blob in the order of the addresses', async () => {
      const blobs: BlobId[] = []
      for (let size = 0; size < 20; size += 1) blobs.push(await vault.store(randomBytes(size)))
      expect((await listed(vault)).map(({ blob }) => blob)).toEqual(blobs.sort())
    })

    test('is the same vault wherever it is opened', async () => {
      const bytes = randomBytes(10)
      const blob = await vault.store(bytes)
      const other = openVault(structuredClone(vault.address))
      expect(await bytesOf(other.read(blob))).toEqual(bytes)
    })

    test('sweeps away nothing that is being written', async () => {
      const bytes = randomBytes(10)
      const staging = await staged(vault, bytes)
      expect(await openVault(vault.address).sweep()).toBe(0)
      expect(await staging.commit(blobOf(bytes))).toBe('new')
    })
  })
}
