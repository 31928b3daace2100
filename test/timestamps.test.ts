import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { CustodiaError } from '../src/errors.js'
import { parseAuthorities } from '../src/timestamps/authority.js'
import { encodeDer, encodeOid } from '../src/timestamps/der.js'
import { type Judgement, judgeTimestamp, tokenRules, trustRules } from '../src/timestamps/judge.js'
import { formatRequest, parseRequest, requestFor } from '../src/timestamps/request.js'
import { en } from '../src/wording/en.js'
import { opensslAuthority, pinOf } from './support/openssl-authority.js'
import { describeShared } from './support/shared.js'
import {
  attribute,
  attributeIds,
  certified,
  extension,
  extensions,
  octets,
  pin,
  type Stamped,
  seconds,
  sequence,
  signerExtensions,
  stamped,
  usage,
} from './support/time-stamps.js'

const folder = mkdtempSync(join(tmpdir(), 'custodia-time-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const message = Buffer.from('lab.example/0123\n7\nqG4BElWpKvy0VjD+K1MgeGWOcZF5rLG5wdnuxFWwibM=\n')
const root = certified({ name: 'Root' })
const signer = certified({ name: 'Stamper', issuer: root, extensions: signerExtensions })
const authorities = parseAuthorities(Buffer.from(pin(root.certificate)))

function judged(wishes: Partial<Stamped> = {}, pinned = authorities, nonce?: bigint): Judgement {
  const response = stamped({ message, signer, issuer: 'Root', ...wishes })
  return judgeTimestamp(response, { message, authorities: pinned, nonce })
}

const told = (judgement: Judgement) =>
  judgement.kind === 'accepted' ? 'accepted' : `${judgement.kind} ${judgement.rule}`

function refusal(step: () => unknown): string {
  try {
    return String(step())
  } catch (error) {
    if (error instanceof CustodiaError) return `${error.code} ${error.details['reason']}`
    throw error
  }
}

describeShared('published time stamps', 'vectors/rfc3161-selfmade', (path) => {
  const file = (name: string) => readFileSync(join(path, name))
  const pins = (from: string, to: string, policy: string) =>
    parseAuthorities(
      Buffer.from(
        `custodia-tsa/v1\nname Test TSA\nfrom ${from}\nto ${to}\npolicy ${policy}\n${file('ca.crt')}`,
      ),
    )
  const policy = '1.3.6.1.4.1.99999.1.1'
  const wide = pins('2000-01-01T00:00:00.000Z', '2099-01-01T00:00:00.000Z', policy)
  const request = parseRequest(file('q.tsq'))
  const question = { message: file('data.note'), nonce: request.nonce, authorities: wide }

  test('good.tsr is accepted', () => {
    expect(judgeTimestamp(file('good.tsr'), question)).toEqual({
      kind: 'accepted',
      authority: 'Test TSA',
      stamp: { time: '2026-11-22T14:05:16.000Z', accuracy: 1000, policy, serial: '2' },
    })
  })

  test('backdated-2020.tsr, from a certificate of 2026, is refused whatever is pinned', () => {
    const refused = { kind: 'refused', rule: 'certificate-validity' }
    expect(judgeTimestamp(file('backdated-2020.tsr'), question)).toEqual(refused)
    expect(judgeTimestamp(file('backdated-2020.tsr'), { ...question, authorities: [] })).toEqual(refused)
  })

  test('an authority counts within its own window and policies alone', () => {
    const early = pins('2000-01-01T00:00:00.000Z', '2026-11-22T14:05:15.999Z', policy)
    expect(told(judgeTimestamp(file('good.tsr'), { ...question, authorities: early }))).toBe(
      'untrusted window',
    )
    const other = pins('2000-01-01T00:00:00.000Z', '2099-01-01T00:00:00.000Z', '1.3.6.1.4.1.99999.1.2')
    expect(told(judgeTimestamp(file('good.tsr'), { ...question, authorities: other }))).toBe(
      'untrusted policy',
    )
    const both = { ...question, authorities: [...other, ...early, ...wide] }
    expect(told(judgeTimestamp(file('good.tsr'), both))).toBe('accepted')
  })

  test('a spoofed certificate put before the real one changes nothing', () => {
    const injected = file('sigstore-response-injected-certs.tsr')
    const judgement = judgeTimestamp(injected, { message: Buffer.from('hello'), authorities: wide })
    expect(judgement).toMatchObject({
      kind: 'untrusted',
      rule: 'root',
      stamp: { policy: '1.3.6.1.4.1.57264.2' },
    })
  })

  test('the request is read as openssl wrote it, and written the same', () => {
    expect(Buffer.compare(formatRequest(request), file('q.tsq'))).toBe(0)
  })

  test('no flipped bit of good.tsr is accepted unless nothing rests on it', () => {
    const good = file('good.tsr')
    const positions = acceptedFlips(good, question)
    // The status between the two that grant; the list of digests; the copy of the root, which is pinned already.
    const inert = [8, ...span(37, 52), ...span(957, 1985)]
    expect(positions.filter((each) => !inert.includes(each))).toEqual([])
  })
})

function span(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, index) => from + index)
}

