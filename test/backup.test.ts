import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { statusOfAudit } from '../cli/exit-status.js'
import { type BackupProgress, backUp } from '../src/case/backup.js'
import { homeAt } from '../src/case/home.js'
import { openCase } from '../src/case/open.js'
import { restoreCase } from '../src/case/restore.js'
import { backUp as backUpAt } from '../src/index.js'
import { instantOf } from '../src/model/instant.js'
import { behindTriggers } from './support/case-surgery.js'
import { openCrowdedCase } from './support/crowded-case.js'
import { type BuiltCase, buildCase, type CaseCopy, handOver } from './support/tamper-case.js'
import { expectContradicted, opened, verified } from './support/tamper-outcome.js'
import { nothingAcknowledged, startWriter } from './support/writers.js'

const now = () => instantOf(Date.now())
const quiet: BackupProgress = {
  copied: () => undefined,
  entries: () => undefined,
  evidence: () => undefined,
  hashed: () => undefined,
}

let built: BuiltCase
let places = 0

beforeAll(async () => {
  built = await buildCase(true)
})
afterAll(() => built.dispose())

function newPlace(): string {
  places += 1
  return join(built.root, `place-${places}`)
}

async function backedUp(copy: CaseCopy, place: string, evidence = true, progress = quiet) {
  const open = await openCase(copy.folder, copy.home)
  try {
    return await backUp(open, place, evidence, now, progress)
  } finally {
    open.close()
  }
}

async function recordMore(copy: CaseCopy): Promise<void> {
  const open = await openCase(copy.folder, copy.home)
  try {
    await handOver(open, built.signers)
  } finally {
    open.close()
  }
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name).slice(folder.length + 1))
    .sort()
}

describe('a backup', () => {
  test('is a copy that verifies as the case does, evidence included', async () => {
    const copy = built.copy()
    const place = newPlace()
    const made = await backedUp(copy, place)
    expect(made).toMatchObject({ isBackup: true, evidence: true, folder: place, resumed: 0 })
    expect(made.result).toMatchObject({ verdict: 'confirmed', checked: { items: 3 } })
    expect(made.result.checked.blobs).toBeGreaterThan(0)
    const found = await verified({ ...copy, folder: place })
    expect(found).toMatchObject({ status: 0, named: [] })
  })

  test('holds the log, the openings, the blobs and a statement, and nothing else', async () => {
    const copy = built.copy()
    const place = newPlace()
    const made = await backedUp(copy, place)
    const blobs = filesUnder(join(copy.folder, 'vault')).map((path) => `vault/${path}`)
    expect(filesUnder(place)).toEqual(['backup.json', 'case.db', 'clear.db', ...blobs])
    expect(made.blobs).toBe(blobs.length)
    expect(existsSync(`${place}.partial`) || existsSync(`${place}.unfinished`)).toBe(false)
    const statement = JSON.parse(readFileSync(join(place, 'backup.json'), 'utf8'))
    expect(statement).toMatchObject({ evidence: true, format: 'custodia-backup/v1', genesis: built.genesis })
  })

  test('shares no file with the case, and only its owner can read it', async () => {
    const copy = built.copy()
    const place = newPlace()
    await backedUp(copy, place)
    for (const path of filesUnder(place)) {
      const { nlink, mode } = statSync(join(place, path))
      expect([path, nlink, mode & 0o077]).toEqual([path, 1, 0])
    }
    expect(statSync(place).mode & 0o077).toBe(0)
  })

  test('leaves evidence out when asked to, says so, and still verifies the whole record', async () => {
    const copy = built.copy()
    const place = newPlace()
    const made = await backedUp(copy, place, false)
    expect(made).toMatchObject({ isBackup: true, evidence: false })
    expect(made.result).toMatchObject({ verdict: 'confirmed', checked: { blobs: 0, manifests: 2 } })
    expect(made.result.notChecked).toContainEqual(
      expect.objectContaining({ what: 'blobs', why: 'not-asked' }),
    )
    expect(made.blobs).toBe(2)
  })

  test('never takes the place of anything', async () => {
    const copy = built.copy()
    const place = newPlace()
    await backedUp(copy, place)
    await expect(backedUp(copy, place)).rejects.toMatchObject({ code: 'usage.conflict' })
    const foreign = newPlace()
    mkdirSync(`${foreign}.partial`)
    writeFileSync(join(`${foreign}.partial`, 'diary'), 'not ours')
    await expect(backedUp(copy, foreign)).rejects.toMatchObject({ code: 'usage.conflict' })
    expect(readFileSync(join(`${foreign}.partial`, 'diary'), 'utf8')).toBe('not ours')
    const inside = join(copy.folder, 'vault', 'backup')
    await expect(backedUp(copy, inside)).rejects.toMatchObject({ details: { reason: 'inside-case' } })
  })

  test('goes on where it was broken off, and hashes again what is there', async () => {
    const copy = built.copy()
    const place = newPlace()
    let pieces = 0
    const brokenOff: BackupProgress = {
      ...quiet,
      copied() {
        pieces += 1
        if (pieces === 3) throw new Error('power cut')
      },
    }
    await expect(backedUp(copy, place, true, brokenOff)).rejects.toThrow('power cut')
    expect(existsSync(place)).toBe(false)
    await recordMore(copy)
    const made = await backedUp(copy, place)
    expect(made).toMatchObject({ isBackup: true, resumed: 2 })
    expect(made.result).toMatchObject({ verdict: 'confirmed' })
    expect(await verified({ ...copy, folder: place })).toMatchObject({ status: 0 })
  })

  test('does not go on with the attempt at another backup', async () => {
    const copy = built.copy()
    const place = newPlace()
    const brokenOff = { ...quiet, copied: () => expect.fail('power cut') }
    await expect(backedUp(copy, place, true, brokenOff)).rejects.toThrow('power cut')
    await expect(backedUp(copy, place, false)).rejects.toMatchObject({ code: 'usage.conflict' })
  })

  test('is none when a byte that was already copied has changed', async () => {
    const copy = built.copy()
    const place = newPlace()
    let bytes = 0
    const brokenOff: BackupProgress = {
      ...quiet,
      entries: () => {
        throw new Error('power cut')
      },
      copied: (count) => {
        bytes += count
      },
    }
    await expect(backedUp(copy, place, true, brokenOff)).rejects.toThrow('power cut')
    expect(bytes).toBeGreaterThan(0)
    const [blob = ''] = filesUnder(join(`${place}.partial`, 'vault'))
    alter(join(`${place}.partial`, 'vault', blob))
    await expect(backedUp(copy, place)).rejects.toMatchObject({ code: 'vault.mismatch' })
    expect(existsSync(place)).toBe(false)
  })
})

