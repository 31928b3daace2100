import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, sep } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OutsideCover } from '../src/audit/source.js'
import { auditDisclosure } from '../src/auditor.js'
import { writeDisclosure } from '../src/disclosure/write.js'
import { formatSignedNote, parseSignedNote } from '../src/encoding/signed-note.js'
import { formatCheckpoint, parseCheckpoint } from '../src/signing/checkpoint.js'
import { cosign, formatCosignerKey } from '../src/signing/cosignature.js'
import type { NamedSigner } from '../src/signing/signed-act.js'
import { seedSigner } from '../src/signing/signer.js'
import { formatVerifierKey, verifierKeyOf } from '../src/signing/verifier-key.js'
import { smallRecord } from './support/small-record.js'

const small = await smallRecord()
const logSigner = seedSigner(createHash('sha256').update('seed of log').digest())
const { origin } = parseCheckpoint(parseSignedNote(small.input.checkpoint).text)
const time = 1_790_000_000
let root: string
let made = 0

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'custodia-coverage-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

const witness = (number: number): NamedSigner => ({
  name: `w${number}.example/w`,
  signer: seedSigner(Buffer.alloc(32, number)),
})
const policyOf = (rule: string, ...lines: readonly string[]) =>
  Buffer.from(
    [
      ...lines,
      ...[1, 2, 3].map((each) => {
        const { name, signer } = witness(each)
        return `witness W${each} ${formatCosignerKey(name, signer.publicKey)}`
      }),
      rule,
      '',
    ].join('\n'),
  )
const anyone = policyOf('quorum none')

async function cosigned(by: NamedSigner, size: number): Promise<OutsideCover> {
  const { text, signatures } = parseSignedNote(small.checkpoints[size - 1] ?? new Uint8Array())
  const line = await cosign(text, by, time + size)
  return { kind: 'cosignature', size, bytes: formatSignedNote({ text, signatures: [...signatures, line] }) }
}

async function disclosed(...cover: readonly OutsideCover[]): Promise<string> {
  made += 1
  const folder = join(root, `${made}`)
  await writeDisclosure(folder, { ...small.input, cover })
  return folder
}