function acceptedFlips(
  response: Uint8Array,
  question: Parameters<typeof judgeTimestamp>[1],
): readonly number[] {
  const accepted = new Set<number>()
  for (let at = 0; at < response.length; at += 1) {
    // The smallest change, one that turns a part into a whole, and one that changes the sign.
    for (const bit of [0, 5, 7]) {
      const flipped = Buffer.from(response)
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit)
      if (refusal(() => judgeTimestamp(flipped, question).kind) === 'accepted') accepted.add(at)
    }
  }
  return [...accepted]
}

describe('a token', () => {
  test('as an authority gives it is accepted', () => {
    expect(judged()).toMatchObject({
      kind: 'accepted',
      authority: 'Authority',
      stamp: { time: '2026-03-01T12:00:00.000Z', accuracy: 0, policy: '1.2.3.4.1', serial: '7' },
    })
    expect(told(judged({ status: 1 }))).toBe('accepted')
  })

  test('is read by openssl as we made it', () => {
    writeFileSync(join(folder, 'made.tsr'), stamped({ message, signer, issuer: 'Root' }))
    writeFileSync(join(folder, 'message'), message)
    writeFileSync(join(folder, 'made-root.pem'), pin(root.certificate).split('\n').slice(5).join('\n'))
    const said = execFileSync(
      'openssl',
      ['ts', '-verify', '-data', 'message', '-in', 'made.tsr', '-CAfile', 'made-root.pem'],
      { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    )
    expect(said).toContain('Verification: OK')
  })

  const withUsage = (...wanted: Parameters<typeof extensions.usages>) =>
    certified({
      name: 'Stamper',
      issuer: root,
      extensions: [extensions.noAuthority(), extensions.keyUsage(0x80), extensions.usages(...wanted)],
    })
  const stranger = certified({ name: 'Root' })
  const expired = certified({
    name: 'Stamper',
    issuer: root,
    extensions: signerExtensions,
    to: '20260228235959Z',
  })
  const early = certified({
    name: 'Stamper',
    issuer: root,
    extensions: signerExtensions,
    from: '20260301120001Z',
  })
  const another = certified({ name: 'Stamper', issuer: root, extensions: signerExtensions })
  const { contentType, messageDigest, signingCertificate, signingCertificateV2 } = attributeIds
  const without = (oid: string) => (all: readonly Uint8Array[]) =>
    all.filter((each) => !Buffer.from(each).includes(Buffer.from(encodeOid(oid))))

  test.each<[string, Partial<Stamped>, string]>([
    ['that was not granted', { status: 2 }, 'refused status'],
    ['over something that is not a time stamp', { contentType: attributeIds.data }, 'refused content-type'],
    ['over another message', { message: Buffer.from('other') }, 'refused imprint'],
    ['with an imprint by SHA-1', { imprintOid: attributeIds.sha1 }, 'refused imprint-algorithm'],
    ['of two signers', { signers: 2 }, 'refused one-signer'],
    ['of nobody', { signers: 0 }, 'refused one-signer'],
    ['digested with SHA-1', { digestOid: attributeIds.sha1 }, 'refused algorithm'],
    ['with another digest than its signature', { digestOid: attributeIds.sha512 }, 'refused algorithm'],
    ['that does not sign what it is', { attributes: without(contentType) }, 'refused signed-attributes'],
    [
      'that signs that it is something else',
      {
        attributes: (all) => [
          ...without(contentType)(all),
          attribute(contentType, encodeOid(attributeIds.data)),
        ],
      },
      'refused signed-attributes',
    ],
    [
      'of a key that is not strong enough',
      {
        signer: certified({
          name: 'Stamper',
          issuer: root,
          extensions: signerExtensions,
          curve: 'secp256k1',
        }),
      },
      'refused algorithm',
    ],
    [
      'of a certificate whose issuer is somebody else by name',
      {
        signer: certified({
          name: 'Stamper',
          issuer: root,
          issuerName: 'Other',
          extensions: signerExtensions,
        }),
        issuer: 'Other',
      },
      'untrusted root',
    ],
    ['that does not sign its content', { attributes: without(messageDigest) }, 'refused signed-attributes'],
    ['whose content was exchanged', { digestOf: Buffer.from('other') }, 'refused message-digest'],
    ['whose certificate stayed behind', { withoutCertificate: true }, 'refused certificate-absent'],
    [
      'that names no certificate',
      { attributes: without(signingCertificateV2) },
      'refused certificate-unnamed',
    ],
    [
      'that names its certificate by SHA-1',
      {
        attributes: (all) => [
          ...without(signingCertificateV2)(all),
          attribute(signingCertificate, sequence(sequence(sequence(octets(Buffer.alloc(20)))))),
        ],
      },
      'refused certificate-unnamed',
    ],
    ['that names another certificate', { named: another.certificate }, 'refused signing-certificate'],
    [
      'signed by another key',
      { signer: { ...another, serial: signer.serial, certificate: signer.certificate } },
      'refused token-signature',
    ],
    ['of a certificate that is not critical', { signer: withUsage(undefined, false) }, 'refused key-usage'],
    [
      'of a certificate for other things too',
      { signer: withUsage([usage.timeStamping, usage.codeSigning]) },
      'refused key-usage',
    ],
    ['of a certificate for something else', { signer: withUsage([usage.codeSigning]) }, 'refused key-usage'],
    [
      'of a certificate that does not say what it is for',
      { signer: certified({ name: 'Stamper', issuer: root, extensions: [extensions.keyUsage(0x80)] }) },
      'refused key-usage',
    ],
    [
      'of a key that signs certificates alone',
      {
        signer: certified({
          name: 'Stamper',
          issuer: root,
          extensions: [extensions.keyUsage(0x04), extensions.usages()],
        }),
      },
      'refused key-usage',
    ],
    [
      'of a certificate with a condition nobody knows',
      {
        signer: certified({
          name: 'Stamper',
          issuer: root,
          extensions: [...signerExtensions, extensions.unknown()],
        }),
      },
      'refused key-usage',
    ],
    ['of a certificate that had expired', { signer: expired }, 'refused certificate-validity'],
    ['of a certificate that was not issued yet', { signer: early }, 'refused certificate-validity'],
    [
      'of a certificate with that name from elsewhere',
      { signer: certified({ name: 'Stamper', issuer: stranger, extensions: signerExtensions }) },
      'untrusted root',
    ],
    ['after its root had expired', { at: '20340101000000.001Z', signer: forever() }, 'untrusted root'],
    ['under another policy', { policy: '1.2.3.4.2' }, 'untrusted policy'],
  ])('%s does not count', (_name, wishes, expected) => {
    expect(told(judged(wishes))).toBe(expected)
  })

  function forever() {
    return certified({ name: 'Stamper', issuer: root, extensions: signerExtensions, to: '20990101000000Z' })
  }

  test('outside the window of its authority does not count, its root being valid', () => {
    const narrow = parseAuthorities(Buffer.from(pin(root.certificate, { to: '2026-03-01' })))
    expect(told(judged({}, narrow))).toBe('untrusted window')
    expect(told(judged({ at: '20260301000000Z' }, narrow))).toBe('accepted')
    const late = parseAuthorities(Buffer.from(pin(root.certificate, { from: '2026-03-02' })))
    expect(told(judged({}, late))).toBe('untrusted window')
    expect(told(judged({ at: '20260302000000Z' }, late))).toBe('accepted')
  })

  test('repeats the nonce of its request, where that is known', () => {
    expect(told(judged({ nonce: 5n }, authorities, 5n))).toBe('accepted')
    expect(told(judged({ nonce: 5n }))).toBe('accepted')
    expect(told(judged({ nonce: 5n }, authorities, 6n))).toBe('refused nonce')
    expect(told(judged({}, authorities, 6n))).toBe('refused nonce')
  })

  test('may name its certificate by the identifier of its key', () => {
    const keyId = Buffer.from('0123456789abcdef')
    const named = certified({
      name: 'Stamper',
      issuer: root,
      extensions: [...signerExtensions, extension('2.5.29.14', octets(keyId), false)],
    })
    expect(told(judged({ signer: named, keyId }))).toBe('accepted')
    expect(told(judged({ signer: named, keyId: Buffer.from('other') }))).toBe('refused certificate-absent')
  })

  test('says how exact its clock is', () => {
    expect(judged({ accuracy: seconds(3) })).toMatchObject({ stamp: { accuracy: 3000 } })
    const fine = sequence(encodeDer(0x80, Uint8Array.of(20)), encodeDer(0x81, Uint8Array.of(1)))
    expect(judged({ accuracy: fine })).toMatchObject({ stamp: { accuracy: 21 } })
  })

  test.each<[string, Partial<Stamped>]>([
    ['an extension that changes its meaning', { infoExtensions: extension('1.2.3', Buffer.of()) }],
    ['a time that is none', { at: '20260230120000Z' }],
    ['a time with a zone', { at: '20260301120000+0100' }],
    ['a fraction that ends in a zero', { at: '20260301120000.10Z' }],
    ['an attribute twice', { attributes: (all) => [...all, ...all.slice(0, 1)] }],
  ])('with %s is malformed', (_name, wishes) => {
    expect(refusal(() => told(judged(wishes)))).toMatch(/^source\.malformed /)
  })

  test('of any kind is told in words', () => {
    for (const rule of [...tokenRules, ...trustRules])
      expect(en).toHaveProperty([`error.source.refused/${rule}.what`])
  })
})

describe('a chain', () => {
  const issuing = certified({ name: 'Issuing', issuer: root, extensions: [extensions.authority(0)] })
  const below = certified({ name: 'Below', issuer: issuing, extensions: [extensions.authority()] })
  const byIssuing = certified({ name: 'Stamper', issuer: issuing, extensions: signerExtensions })
  const byBelow = certified({ name: 'Stamper', issuer: below, extensions: signerExtensions })
  const wanted = { signer: byIssuing, issuer: 'Issuing', others: [issuing] }

  test('may pass through an authority whose certificate came along', () => {
    expect(told(judged(wanted))).toBe('accepted')
    expect(told(judged({ ...wanted, others: [root, issuing] }))).toBe('accepted')
  })

  test('does not pass through what is not there, or is not allowed so far down', () => {
    expect(told(judged({ ...wanted, others: [] }))).toBe('untrusted root')
    const deep = { signer: byBelow, issuer: 'Below', others: [below, issuing] }
    expect(told(judged(deep))).toBe('untrusted root')
  })

  test.each([
    ['no authority', { extensions: [extensions.noAuthority()] }],
    ['what says that it is no authority', { extensions: [extensions.expresslyNoAuthority()] }],
    ['nothing about it', { extensions: [extensions.keyUsage(0x06)] }],
    [
      'an authority for other usages',
      { extensions: [extensions.authority(), extensions.usages([usage.codeSigning])] },
    ],
    [
      'an authority that signs no certificates',
      { extensions: [extensions.authority(), extensions.keyUsage(0x80)] },
    ],
    [
      'an authority under an unknown condition',
      { extensions: [extensions.authority(), extensions.unknown()] },
    ],
    ['an authority that had expired', { to: '20260228000000Z' }],
    ['an authority signed with SHA-1', { signatureOid: attributeIds.ecdsaSha1 }],
  ])('does not pass through %s', (_name, wishes) => {
    const between = certified({ name: 'Issuing', issuer: root, ...wishes })
    const last = certified({ name: 'Stamper', issuer: between, extensions: signerExtensions })
    expect(told(judged({ signer: last, issuer: 'Issuing', others: [between] }))).toBe('untrusted root')
  })

  test('ends at a root that was valid at the time', () => {
    const old = certified({ name: 'Root', to: '20250101000000Z' })
    const late = certified({ name: 'Stamper', issuer: old, extensions: signerExtensions })
    const pinned = parseAuthorities(Buffer.from(pin(old.certificate)))
    expect(told(judged({ signer: late }, pinned))).toBe('untrusted root')
  })

  test('is not lengthened for ever by certificates that sign one another', () => {
    const [one, two] = [certified({ name: 'One' }), certified({ name: 'Two' })]
    const circle = [
      certified({ name: 'One', issuer: two }),
      certified({ name: 'Two', issuer: one }),
      one,
      two,
    ]
    const lost = certified({ name: 'Stamper', issuer: one, extensions: signerExtensions })
    expect(told(judged({ signer: lost, issuer: 'One', others: circle }))).toBe('untrusted root')
  })

  test('is not made of authorities pinned side by side', () => {
    const other = certified({ name: 'Other' })
    const pinned = parseAuthorities(
      Buffer.from(pin(other.certificate, { name: 'Other' }) + pin(issuing.certificate, { name: 'Issuing' })),
    )
    expect(judged({ signer: byIssuing, issuer: 'Issuing' }, pinned)).toMatchObject({ authority: 'Issuing' })
    expect(told(judged({}, pinned))).toBe('untrusted root')
  })

  test('does not pass through a certificate that says a thing twice', () => {
    const twice = certified({
      name: 'Stamper',
      issuer: root,
      extensions: [...signerExtensions, extensions.usages([usage.codeSigning])],
    })
    expect(refusal(() => told(judged({ signer: twice })))).toBe('source.malformed certificate')
  })

  test('with more certificates than any chain has is malformed', () => {
    const many = Array.from({ length: 20 }, () => root)
    expect(refusal(() => told(judged({ others: many })))).toBe('source.malformed too many parts')
  })
})

describe.each(['rsa', 'ec'] as const)('an authority of openssl with %s keys', (algorithm) => {
  const place = mkdtempSync(join(folder, `${algorithm}-`))
  const authority = opensslAuthority(place, algorithm)
  const pinned = parseAuthorities(Buffer.from(pinOf(authority)))

  test('answers our request, and its answer is accepted', () => {
    const request = requestFor(message)
    const response = authority.answer(formatRequest(request))
    const judgement = judgeTimestamp(response, { message, nonce: request.nonce, authorities: pinned })
    expect(judgement).toMatchObject({ kind: 'accepted', stamp: { accuracy: 1500, policy: authority.policy } })
    expect(told(judgeTimestamp(response, { message, authorities }))).toBe('untrusted root')
  })

  test('is asked for a policy, and gives no stamp under one it does not have', () => {
    const wide = parseAuthorities(Buffer.from(pinOf(authority).replace(/^policy .*$/m, 'policy any')))
    const other = authority.answer(formatRequest(requestFor(message, '1.3.6.1.4.1.55555.2')))
    expect(told(judgeTimestamp(other, { message, authorities: pinned }))).toBe('untrusted policy')
    expect(told(judgeTimestamp(other, { message, authorities: wide }))).toBe('accepted')
    const none = authority.answer(formatRequest(requestFor(message, '1.2.3')))
    expect(told(judgeTimestamp(none, { message, authorities: wide }))).toBe('refused status')
  })

  test('no altered byte of its answer makes another one', () => {
    const request = requestFor(message)
    const response = authority.answer(formatRequest(request))
    const question = { message, nonce: request.nonce, authorities: pinned }
    const honest = judgeTimestamp(response, question)
    fc.assert(
      fc.property(fc.nat(response.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = Buffer.from(response)
        altered[at] = (altered[at] ?? 0) ^ change
        const outcome = refusal(() => JSON.stringify(judgeTimestamp(altered, question)))
        // Inert at best: an accepted one says the same of the same authority.
        if (outcome.startsWith('{"kind":"accepted"')) expect(outcome).toBe(JSON.stringify(honest))
      }),
      { numRuns: 3000 },
    )
  })
})
