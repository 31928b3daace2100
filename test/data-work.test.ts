import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accessLog, recordAccess } from '../src/case/access.js'
import { assessItems, assessmentsIn, importAssessments } from '../src/case/assess.js'
import { copiesIn, deleteCopy, deriveCopy } from '../src/case/copies.js'
import { disclose } from '../src/case/disclose.js'
import { examineHouse } from '../src/case/doctor.js'
import { enact } from '../src/case/enact.js'
import { find } from '../src/case/find.js'
import { hashSetsIn, importHashSet, matchHashSet } from '../src/case/hash-sets.js'
import { ingest } from '../src/case/ingest.js'
import { listItems, showItem, verifyItem } from '../src/case/items.js'
import { type OpenCase, openCase } from '../src/case/open.js'
import { purge, resumePurges } from '../src/case/purge.js'
import { liftQuarantine, quarantineItems, quarantinesIn } from '../src/case/quarantine.js'
import { recheck } from '../src/case/recheck.js'
import { verify } from '../src/case/verify.js'
import { blobIdOf } from '../src/model/digest.js'
import {
  acquisitionNumber,
  authorizationNumber,
  exhibitNumber,
  hashSetNumber,
  personCode,
} from '../src/model/field.js'
import { instantOf } from '../src/model/instant.js'
import { administrator, type BuiltCase, buildCase, deskOf, examiner } from './support/tamper-case.js'

// What is done with data once it was read: through the use cases, on a real case.

const phone = exhibitNumber.parse('E-1')
const a1 = acquisitionNumber.parse('A-1')
const by = deskOf(examiner)
const head = deskOf(administrator)
const quiet = { onRead: () => undefined, onExamined: () => undefined, onIngested: () => undefined }
const asked = { knownCheckpoints: [], receipts: [], scope: { bytes: 'all', requireCoverage: false } } as const

let base: BuiltCase
let built: ReturnType<BuiltCase['copy']>
let open: OpenCase

beforeAll(async () => {
  base = await buildCase(true)
})
afterAll(() => base.dispose())
beforeEach(async () => {
  built = base.copy()
  open = await openCase(built.folder, built.home)
})
afterEach(() => open.close())

function place(name: string): string {
  const folder = join(built.folder, '..', name)
  mkdirSync(folder, { recursive: true })
  return folder
}

async function codesOf(folder = built.folder) {
  const result = await verify({ ...asked, folder }, built.home)
  return { result, codes: result.findings.map(({ code }) => code) }
}

async function order(powers: readonly ('destruction' | 'access')[]) {
  const now = instantOf(Date.now() - 1000)
  await enact(open, deskOf(administrator), ({ commit }) => [
    {
      body: {
        kind: 'authorization.add',
        authorization: authorizationNumber.parse('AU-3'),
        from: { clock: 'stated', time: now, zone: 'Europe/Madrid' },
        issuer: commit({ text: 'court' }),
        number: commit({ text: '7/2026' }),
        powers: [...powers],
        type: 'court-order',
      },
    },
  ])
}

const purging = {
  authority: authorizationNumber.parse('AU-3'),
  items: ['A-1/2'],
  backups: 'tape 4',
  witness: examiner,
  reason: 'ordered',
}

describe('a selective acquisition', () => {
  test('counts what it leaves out, opens none of it and names it nowhere', async () => {
    const source = place('mixed')
    mkdirSync(join(source, 'Private'))
    for (const name of ['a.jpg', 'b.txt', 'Private/c.jpg'])
      writeFileSync(join(source, name), `stands for ${name}`)
    chmodSync(join(source, 'b.txt'), 0o000)
    const selection = { include: ['*.jpg'], exclude: ['Private/**'], reason: 'in scope' }
    const request = { sources: [source], exhibit: phone, copy: true, metadata: false, selection }
    const done = await ingest(open, by, request, quiet)
    expect([done.items, done.excluded, done.failed]).toEqual([1, 2, []])
    const act = done.enacted.acts[0]
    expect(act).toMatchObject({ selection: { excluded: 2 } })
    const manifest = readFileSync(open.vault.pathOf(blobIdOf(done.manifest)), 'utf8')
    expect(manifest.trimEnd().split('\n')).toHaveLength(1)
    expect(JSON.stringify([...(open.clear?.all() ?? [])])).not.toContain(
      Buffer.from('b.txt').toString('base64'),
    )
  })

  test('records the conditions it was made under, and refuses an end before its start', async () => {
    const at = (text: string) =>
      ({ clock: 'stated', time: instantOf(Date.parse(text)), zone: 'Europe/Madrid' }) as const
    const source = place('one')
    writeFileSync(join(source, 'a'), 'a')
    const conditions = {
      method: 'logical',
      tool: 'reader 1.0',
      presence: [administrator],
      started: at('2026-05-03T10:00:00Z'),
      ended: at('2026-05-03T09:00:00Z'),
      waived: [{ field: 'write-blocker', why: 'not-possible', reason: 'a telephone' }],
    } as const
    const request = { sources: [source], exhibit: phone, copy: true, metadata: false, conditions }
    await expect(ingest(open, by, request, quiet)).rejects.toMatchObject({ code: 'rule.impossible-time' })
    const { ended: _, ...sound } = conditions
    const done = await ingest(open, by, { ...request, conditions: sound }, quiet)
    expect(done.enacted.acts[0]).toMatchObject({
      conditions: { method: 'logical', presence: [administrator] },
    })
  })
})

