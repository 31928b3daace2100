import { UsageError } from '../errors.js'
import type { PersonCode } from '../model/names.js'
import { startAgent } from '../signing/agent-client.js'
import { readKeyFile } from '../signing/key-file.js'
import { unsealSeed } from '../signing/sealed-key.js'
import type { Desk } from './desk.js'
import type { Home } from './home.js'
import type { KeyInHome } from './keys.js'

/** Hands a key to an agent process that keeps it in memory for so long, and never on disk. */
export async function unlock(
  home: Home,
  desk: Pick<Desk, 'passphrase' | 'by'>,
  milliseconds: number,
  key: KeyInHome,
): Promise<{ fingerprint: string; person: PersonCode; until: string }> {
  if (key.held.kind !== 'file')
    throw new UsageError('usage.conflict', { what: key.held.kind, reason: 'held-elsewhere' })
  const passphrase = await desk.passphrase(desk.by, key.fingerprint)
  const seed = await unsealSeed(readKeyFile(key.path), passphrase)
  const { until } = await startAgent(home.path, [{ fingerprint: key.fingerprint, seed }], milliseconds)
  seed.fill(0)
  return { fingerprint: key.fingerprint, person: desk.by, until }
}