function alter(path: string): void {
  chmodSync(path, 0o600)
  const bytes = readFileSync(path)
  bytes[0] = (bytes[0] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

describe('a case that is not sound gives no backup', () => {
  const vaultFile = (copy: CaseCopy, content: string) => {
    const vault = join(copy.folder, 'vault')
    const path = filesUnder(vault).find((each) => readFileSync(join(vault, each), 'utf8') === content)
    return join(vault, path ?? '')
  }

  test('a blob has other bytes', async () => {
    const copy = built.copy()
    const place = newPlace()
    alter(vaultFile(copy, 'stands for a photograph of a valley\n'))
    await expect(backedUp(copy, place)).rejects.toMatchObject({ code: 'vault.mismatch' })
    expect(existsSync(place)).toBe(false)
  })

  test('a blob is missing', async () => {
    const copy = built.copy()
    const place = newPlace()
    rmSync(vaultFile(copy, 'stands for a photograph of a valley\n'))
    const made = await backedUp(copy, place)
    expect(made).toMatchObject({
      isBackup: false,
      folder: `${place}.partial`,
      result: { verdict: 'unchecked' },
    })
    expect(statusOfAudit(made.result, false)).toBe(31)
    expect(existsSync(place)).toBe(false)
  })

  test('an opening was exchanged', async () => {
    const copy = built.copy()
    behindTriggers(join(copy.folder, 'clear.db'), (raw) =>
      raw.exec('update openings set sealed = zeroblob(80) where rowid = 1'),
    )
    const made = await backedUp(copy, newPlace())
    expect(made).toMatchObject({ isBackup: false, result: { verdict: 'contradicted' } })
  })

  test('an entry in the middle was changed', async () => {
    const copy = built.copy()
    behindTriggers(copy.ledger, (raw) => raw.exec('update entries set body = zeroblob(90) where seq = 3'))
    const made = await backedUp(copy, newPlace())
    expect(made).toMatchObject({ isBackup: false, result: { verdict: 'contradicted' } })
  })

  test('it is behind what this home has seen', async () => {
    const copy = built.copy()
    const place = newPlace()
    await backedUp(copy, place)
    await recordMore(copy)
    await expect(backedUp({ ...copy, folder: place }, newPlace())).rejects.toMatchObject({
      code: 'ledger.rolled-back',
    })
  })
})

describe('a restored case', () => {
  test('is the case, and this home goes on with it when it had seen no more', async () => {
    const copy = built.copy()
    const [place, folder] = [newPlace(), newPlace()]
    await backedUp(copy, place)
    const restored = await restoreCase(copy.home, place, folder, quiet)
    expect(restored).toMatchObject({ isRestored: true, seen: undefined, result: { verdict: 'confirmed' } })
    expect(filesUnder(folder)).not.toContain('backup.json')
    await recordMore({ ...copy, folder })
    expect(await verified({ ...copy, folder })).toMatchObject({ status: 0, named: [] })
  })

  test('is stopped where this home had seen more', async () => {
    const copy = built.copy()
    const [place, folder] = [newPlace(), newPlace()]
    await backedUp(copy, place)
    await recordMore(copy)
    const restored = await restoreCase(copy.home, place, folder, quiet)
    expect(restored).toMatchObject({ isRestored: true, result: { verdict: 'confirmed' } })
    expect(restored.seen).toBe(restored.result.head.size + 1)
    const after = { ...copy, folder, ledger: join(folder, 'case.db') }
    expectContradicted(await opened(after), 'ledger.rolled-back')
    await expect(recordMore(after)).rejects.toMatchObject({ code: 'ledger.rolled-back' })
    expectContradicted(await verified(after), 'anchor.rolled-back anchor', /receipt.contradicts/)
  })

  test('is made in a home that knows nothing of it, and says what that home cannot check', async () => {
    const copy = built.copy()
    const [place, folder] = [newPlace(), newPlace()]
    await backedUp(copy, place)
    const stranger = homeAt(join(built.root, 'stranger'))
    mkdirSync(stranger.path, { mode: 0o700 })
    const restored = await restoreCase(stranger, place, folder, quiet)
    expect(restored).toMatchObject({ isRestored: true, result: { verdict: 'unchecked' } })
    const named = restored.result.findings.filter(({ verdict }) => verdict !== 'confirmed')
    expect(named.map(({ code }) => code)).toEqual(['trust.self-stated', 'anchor.absent'])
  })

  test('has no evidence where the backup had none, and its record is whole', async () => {
    const copy = built.copy()
    const [place, folder] = [newPlace(), newPlace()]
    await backedUp(copy, place, false)
    const restored = await restoreCase(copy.home, place, folder, quiet)
    expect(restored).toMatchObject({ isRestored: true, evidence: false, result: { verdict: 'confirmed' } })
    expect(await verified({ ...copy, folder })).toMatchObject({ status: 31, verdict: 'unchecked' })
  })

  test.each([
    [
      'an entry',
      (at: string) =>
        behindTriggers(join(at, 'case.db'), (raw) =>
          raw.exec('update entries set body = zeroblob(90) where seq = 4'),
        ),
    ],
    ['a blob', (at: string) => alter(join(at, 'vault', filesUnder(join(at, 'vault')).at(-1) ?? ''))],
  ])('is not made of a backup in which %s was changed', async (_, damage) => {
    const copy = built.copy()
    const [place, folder] = [newPlace(), newPlace()]
    await backedUp(copy, place)
    damage(place)
    const outcome = await restoreCase(copy.home, place, folder, quiet).then(
      (restored) => `${restored.isRestored} ${restored.result.verdict}`,
      (error: { code: string }) => error.code,
    )
    expect(['false contradicted', 'vault.mismatch']).toContain(outcome)
    expect(existsSync(folder)).toBe(false)
  })

  test('is not made of what was never a backup, nor over anything', async () => {
    const copy = built.copy()
    const place = newPlace()
    await expect(restoreCase(copy.home, copy.folder, newPlace(), quiet)).rejects.toMatchObject({
      code: 'source.absent',
      details: { reason: 'backup' },
    })
    await backedUp(copy, place)
    await expect(restoreCase(copy.home, place, copy.folder, quiet)).rejects.toMatchObject({
      code: 'usage.conflict',
    })
  })
})

test('a backup made while two processes write holds a whole log as it stood, and its evidence', async () => {
  const shared = await openCrowdedCase(2, 4)
  try {
    const acknowledged = nothingAcknowledged()
    const started = [1, 2].map((writer) =>
      startWriter(shared, acknowledged, { product: 'sources', writer, deeds: 6 }),
    )
    await Promise.all(started.map(({ ready }) => ready))
    const made = []
    for (const name of ['first', 'second'])
      made.push(await backUpAt(shared.at, join(shared.root, name), true, now, quiet))
    await Promise.all(started.map(({ ended }) => ended))
    expect(acknowledged.faults).toEqual([])
    for (const each of made) {
      expect(each.result.findings.filter(({ verdict }) => verdict !== 'confirmed')).toEqual([])
      expect(each).toMatchObject({ isBackup: true })
    }
  } finally {
    await shared.close()
  }
})
