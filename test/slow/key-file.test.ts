import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openKeyFile } from '../../src/signing/key-file.js'
import { independentKeyFile } from '../reference/key-file.js'

test('a key file with any single bit changed is refused', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'custodia-keys-'))
  try {
    const passphrase = Buffer.from('correct horse battery staple')
    const sound = independentKeyFile(new Uint8Array(32).fill(9), passphrase, '2025-03-01T09:30:00.000Z')
    const path = join(folder, 'changed.key')
    const bytes = Buffer.from(sound)
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
      await writeFile(path, changed)
      await expect(openKeyFile(path, passphrase)).rejects.toMatchObject({ name: 'KeyError' })
    }
    await writeFile(path, bytes)
    expect((await openKeyFile(path, passphrase)).kind).toBe('file')
  } finally {
    await rm(folder, { recursive: true })
  }
})