describe('a comparison with the reference', () => {
  test('of a folder names what differs, what is missing and what is new', async () => {
    const copy = place('copy')
    cpSync(base.seized, copy, { recursive: true })
    const same = await recheck(
      open,
      { ...by, with: [administrator] },
      { exhibit: phone, path: copy },
      () => undefined,
    )
    expect([same.result, same.chunks, same.differing]).toEqual(['same', 3, 0])
    expect(same.enacted.acts[0]?.parties.map(({ who, as }) => `${who} ${as}`)).toEqual([
      'P-02 performer',
      'P-01 witness',
    ])
    writeFileSync(join(copy, 'valley.txt'), 'other')
    rmSync(join(copy, 'dawn.gif'))
    writeFileSync(join(copy, 'new'), 'new')
    const other = await recheck(open, by, { exhibit: phone, path: copy }, () => undefined)
    expect([other.result, other.chunks, other.differing, other.items]).toEqual([
      'different',
      4,
      3,
      ['A-1/3', 'A-1/1'],
    ])
  })

  test('of images says which mebibyte differs', async () => {
    const source = place('media')
    const image = join(source, 'disk.dd')
    writeFileSync(image, Buffer.alloc(3 * 2 ** 20 + 5, 7))
    const request = { sources: [image], exhibit: phone, copy: true, metadata: false }
    const done = await ingest(open, by, request, quiet)
    const medium = join(source, 'medium')
    copyFileSync(image, medium)
    const ask = { exhibit: phone, path: medium }
    expect((await recheck(open, by, ask, () => undefined)).result).toBe('same')
    const bytes = readFileSync(medium)
    bytes[2 ** 20] = 8
    writeFileSync(medium, bytes)
    const found = await recheck(open, by, ask, () => undefined)
    expect(found).toMatchObject({
      result: 'different',
      chunks: 4,
      differing: 1,
      ranges: [{ first: 1, last: 1 }],
    })
    expect(found.acquisition).toBe(done.acquisition)
  })

  test('of a list of digests says which lines disagree', async () => {
    const list = join(place('lists'), 'sums.txt')
    const digest = (name: string) =>
      createHash('sha256')
        .update(readFileSync(join(base.seized, name)))
        .digest('hex')
    writeFileSync(list, `${digest('valley.txt')}  ./valley.txt\n${digest('valley.txt')}  dawn.gif\n`)
    const found = await recheck(open, by, { exhibit: phone, list }, () => undefined)
    expect(found).toMatchObject({
      result: 'different',
      chunks: 2,
      differing: 1,
      unlisted: 1,
      items: ['A-1/1'],
    })
  })

  test('of what was never acquired is refused', async () => {
    const stick = exhibitNumber.parse('E-2')
    const asking = recheck(open, by, { exhibit: stick, path: base.seized }, () => undefined)
    await expect(asking).rejects.toMatchObject({ code: 'rule.unknown-object' })
  })
})

describe('working copies', () => {
  test('are accounted for until they are gone', async () => {
    await recheck(open, by, { exhibit: phone, path: base.seized }, () => undefined)
    const request = { parent: phone, purpose: 'report', description: 'a disc', encrypted: true }
    const { acts } = await deriveCopy(open, by, request)
    expect(acts[0]).toMatchObject({ exhibit: 'E-3', verified: expect.any(Number) })
    expect(await copiesIn(open, by)).toMatchObject([{ exhibit: 'E-3', purpose: 'report', state: 'kept' }])
    const gone = { exhibit: exhibitNumber.parse('E-3'), method: 'wiped', proof: 'log' }
    await deleteCopy(open, by, gone)
    expect(await copiesIn(open, by, 'E-1')).toMatchObject([{ state: 'gone' }])
    await expect(deleteCopy(open, by, gone)).rejects.toMatchObject({ code: 'rule.wrong-state' })
  })
})

