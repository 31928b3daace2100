import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AuditResult } from '../src/audit/result.js'
import type { OutsideCover } from '../src/audit/source.js'
import { auditDisclosure } from '../src/auditor.js'
import { disclose } from '../src/case/disclose.js'
import { enact } from '../src/case/enact.js'
import { exhibitDraft } from '../src/case/exhibits.js'
import { homeAt } from '../src/case/home.js'
import { initCase } from '../src/case/init.js'
import { type OpenCase, openCase } from '../src/case/open.js'
import { askTimestamp, fetchTimestamp, takeTimestamp } from '../src/case/timestamp.js'
import { verify } from '../src/case/verify.js'
import { writeDisclosure } from '../src/disclosure/write.js'
import { parseSignedNote } from '../src/encoding/signed-note.js'
import { CustodiaError } from '../src/errors.js'
import { instantOf } from '../src/model/instant.js'
import { createKeyFile } from '../src/signing/key-file.js'
import { formatRequest, parseRequest, requestFor } from '../src/timestamps/request.js'
import { behindTriggers } from './support/case-surgery.js'
import { type OpensslAuthority, opensslAuthority, pinOf } from './support/openssl-authority.js'
import { smallRecord } from './support/small-record.js'
import { administrator, deskOf } from './support/tamper-case.js'
import { certified, pin, type Stamped, seconds, signerExtensions, stamped } from './support/time-stamps.js'

