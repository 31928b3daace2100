import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Draft, type Enacted, enact } from '../../src/case/enact.js'
import { exhibitDraft, sealDraft } from '../../src/case/exhibits.js'
import { homeAt } from '../../src/case/home.js'
import { initCase } from '../../src/case/init.js'
import { type OpenCase, openCase } from '../../src/case/open.js'
import { exhibitNumber, personCode, sealNumber } from '../../src/model/field.js'
import { instantOf } from '../../src/model/instant.js'
import { createKeyFile, openKeyFile } from '../../src/signing/key-file.js'

/** A case with one sealed exhibit, open, its officer's key in memory: so that acts are all that is waited for. */
export interface BusyCase {
  readonly open: OpenCase
  /** Looks at the seal so many times, in one append: acts that commit to nothing. */
  looks(times: number): Promise<Enacted>
  close(): void
}

export async function openBusyCase(): Promise<BusyCase> {
  const root = mkdtempSync(join(tmpdir(), 'custodia-busy-'))
  const home = homeAt(join(root, 'home'))
  const by = personCode.parse('P-01')
  const passphrase = Buffer.from('one passphrase for all')
  const now = () => instantOf(Date.now())
  const desk = { by, now, dryRun: false, passphrase: async () => passphrase, show: () => undefined }
  const { path } = await createKeyFile(home.keys, passphrase, now())
  const signers = new Map([[by as string, await openKeyFile(path, passphrase)]])
  const request = { number: 'DP 1/2026', origin: 'lab.example', zone: 'Europe/Madrid', lang: 'en' } as const
  await initCase(join(root, 'case'), home, desk, request)
  const open = await openCase(join(root, 'case'), home)
  const exhibit = exhibitNumber.parse('E-1')
  const seal = sealNumber.parse('S-1')
  await enact(
    open,
    desk,
    (drafting) => [
      exhibitDraft(drafting, { exhibit, category: 'phone', quantity: 1, description: 'a telephone' }),
      sealDraft(drafting, exhibit, '0001'),
    ],
    signers,
  )
  const look: Draft = { body: { kind: 'seal.check', condition: 'intact', exhibit, same: true, seal } }
  return {
    open,
    looks: (times) => enact(open, desk, () => Array.from({ length: times }, () => look), signers),
    close() {
      open.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}