describe('the access log', () => {
  test('tells why, and minutes for a day alone', async () => {
    const access = {
      what: 'view',
      exhibit: phone,
      acquisition: a1,
      items: 3,
      justification: 'ordered',
    } as const
    await recordAccess(open, by, { ...access, minutes: 20 })
    await recordAccess(open, deskOf(administrator), { ...access, minutes: 5 })
    const log = await accessLog(open, 'E-1')
    expect(log.accesses.map(({ justification }) => justification)).toEqual(['ordered', 'ordered'])
    expect(JSON.stringify(log.accesses)).not.toContain('minutes')
    expect(log.exposure.map(({ minutes }) => minutes)).toEqual([25])
    await expect(accessLog(open, 'E-9')).rejects.toMatchObject({ code: 'rule.unknown-object' })
  })
})

describe('sets of known files', () => {
  const md5 = (name: string) =>
    createHash('md5')
      .update(readFileSync(join(base.seized, name)))
      .digest('hex')

  test('are kept in the home alone, matched, and audited', async () => {
    const path = join(place('lists'), 'known.txt')
    writeFileSync(path, `${md5('valley.txt')}\n${'0'.repeat(32)}\n`)
    await importHashSet(open, by, { path, name: 'list', class: 'known-relevant' })
    const [set] = await hashSetsIn(open)
    expect(set).toMatchObject({ set: 'H-1', class: 'known-relevant', members: 2, here: true })
    const found = await matchHashSet(open, by, hashSetNumber.parse('H-1'), [a1])
    expect(found.acquisitions).toMatchObject([{ matched: 1, weak: 1, conflicting: 0, absent: 2 }])
    expect(found.enacted.breaks.map(({ code }) => code)).toContain('HASH-WEAK')
    expect((await codesOf()).result.verdict).toBe('confirmed')
    const act = found.enacted.acts[0]
    if (act?.kind !== 'hashset.match') throw new Error('no match')
    rmSync(open.vault.pathOf(blobIdOf(act.matches.sha256)))
    expect((await codesOf()).codes).toContain('manifest.absent')
    rmSync(join(built.home.path, 'hash-sets'), { recursive: true })
    const again = matchHashSet(open, by, hashSetNumber.parse('H-1'), [a1])
    await expect(again).rejects.toMatchObject({ code: 'source.absent' })
  })

  test('of a list need a class, and nothing is left behind by a refusal', async () => {
    const path = join(place('lists'), 'known.txt')
    writeFileSync(path, 'no digest\n')
    await expect(importHashSet(open, by, { path, name: 'x' })).rejects.toMatchObject({
      code: 'usage.missing',
    })
    const refusal = importHashSet(open, by, { path, name: 'x', class: 'known-good' })
    await expect(refusal).rejects.toMatchObject({ code: 'source.malformed' })
    expect(await hashSetsIn(open)).toEqual([])
  })
})

describe('determinations', () => {
  test('of two readers stay, and their disagreement shows', async () => {
    await assessItems(open, by, 'A-1/3', { determination: 'real' }, 'first')
    const own = assessItems(open, by, 'A-1/3', { determination: 'altered' }, 'second')
    await expect(own).rejects.toMatchObject({ details: { state: 'same-reader' } })
    await assessItems(open, deskOf(administrator), 'A-1/3', { determination: 'altered' }, 'second')
    expect(await assessmentsIn(open, 'A-1')).toMatchObject([
      { item: 'A-1/3', disagree: true, readings: [{}, {}] },
    ])
    expect((await codesOf()).result.verdict).toBe('confirmed')
  })

  test('are imported whole or not at all', async () => {
    const path = join(place('lists'), 'readings.csv')
    const columns = { item: 'Ref', determination: 'Result', depicted: 'Who' }
    writeFileSync(path, 'Ref,Result,Who\nA-1/1,real,V-01\nA-1/9,real,\n')
    const absent = importAssessments(open, by, path, columns, 'first')
    await expect(absent).rejects.toMatchObject({ code: 'rule.unknown-object' })
    expect(await assessmentsIn(open)).toEqual([])
    writeFileSync(path, 'Ref,Result,Who\nA-1/1,real,V-01\nA-1/2,generated,\n')
    await importAssessments(open, by, path, columns, 'first')
    expect((await assessmentsIn(open)).map(({ item }) => item)).toEqual(['A-1/1', 'A-1/2'])
  })
})