const root = mkdtempSync(join(tmpdir(), 'custodia-stamped-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let made = 0
function place(): string {
  made += 1
  return join(root, `${made}`)
}

async function refusal(step: () => Promise<unknown>): Promise<string> {
  try {
    await step()
    return 'done'
  } catch (error) {
    if (error instanceof CustodiaError) return [error.code, error.details['reason']].join(' ')
    throw error
  }
}

const ofStamps = ({ findings }: AuditResult) =>
  findings
    .filter(({ code }) => code.startsWith('timestamp.') || code.startsWith('cover.'))
    .map(({ code, subject, details }) => [code, subject, details['reason']].filter(Boolean).join(' '))

const ofClocks = ({ breaks }: AuditResult) => breaks.filter(({ code }) => code.includes('STAMP'))

describe('a disclosure with time stamps', async () => {
  const small = await smallRecord()
  const authority = certified({ name: 'Root' })
  const signer = certified({ name: 'Stamper', issuer: authority, extensions: signerExtensions })
  const pinned = place()
  writeFileSync(pinned, pin(authority.certificate))
  const text = (size: number) =>
    Buffer.from(parseSignedNote(small.checkpoints[size - 1] ?? new Uint8Array()).text)

  /** Entry n of the small record bears the log time 08:0n:05. */
  function stamp(size: number, at: string, wishes: Partial<Stamped> = {}): OutsideCover {
    const bytes = stamped({ message: text(size), signer, issuer: 'Root', at, ...wishes })
    return { kind: 'timestamp', size, bytes }
  }

  async function audited(
    cover: readonly OutsideCover[],
    tsa: string | undefined = pinned,
  ): Promise<AuditResult> {
    const folder = place()
    await writeDisclosure(folder, { ...small.input, cover })
    return auditDisclosure(folder, { genesis: small.genesis, ...(tsa === '' ? {} : { tsa }) })
  }

  test('is covered as far as they reach, by whom and since when', async () => {
    const result = await audited([stamp(4, '20260312080310Z'), stamp(7, '20260312080610Z')])
    expect(result.verdict).toBe('confirmed')
    expect(result.coverage).toEqual({
      size: 7,
      coveredUpTo: 7,
      by: [{ kind: 'timestamp', who: 'Authority', upTo: 7, at: '2026-03-12T08:06:10.000Z' }],
    })
    expect(result.checked.timestamps).toBe(2)
    expect(ofClocks(result)).toEqual([])
    expect(ofStamps(result)).toEqual(['timestamp.confirmed timestamp Authority', 'cover.confirmed log'])
  })

  test('covers nothing for whoever pins nobody, and is not the worse for it', async () => {
    const cover = [stamp(7, '20260312080610Z')]
    const other = place()
    writeFileSync(other, pin(certified({ name: 'Another' }).certificate))
    for (const tsa of ['', other]) {
      const result = await audited(cover, tsa)
      expect([result.verdict, result.coverage.coveredUpTo, result.checked.timestamps]).toEqual([
        'confirmed',
        0,
        0,
      ])
      expect(result.notChecked).toContainEqual({ what: 'timestamps', why: 'not-trusted', count: 1 })
    }
  })

  test('names the tail that nobody stamped', async () => {
    const result = await audited([stamp(4, '20260312080310Z')])
    expect(result.coverage.coveredUpTo).toBe(4)
    expect(result.notChecked).toContainEqual({ what: 'uncovered-tail', why: 'not-here', count: 3 })
  })

  test.each<[string, (made: typeof stamp) => OutsideCover, string, string]>([
    [
      'over another root',
      (made) => ({ ...made(4, '20260312080310Z'), size: 5 }),
      'contradicted',
      'timestamp.refused checkpoint 5 imprint',
    ],
    [
      'that was altered',
      (made) => made(7, '20260312080610Z', { digestOf: Buffer.from('x') }),
      'contradicted',
      'timestamp.refused checkpoint 7 message-digest',
    ],
    [
      'from before its certificate',
      (made) => made(7, '20200101000000Z'),
      'contradicted',
      'timestamp.refused checkpoint 7 certificate-validity',
    ],
    [
      'that is none',
      () => ({ kind: 'timestamp', size: 7, bytes: Buffer.from('hello') }),
      'contradicted',
      'timestamp.malformed checkpoint 7 ',
    ],
    [
      'without its certificate',
      (made) => made(7, '20260312080610Z', { withoutCertificate: true }),
      'unchecked',
      'timestamp.unsupported checkpoint 7 certificate-absent',
    ],
    [
      'under another policy',
      (made) => made(7, '20260312080610Z', { policy: '1.9.9' }),
      'unchecked',
      'timestamp.untrusted checkpoint 7 policy',
    ],
  ])('and one %s says so, pinned or not', async (_name, make, verdict, expected) => {
    const result = await audited([make(stamp)])
    expect(result.verdict).toBe(verdict)
    expect(ofStamps(result)[0]).toContain(expected.trim())
    expect(result.coverage.coveredUpTo).toBe(0)
    if (verdict === 'contradicted') expect((await audited([make(stamp)], '')).verdict).toBe('contradicted')
  })

  test('shows a clock that ran ahead of the authority', async () => {
    // The last entry is of 08:06:05; five minutes are allowed, and what the authority says of its own clock.
    expect(ofClocks(await audited([stamp(7, '20260312080105Z')]))).toEqual([])
    const early = await audited([stamp(7, '20260312080000Z', { accuracy: seconds(1) })])
    expect(early.verdict).toBe('confirmed')
    expect(ofClocks(early)).toEqual([
      { code: 'STAMP-BEFORE-LOG', severity: 'major', live: 'record', seq: 5, entries: [6] },
    ])
  })

  test('shows entries that follow the stamped ones with an earlier time', async () => {
    const result = await audited([stamp(2, '20260312081000Z', { accuracy: seconds(10) })])
    // 08:10:00 less ten seconds and five minutes is 08:04:50: entries 2 to 4 lie before it.
    expect(ofClocks(result)).toEqual([
      { code: 'LOG-BEFORE-STAMP', severity: 'minor', live: 'record', seq: 2, entries: [1, 4] },
    ])
    expect(result.verdict).toBe('confirmed')
    expect(ofClocks(await audited([stamp(7, '20270101000000Z')]))).toEqual([])
  })

  test('is checked by hand with openssl, from three lines and the answer', async () => {
    const folder = place()
    await writeDisclosure(folder, { ...small.input, cover: [stamp(7, '20260312080610Z')] })
    writeFileSync(join(folder, 'root.pem'), pin(authority.certificate).split('\n').slice(5).join('\n'))
    const said = execFileSync(
      'bash',
      [
        '-c',
        'head -n 3 checkpoint > text; openssl ts -verify -data text -in tsa/7-0.tsr -CAfile root.pem 2>&1',
      ],
      { cwd: folder, encoding: 'utf8' },
    )
    expect(said).toContain('Verification: OK')
  })

  test('asks for roots that are there', async () => {
    const empty = place()
    mkdirSync(empty)
    expect(await refusal(() => audited([], empty))).toMatch(/^source\.absent/)
    writeFileSync(join(empty, 'one.tsa'), pin(authority.certificate))
    expect((await audited([stamp(7, '20260312080610Z')], empty)).coverage.coveredUpTo).toBe(7)
    writeFileSync(join(empty, 'two.tsa'), 'something else')
    expect(await refusal(() => audited([], empty))).toMatch(/^source\.malformed/)
    expect(await refusal(() => audited([], place()))).toMatch(/^source\.absent/)
  })
})

describe('a case', () => {
  const caseFolder = place()
  const home = homeAt(place())
  let open: OpenCase
  let authority: OpensslAuthority
  let roots: string

  beforeAll(async () => {
    const desk = deskOf(administrator)
    const passphrase = await desk.passphrase(administrator, '')
    const { fingerprint } = await createKeyFile(home.keys, passphrase, instantOf(Date.now()))
    const request = { number: 'DP 1/2026', origin: 'lab.example', zone: 'Europe/Madrid', lang: 'es' } as const
    await initCase(caseFolder, home, desk, { ...request, key: fingerprint })
    open = await openCase(caseFolder, home)
    const folder = place()
    mkdirSync(folder)
    authority = opensslAuthority(folder)
    roots = place()
    writeFileSync(roots, pinOf(authority))
  })
  afterAll(() => open.close())

  const judged = (tsa?: string) =>
    verify(
      {
        folder: caseFolder,
        knownCheckpoints: [],
        receipts: [],
        scope: { bytes: 'none', requireCoverage: true },
        ...(tsa === undefined ? {} : { tsa }),
      },
      home,
    )

  test('asks for a stamp over its newest checkpoint, takes the answer, and is covered by it', async () => {
    const asked = await askTimestamp(open)
    const { checkpoint, size } = await open.ledger.head()
    const { text } = parseSignedNote(checkpoint ?? new Uint8Array())
    expect(asked.size).toBe(size)
    expect(parseRequest(asked.bytes).imprint).toEqual(requestFor(Buffer.from(text)).imprint)
    expect((await judged(roots)).verdict).toBe('unchecked')

    const answer = authority.answer(asked.bytes)
    const taken = await takeTimestamp(open, answer, roots)
    expect(taken).toMatchObject({ size, policy: authority.policy, accuracy: 1500, added: true })
    expect(taken.authority).toBe('Laboratory test authority')
    expect((await takeTimestamp(open, answer)).added).toBe(false)

    const result = await judged(roots)
    expect([result.verdict, result.coverage.coveredUpTo, result.checked.timestamps]).toEqual([
      'confirmed',
      size,
      1,
    ])
    expect((await judged()).coverage.coveredUpTo).toBe(0)
  })

  test('does not take an answer to another question', async () => {
    const asked = await askTimestamp(open)
    const { imprint } = parseRequest(asked.bytes)
    const stranger = formatRequest({ imprint, nonce: 1n })
    expect(await refusal(() => takeTimestamp(open, authority.answer(stranger)))).toBe('source.refused nonce')
    const other = authority.answer(formatRequest(requestFor(Buffer.from('something else'))))
    expect(await refusal(() => takeTimestamp(open, other))).toBe('source.refused imprint')
    const none = authority.answer(formatRequest({ ...parseRequest(asked.bytes), policy: '1.2.3' }))
    expect(await refusal(() => takeTimestamp(open, none))).toBe('source.refused status')
    expect(await refusal(() => takeTimestamp(open, Buffer.from('no')))).toBe('source.malformed cut short')
    const pinned = place()
    writeFileSync(pinned, pin(certified({ name: 'Another' }).certificate))
    expect(await refusal(() => takeTimestamp(open, authority.answer(asked.bytes), pinned))).toBe(
      'source.refused root',
    )
    expect(await refusal(() => askTimestamp(open, 'not an identifier'))).toBe('usage.argument oid')
  })

  test('fetches one over the network when a server is named', async () => {
    const bodies: Buffer[] = []
    const server = createServer(async (request, response) => {
      for await (const piece of request) bodies.push(Buffer.from(piece))
      response.writeHead(200, { 'content-type': 'application/timestamp-reply' })
      response.end(authority.answer(Buffer.concat(bodies)))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`
    try {
      expect(await fetchTimestamp(open, url, { roots })).toMatchObject({ added: true })
    } finally {
      server.close()
    }
    expect(await refusal(() => fetchTimestamp(open, url))).toBe('environment.network ECONNREFUSED')
    expect((await judged(roots)).checked.timestamps).toBeGreaterThan(0)
  })

  test('hands its stamps on, and the other side verifies them with its own roots', async () => {
    const draft = { category: 'phone', quantity: 1, description: 'black telephone' } as const
    await enact(open, deskOf(administrator), (drafting) => [exhibitDraft(drafting, draft)])
    const folder = place()
    await disclose(open, folder, 'none')
    const byHand = `head -n 3 cover/1.checkpoint > ${root}/text; openssl ts -verify -data ${root}/text -in tsa/1-0.tsr -CAfile ${root}/root.pem 2>&1`
    writeFileSync(join(root, 'root.pem'), authority.root)
    expect(execFileSync('bash', ['-c', byHand], { cwd: folder, encoding: 'utf8' })).toContain(
      'Verification: OK',
    )
    const files = readdirSync(join(folder, 'tsa'))
    expect(files.length).toBeGreaterThan(1)
    const question = { genesis: open.genesisLeaf, tsa: roots }
    const result = await auditDisclosure(folder, question)
    expect([result.verdict, result.coverage.coveredUpTo, result.coverage.size]).toEqual(['confirmed', 1, 2])

    const [first = ''] = files
    const bytes = readFileSync(join(folder, 'tsa', first))
    bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1
    writeFileSync(join(folder, 'tsa', first), bytes)
    expect(ofStamps(await auditDisclosure(folder, question)).join()).toContain('timestamp.refused')
  })

  test('shows a stamp that was altered where it is kept', async () => {
    open.close()
    const altered = place()
    execFileSync('cp', ['-r', caseFolder, altered])
    open = await openCase(caseFolder, home)
    behindTriggers(join(altered, 'case.db'), (raw) => {
      const row = raw.prepare<[], { bytes: Buffer }>('select bytes from cover where id = 0').get()
      const bytes = Buffer.from(row?.bytes ?? Buffer.of())
      bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1
      raw.prepare('update cover set bytes = ? where id = 0').run(bytes)
    })
    const scope = { bytes: 'none', requireCoverage: false } as const
    const result = await verify({ folder: altered, knownCheckpoints: [], receipts: [], scope }, home)
    expect(result.verdict).toBe('contradicted')
    expect(ofStamps(result).join()).toContain('timestamp.refused')
  })
})
