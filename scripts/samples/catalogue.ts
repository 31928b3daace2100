import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { damagedSamples } from './damaged.js'
import { phoneSamples } from './phone.js'
import { originals } from './pictures.js'
import type { Sample } from './sample.js'
import { usbSamples } from './usb.js'

/** Writes every sample below `folder`, and `expected.json`, which lists them. The same bytes on every machine and day. */
export async function writeSamples(folder: string): Promise<void> {
  const samples = allSamples()
  for (const { path, bytes } of samples) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), bytes)
  }
  await writeFile(join(folder, 'expected.json'), `${JSON.stringify(listing(samples), null, 2)}\n`)
}

function allSamples(): Sample[] {
  const shared = originals()
  return [...phoneSamples(shared), ...usbSamples(shared), ...damagedSamples(shared)]
}

function listing(samples: readonly Sample[]) {
  const first = new Map<string, string>()
  const files = samples.map(({ path, bytes, mediaType, shows, expected }) => {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const sameBytesAs = first.get(sha256)
    if (sameBytesAs === undefined) first.set(sha256, path)
    const duplicate = sameBytesAs === undefined ? {} : { sameBytesAs }
    return { path, sha256, size: bytes.length, mediaType, licence: 'CC0-1.0', shows, expected, ...duplicate }
  })
  return { format: 'custodia-samples/v1', files }
}