/** A file put in the place of another, by somebody who knows of the list. */
async function replaced(folder: string, path: string, bytes: Uint8Array): Promise<string> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), bytes)
  const all = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = all
    .filter((each) => each.isFile() && each.name !== 'sha256sums.txt')
    .map((each) =>
      join(each.parentPath, each.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
    .sort()
  const sums = files.map(async (each) => {
    const digest = createHash('sha256')
      .update(await readFile(join(folder, each)))
      .digest('hex')
    return `${digest}  ${each}\n`
  })
  await writeFile(join(folder, 'sha256sums.txt'), (await Promise.all(sums)).join(''))
  return folder
}

async function audited(folder: string, policy: Uint8Array | undefined = anyone, requireCoverage = false) {
  const result = await auditDisclosure(folder, {
    genesis: small.genesis,
    policy,
    scope: { bytes: 'none', requireCoverage },
  })
  return {
    ...result,
    complaints: result.findings
      .filter(({ verdict }) => verdict !== 'confirmed')
      .map(({ code, verdict, subject }) => `${code} ${verdict} ${subject}`),
    gaps: result.notChecked.map(({ what, why, count }) => [what, why, count].join(' ')),
  }
}

describe('cover from outside', () => {
  test('of the head leaves nothing uncovered', async () => {
    const { verdict, coverage, checked, gaps } = await audited(await disclosed(await cosigned(witness(1), 7)))
    expect(verdict).toBe('confirmed')
    expect(checked.cosignatures).toBe(1)
    expect(coverage).toEqual({
      size: 7,
      coveredUpTo: 7,
      by: [{ kind: 'cosignature', who: 'W1', upTo: 7, at: new Date((time + 7) * 1000).toISOString() }],
    })
    expect(gaps.filter((each) => /cover|cosign/.test(each))).toEqual([])
  })

  test('of an earlier size names the tail', async () => {
    const folder = await disclosed(await cosigned(witness(1), 4))
    const { verdict, coverage, gaps } = await audited(folder)
    expect([verdict, coverage.coveredUpTo]).toEqual(['confirmed', 4])
    expect(gaps).toContain('uncovered-tail not-here 3')
    const required = await audited(folder, anyone, true)
    expect(required.verdict).toBe('unchecked')
    expect(required.complaints).toEqual(['coverage.absent unchecked log'])
  })

  test('that is required and there is enough', async () => {
    const folder = await disclosed(await cosigned(witness(1), 7))
    expect((await audited(folder, anyone, true)).verdict).toBe('confirmed')
  })

  test('reaches as far as the quorum does', async () => {
    const folder = await disclosed(
      await cosigned(witness(1), 7),
      await cosigned(witness(2), 4),
      await cosigned(witness(3), 2),
    )
    const upTo = async (rule: string) => (await audited(folder, policyOf(rule))).coverage.coveredUpTo
    expect(await upTo('quorum none')).toBe(7)
    expect(await upTo('group g 1 W1 W2 W3\nquorum g')).toBe(7)
    expect(await upTo('group g 2 W1 W2 W3\nquorum g')).toBe(4)
    expect(await upTo('group g all W1 W2 W3\nquorum g')).toBe(2)
    expect(await upTo('quorum W3')).toBe(2)
  })

  test('by nobody who is trusted is no cover and no fault', async () => {
    const folder = await disclosed(await cosigned(witness(9), 7))
    const { verdict, coverage, gaps } = await audited(folder)
    expect([verdict, coverage.coveredUpTo, coverage.by]).toEqual(['confirmed', 0, []])
    expect(gaps).toEqual(
      expect.arrayContaining(['outside-cover not-trusted 7', 'cosignatures not-trusted 1']),
    )
    const without = await auditDisclosure(folder, { genesis: small.genesis })
    expect([without.verdict, without.coverage.coveredUpTo]).toEqual(['confirmed', 0])
  })

  test('by the log itself under another name is no cover', async () => {
    const inside = { name: 'w8.example/w', signer: logSigner }
    const key = formatCosignerKey(inside.name, logSigner.publicKey)
    const folder = await disclosed(await cosigned(inside, 7))
    const { coverage } = await audited(folder, Buffer.from(`witness W8 ${key}\nquorum W8\n`))
    expect(coverage.coveredUpTo).toBe(0)
  })

  test('under a policy of other logs is no cover, and said to be none', async () => {
    const folder = await disclosed(await cosigned(witness(1), 7))
    const other = formatVerifierKey('other.example/log', logSigner.publicKey)
    const { coverage, complaints } = await audited(folder, policyOf('quorum none', `log ${other}`))
    expect(coverage.coveredUpTo).toBe(0)
    expect(complaints).toEqual(['cover.other-log unchecked policy'])
    const own = formatVerifierKey(origin, logSigner.publicKey)
    expect((await audited(folder, policyOf('quorum none', `log ${own}`))).coverage.coveredUpTo).toBe(7)
  })
})

describe('cover that was tampered with', () => {
  const lineAltered = (bytes: Uint8Array, change: (signature: Buffer) => Uint8Array) => {
    const { text, signatures } = parseSignedNote(bytes)
    const [own, line] = signatures
    if (!own || !line) throw new Error('no lines')
    return formatSignedNote({
      text,
      signatures: [own, { ...line, signature: change(Buffer.from(line.signature)) }],
    })
  }

  test.each([
    ['its signature', 40],
    ['its time', 7],
  ])('in %s contradicts', async (_name, at) => {
    const cover = await cosigned(witness(1), 7)
    const altered = lineAltered(cover.bytes, (signature) => {
      signature[at] = (signature[at] ?? 0) ^ 1
      return signature
    })
    const folder = await replaced(await disclosed(cover), 'checkpoint', altered)
    const { verdict, coverage, complaints } = await audited(folder)
    expect([verdict, coverage.coveredUpTo]).toEqual(['contradicted', 0])
    expect(complaints).toEqual(['cosignature.invalid contradicted checkpoint 7'])
  })

  test('by another key under the name of a witness', async () => {
    const impostor = { name: witness(1).name, signer: seedSigner(Buffer.alloc(32, 9)) }
    const { coverage, gaps } = await audited(await disclosed(await cosigned(impostor, 7)))
    expect(coverage.coveredUpTo).toBe(0)
    expect(gaps).toContain('cosignatures not-trusted 1')
  })

  test('that is of another size than it is kept for', async () => {
    const stale = await cosigned(witness(1), 4)
    const folder = await replaced(await disclosed(), 'cover/6.checkpoint', stale.bytes)
    const { coverage, complaints } = await audited(folder)
    expect(complaints).toEqual(['cover.mismatch contradicted checkpoint 6'])
    expect(coverage.coveredUpTo).toBe(4)
  })

  test('that is of another history shows that history', async () => {
    const text = formatCheckpoint({ origin, size: 5, root: Buffer.alloc(32, 5) })
    const { keyId } = verifierKeyOf(origin, logSigner.publicKey)
    const own = { name: origin, keyId, signature: await logSigner.sign(Buffer.from(text)) }
    const bytes = formatSignedNote({ text, signatures: [own, await cosign(text, witness(1), time)] })
    const folder = await replaced(await disclosed(), 'cover/5.checkpoint', bytes)
    const { verdict, coverage, complaints } = await audited(folder)
    expect([verdict, coverage.coveredUpTo]).toEqual(['contradicted', 0])
    expect(complaints).toEqual(['checkpoint.root-mismatch contradicted checkpoint 5'])
  })

  test('that is no checkpoint at all is named', async () => {
    const folder = await replaced(await disclosed(), 'cover/5.checkpoint', Buffer.from('nothing\n'))
    expect((await audited(folder)).complaints).toEqual(['checkpoint.malformed contradicted checkpoint 5'])
  })
})

test('a checkpoint that somebody kept brings the cosignatures it carries', async () => {
  const { bytes } = await cosigned(witness(2), 6)
  const result = await auditDisclosure(await disclosed(), {
    genesis: small.genesis,
    policy: anyone,
    checkpoints: [{ name: 'kept', bytes }],
  })
  expect(result.coverage).toMatchObject({ coveredUpTo: 6, by: [{ who: 'W2' }] })
})