describe('quarantine', () => {
  test('hides an item wherever it would be named, until it is lifted', async () => {
    const before = await showItem(open, 'A-1/2')
    await quarantineItems(open, by, ['A-1/2-3'], 'privileged', 'letters')
    expect(await quarantinesIn(open)).toMatchObject([
      { from: 2, to: 3, ground: 'privileged', reason: 'letters' },
    ])
    const item = await showItem(open, 'A-1/2')
    expect(item).toMatchObject({
      path: undefined,
      findings: [],
      quarantine: { ground: 'privileged', reason: 'letters' },
    })
    const listed = []
    for await (const each of listItems(open, { unread: false })) listed.push(each.path)
    expect(listed.filter((path) => path !== undefined)).toHaveLength(1)
    const found = []
    for await (const each of find(open, before.path ?? '')) found.push(each)
    expect(found).toEqual([])
    await expect(assessItems(open, by, 'A-1/2', { realistic: false }, 'first')).rejects.toMatchObject({
      code: 'rule.wrong-state',
    })
    const folder = join(built.folder, '..', 'for-the-other-side')
    await disclose(open, folder, 'none')
    expect(readFileSync(join(folder, 'clear.jsonl'), 'utf8')).not.toContain(before.pathBytes)
    expect(await verifyItem(open, 'A-1/2')).toMatchObject({ verdict: 'confirmed' })
    await expect(liftQuarantine(open, by, ['A-1/2'], 'x')).rejects.toMatchObject({ code: 'rule.wrong-state' })
    await liftQuarantine(open, by, ['A-1/2-3'], 'ordered')
    expect((await showItem(open, 'A-1/2')).path).toBe(before.path)
  })

  test.each(['A-1', 'A-1/0', 'A-1/3-2', 'E-1/1', 'A-1/9'])('of %s is refused', async (item) => {
    await expect(quarantineItems(open, by, [item], 'other', 'x')).rejects.toThrow(/usage|rule/)
  })
})

describe('removal by order', () => {
  test('needs an order of destruction', async () => {
    await expect(purge(open, head, purging)).rejects.toMatchObject({ code: 'rule.unknown-object' })
    await order(['access'])
    await expect(purge(open, head, purging)).rejects.toMatchObject({ code: 'rule.no-authority' })
    expect((await codesOf()).result.verdict).toBe('confirmed')
  })

  test('leaves the rest confirmed, and says by which entry', async () => {
    await order(['destruction', 'access'])
    const { digests } = await showItem(open, 'A-1/2')
    const path = open.vault.pathOf(blobIdOf(digests['sha256'] ?? ''))
    const done = await purge(open, head, purging)
    expect([done.items, done.blobs, done.removed, existsSync(path)]).toEqual([1, 1, 1, false])
    const { result, codes } = await codesOf()
    expect([result.verdict, result.checked.blobs]).toEqual(['confirmed', 2])
    expect(codes).toContain('blob.purged')
    const entry = done.enacted.recorded[0]?.seq
    expect(result.findings.find(({ code }) => code === 'blob.purged')?.details['entry']).toBe(entry)
    expect((await showItem(open, 'A-1/2')).purged).toBe(entry)
    const folder = join(built.folder, '..', 'purged-disclosure')
    await disclose(open, folder, 'none')
    const given = await verify({ ...asked, folder, evidence: base.seized }, built.home)
    expect(given.findings.filter(({ verdict }) => verdict === 'contradicted')).toEqual([])
  })

  test('that was cut off is told, finished, and takes nothing that was read anew', async () => {
    await order(['destruction', 'access'])
    const { digests } = await showItem(open, 'A-1/2')
    const path = open.vault.pathOf(blobIdOf(digests['sha256'] ?? ''))
    const kept = readFileSync(path)
    await purge(open, head, purging)
    writeFileSync(path, kept)
    const told = async () => (await examineHouse(open)).find(({ what }) => what === 'purge-unfinished')?.ok
    expect([await told(), (await codesOf()).codes.includes('purge.unfinished')]).toEqual([false, true])
    expect([await resumePurges(open), await told(), existsSync(path)]).toEqual([1, true, false])
    await ingest(open, by, { sources: [base.seized], exhibit: phone, copy: true, metadata: false }, quiet)
    expect([await resumePurges(open), existsSync(path)]).toEqual([0, true])
    expect((await codesOf()).result.verdict).toBe('confirmed')
  })

  test('does not take bytes that another item has', async () => {
    await order(['destruction', 'access'])
    await ingest(open, by, { sources: [base.seized], exhibit: phone, copy: true, metadata: false }, quiet)
    const refusal = purge(open, head, purging)
    await expect(refusal).rejects.toMatchObject({ details: { state: 'shares-bytes', name: 'A-2/2' } })
  })

  test('that no order allows is a break, whoever makes the act', async () => {
    const blobs = { lines: 0, root: Buffer.alloc(32).toString('base64'), sha256: '0'.repeat(64), size: 0 }
    const made = enact(open, head, ({ commit }) => {
      const said = commit({ text: 'x' })
      return [{ body: { kind: 'purge.record', backups: said, blobs, bytes: 0, reason: said } }]
    })
    await expect(made).rejects.toMatchObject({ details: { codes: 'DESTROY-NO-ORDER' } })
  })

  test('is signed by its witness', async () => {
    await order(['destruction', 'access'])
    const stranger = personCode.parse('P-09')
    await expect(purge(open, head, { ...purging, witness: stranger })).rejects.toThrow(/rule|key/)
  })
})
