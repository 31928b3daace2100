import { appendFileSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { disclose } from '../src/case/disclose.js'
import { ingest } from '../src/case/ingest.js'
import { showItem, verifyItem } from '../src/case/items.js'
import { type OpenCase, openCase } from '../src/case/open.js'
import { writeReport } from '../src/case/report.js'
import { exhibitsIn } from '../src/case/status.js'
import { verify } from '../src/case/verify.js'
import { exhibitNumber } from '../src/model/field.js'
import { type Instant, instantOf } from '../src/model/instant.js'
import { speakerFor } from '../src/wording/speak.js'
import { type BuiltCase, buildCase, deskOf, examiner } from './support/tamper-case.js'

// One file after another: what is said of one that was read, of one that was not, and of one that was left where it is.

let built: BuiltCase
let open: OpenCase
let place: string

beforeAll(async () => {
  built = await buildCase()
  open = await openCase(built.folder, built.home)
  place = join(built.root, 'in place')
  mkdirSync(place)
  symlinkSync('nowhere', join(place, 'a-link'))
  writeFileSync(join(place, 'lake <i>.txt'), 'stands for a photograph of a lake\n')
  const request = { sources: [place], exhibit: exhibitNumber.parse('E-1'), copy: false, metadata: false }
  const quiet = { onRead: () => undefined, onExamined: () => undefined, onIngested: () => undefined }
  await ingest(open, deskOf(examiner), request, quiet)
  await ingest(open, deskOf(examiner), { ...request, sources: [built.seized], copy: true }, quiet)
})
afterAll(() => {
  open.close()
  built.dispose()
})

const asked = { knownCheckpoints: [], receipts: [], scope: { bytes: 'all', requireCoverage: false } } as const

describe('what could not be read', () => {
  test('is shown with code and reason, and is in no vault', async () => {
    const item = await showItem(open, 'A-2/1')
    expect(item.unread).toEqual({
      what: 'link',
      code: 'source.not-regular',
      reason: 'a link is not followed',
    })
    expect([item.copied, item.blob, item.size]).toEqual([undefined, undefined, undefined])
  })

  test('cannot be verified, which is not a contradiction', async () => {
    expect(await verifyItem(open, 'A-2/1')).toMatchObject({ verdict: 'unchecked', where: 'nowhere' })
  })
})

describe('what was recorded without a copy', () => {
  test('is hashed where it was recorded', async () => {
    const { digests } = await showItem(open, 'A-2/2')
    const sha256 = digests['sha256']
    expect(await verifyItem(open, 'A-2/2')).toEqual({
      item: 'A-2/2',
      expected: sha256,
      found: sha256,
      verdict: 'confirmed',
      where: 'source',
      sources: [place],
    })
  })

  test('is unchecked while its source is away', async () => {
    renameSync(place, `${place} away`)
    expect(await verifyItem(open, 'A-2/2')).toMatchObject({ verdict: 'unchecked', where: 'source' })
    renameSync(`${place} away`, place)
    expect(await verifyItem(open, 'A-2/2')).toMatchObject({ verdict: 'confirmed' })
  })

  test('is contradicted once it has changed, and the audit names the item; its name only to whoever may see it', async () => {
    appendFileSync(join(place, 'lake <i>.txt'), 'more')
    expect(await verifyItem(open, 'A-2/2')).toMatchObject({ verdict: 'contradicted', found: undefined })
    const audit = await verify({ folder: built.folder, ...asked }, built.home)
    const mismatch = audit.findings.filter(({ code }) => code === 'blob.mismatch')
    expect(mismatch).toHaveLength(1)
    expect(mismatch[0]?.details).toMatchObject({ items: 'A-2/2', name: 'lake <i>.txt' })
    for (const finding of mismatch)
      expect(speakerFor('en').finding(finding)).toContain('A-2/2 (lake <i>.txt)')
    const request = { format: 'html', lang: 'en', full: true, now: instantOf(Date.now()) } as const
    const text = async (names: boolean) =>
      Buffer.from((await writeReport(open, { ...request, names })).bytes).toString('utf8')
    expect(await text(false)).toContain('A-2/2')
    expect(await text(false)).not.toContain('lake')
    expect(await text(true)).toContain('(lake &lt;i&gt;.txt) are not those recorded')
    writeFileSync(join(place, 'lake <i>.txt'), 'stands for a photograph of a lake\n')
  })
})

test('what is in the vault is hashed there, and a blob that is gone names every item that it was', async () => {
  const before = await verifyItem(open, 'A-1/1')
  expect(before).toMatchObject({ verdict: 'confirmed', where: 'vault', sources: [] })
  const blob = open.vault.pathOf((await showItem(open, 'A-1/1')).blob ?? 'sha256:')
  renameSync(blob, `${blob}.away`)
  const { findings } = await verify({ folder: built.folder, ...asked }, built.home)
  const absent = findings.filter(({ code }) => code === 'blob.absent')
  expect(absent.map(({ details }) => details['items'])).toEqual(['A-1/1, A-3/1'])
  renameSync(`${blob}.away`, blob)
})

test.each(['none', 'persons', 'all'] as const)(
  'a disclosure that withholds %s says how many, and so does whoever verifies it',
  async (redaction) => {
    const folder = join(built.root, `disclosed-${redaction}`)
    const written = await disclose(open, folder, redaction)
    expect(written.redaction).toBe(redaction)
    const { notChecked } = await verify({ folder, ...asked }, built.home)
    const counted = notChecked.find(({ what }) => what === 'openings')?.count ?? 0
    expect(counted).toBe(written.withheld)
    expect(written.withheld > 0).toBe(redaction !== 'none')
    expect(written.openings > 0).toBe(redaction !== 'all')
  },
)

describe('the exhibits at a time', () => {
  const numbers = async (until?: Instant) => (await exhibitsIn(open, until)).map(({ number }) => number)

  test('are those that were under custody by then, with who held them', async () => {
    expect(await numbers()).toEqual(['E-1', 'E-2'])
    expect(await numbers(instantOf(Date.now()))).toEqual(await numbers())
    expect(await exhibitsIn(open, instantOf(Date.now()))).toEqual(await exhibitsIn(open))
    expect(await numbers(instantOf(0))).toEqual([])
  })

  test('are as each act left them', async () => {
    const holders = new Set<string>()
    for await (const bytes of open.ledger.entries(0)) {
      const time = /"at":\{"clock":"system","time":"([^"]+)"/.exec(Buffer.from(bytes).toString('utf8'))?.[1]
      const stick = (await exhibitsIn(open, time as Instant)).find(({ number }) => number === 'E-2')
      holders.add(stick?.holder ?? 'nobody')
    }
    expect([...holders]).toEqual(['nobody', 'P-02', 'P-03'])
  })
})
