import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  addExhibit,
  type CaseAt,
  createKey,
  type Desk,
  type ExhibitNumber,
  enrolPerson,
  initCase,
  instantOf,
  isExhibitNumber,
  isPersonCode,
  lock,
  type PersonCode,
  sealImpossible,
  unlock,
} from '../../src/index.js'

/** A case in which several processes are to write, with its people, its exhibits and their keys unlocked. */
export interface CrowdedCase {
  readonly root: string
  readonly at: CaseAt
  /** Holds the one passphrase of all keys. */
  readonly passphraseFile: string
  desk(by: string): Desk
  /** Ends the agent and removes everything. */
  close(): Promise<void>
}

const unlockedFor = 60 * 60_000
const now = () => instantOf(Date.now())

/**
 * Makes a case with the administrator P-01 and more persons after them, and exhibits that P-01 holds, none of which can be
 * sealed. All keys are in the agent, so that no act waits for a passphrase.
 * @param under the folder in which its folder is made
 */
export async function openCrowdedCase(
  persons: number,
  exhibits: number,
  under = tmpdir(),
): Promise<CrowdedCase> {
  const root = mkdtempSync(join(under, 'custodia-crowded-'))
  const at = { folder: join(root, 'case'), home: join(root, 'home') }
  const passphrase = Buffer.from(randomBytes(18).toString('base64'))
  const passphraseFile = join(root, 'passphrase')
  writeFileSync(passphraseFile, `${passphrase}\n`, { mode: 0o600 })
  const desk = (by: string): Desk => deskFor(personNamed(by), passphrase)
  for (let number = 1; number <= persons; number += 1) {
    const person = personNamed(`P-0${number}`)
    const { fingerprint } = await createKey(at.home, passphrase, now())
    await unlock(undefined, at.home, desk(person), unlockedFor, fingerprint)
    if (number === 1) await openTheCase(at, desk(person), fingerprint)
    else await enrolPerson(at, desk('P-01'), { person, roles: ['examiner'], name: person, key: fingerprint })
  }
  for (let number = 1; number <= exhibits; number += 1) {
    await addExhibit(at, desk('P-01'), { category: 'drive', quantity: 1, description: 'a drive' })
    await sealImpossible(at, desk('P-01'), exhibitNamed(`E-${number}`), 'no opening to seal')
  }
  return {
    root,
    at,
    passphraseFile,
    desk,
    async close() {
      await lock(at.home)
      rmSync(root, { recursive: true, force: true })
    },
  }
}

/** Somebody who acts now and sees nothing first. */
export function deskFor(by: PersonCode, passphrase: Uint8Array): Desk {
  return { by, now, dryRun: false, passphrase: async () => passphrase, show: () => undefined }
}

export function personNamed(text: string): PersonCode {
  if (!isPersonCode(text)) throw new Error(`no person: ${text}`)
  return text
}

export function exhibitNamed(text: string): ExhibitNumber {
  if (!isExhibitNumber(text)) throw new Error(`no exhibit: ${text}`)
  return text
}

async function openTheCase(at: CaseAt, desk: Desk, key: string): Promise<void> {
  const zone = 'Europe/Madrid'
  await initCase(at, desk, { number: 'DP 1/2026', origin: 'lab.example', zone, lang: 'en', key })
}
