import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeBase64 } from '../src/encoding/base64.js'
import { canonicalJson, type Json, parseCanonicalJson } from '../src/encoding/canonical-json.js'
import { formatSignedNote } from '../src/encoding/signed-note.js'
import { formatCheckpoint, parseCheckpoint } from '../src/signing/checkpoint.js'
import { createKeyFile, openKeyFile, readKeyFile } from '../src/signing/key-file.js'
import { fingerprintOf, requireSoundPublicKey } from '../src/signing/public-key.js'
import { formatReceipt, parseReceipt, type Receipt } from '../src/signing/receipt.js'
import { seedSigner } from '../src/signing/signer.js'
import { formatVerifierKey, parseVerifierKey, verifierKeyOf } from '../src/signing/verifier-key.js'
import { decodePoint, hasLowOrder } from './reference/edwards.js'
import { independentKeyFile } from './reference/key-file.js'

const withCode = (code: string) => expect.objectContaining({ code })
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const seed = bytes(32)
const name = 'lab.example/P-02'

describe('Ed25519', () => {
  test.each([
    [
      '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      '',
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    ],
    [
      '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      '72',
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    ],
  ])('RFC 8032 §7.1, seed %s', async (seedHex, publicHex, message, signature) => {
    const signer = seedSigner(Buffer.from(seedHex, 'hex'))
    expect(Buffer.from(signer.publicKey).toString('hex')).toBe(publicHex)
    const signed = await signer.sign(Buffer.from(message, 'hex'))
    expect(Buffer.from(signed).toString('hex')).toBe(signature)
  })

  test('a signature is of its message, whole, and under its key', async () => {
    await fc.assert(
      fc.asyncProperty(seed, seed, fc.uint8Array(), fc.nat(), async (own, other, message, bit) => {
        const signer = seedSigner(own)
        const key = verifierKeyOf(name, signer.publicKey)
        const signature = await signer.sign(message)
        expect(key.verify(message, signature)).toBe(true)
        expect(key.verify(Uint8Array.of(...message, 0), signature)).toBe(false)
        expect(key.verify(message, flipped(signature, bit))).toBe(false)
        expect(key.verify(message, signature.subarray(1))).toBe(false)
        expect(key.verify(message, Uint8Array.of(...signature, 0))).toBe(false)
        if (Buffer.compare(own, other) !== 0)
          expect(verifierKeyOf(name, seedSigner(other).publicKey).verify(message, signature)).toBe(false)
      }),
      { numRuns: 50 },
    )
  })

  test.each([0, 31, 33, 64])('a seed has not %i bytes', (length) => {
    expect(() => seedSigner(new Uint8Array(length))).toThrow(withCode('key.malformed'))
  })
})

/** The eight points of low order, then encodings RFC 8032 does not allow: a sign on x = 0, and y not below the field. */
const lowOrder = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000080',
  '0000000000000000000000000000000000000000000000000000000000000000',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  '0100000000000000000000000000000000000000000000000000000000000080',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
]

describe('a public key', () => {
  test.each(lowOrder)('%s is weak', (hex) => {
    expect(() => requireSoundPublicKey(Buffer.from(hex, 'hex'))).toThrow(withCode('key.weak'))
    expect(() => verifierKeyOf(name, Buffer.from(hex, 'hex'))).toThrow(withCode('key.weak'))
  })

  test('of low order is one of the first eight, and those are so by the curve’s own arithmetic', () => {
    const points = lowOrder.slice(0, 8).map((hex) => decodePoint(Buffer.from(hex, 'hex')))
    expect(points.map((point) => point !== undefined && hasLowOrder(point))).toEqual(new Array(8).fill(true))
    expect(new Set(points.map((point) => `${point?.x} ${point?.y}`)).size).toBe(8)
    const rest = lowOrder.slice(8).map((hex) => decodePoint(Buffer.from(hex, 'hex')))
    expect(rest).toEqual(new Array(rest.length).fill(undefined))
    const ordinary = decodePoint(seedSigner(new Uint8Array(32)).publicKey)
    expect(ordinary && hasLowOrder(ordinary)).toBe(false)
  })

  test('whose y is not below the field is weak, with either sign', () => {
    for (let low = 0xed; low <= 0xff; low += 1)
      for (const high of [0x7f, 0xff]) {
        const key = new Uint8Array(32).fill(0xff)
        key[0] = low
        key[31] = high
        expect(() => requireSoundPublicKey(key)).toThrow(withCode('key.weak'))
      }
  })

  test('that a seed makes is sound', () => {
    fc.assert(
      fc.property(seed, (own) => {
        requireSoundPublicKey(seedSigner(own).publicKey)
      }),
    )
  })

  test.each([0, 31, 33])('of %i bytes is none', (length) => {
    expect(() => requireSoundPublicKey(new Uint8Array(length).fill(9))).toThrow(withCode('key.malformed'))
  })

  test('is named by half its SHA-256', () => {
    const { publicKey } = seedSigner(new Uint8Array(32))
    expect(fingerprintOf(publicKey)).toBe(createHash('sha256').update(publicKey).digest('hex').slice(0, 32))
  })
})

describe('a verifier key', () => {
  const text = formatVerifierKey(name, seedSigner(new Uint8Array(32).fill(5)).publicKey)

  test('comes back, both ways', () => {
    fc.assert(
      fc.property(
        seed,
        fc.string({ unit: fc.constantFrom(...'abz09./-ñ€😂'), minLength: 1 }),
        (own, anyName) => {
          const { publicKey } = seedSigner(own)
          const key = parseVerifierKey(formatVerifierKey(anyName, publicKey))
          expect(key).toMatchObject({ name: anyName, algorithm: 'ed25519' })
          expect(Buffer.compare(key.publicKey, publicKey)).toBe(0)
          expect(Buffer.compare(key.keyId, verifierKeyOf(anyName, publicKey).keyId)).toBe(0)
        },
      ),
      { numRuns: 50 },
    )
  })

  test('with any bit changed is refused', () => {
    for (let bit = 0; bit < text.length * 8; bit += 1) {
      const changed = Buffer.from(flipped(Buffer.from(text), bit)).toString('latin1')
      expect(() => parseVerifierKey(changed)).toThrow(expect.objectContaining({ name: 'KeyError' }))
    }
  })

  test.each([
    ['nothing', ''],
    ['no key', 'lab.example+00000000'],
    ['a space in the name', text.replace('lab.', 'lab ')],
    ['a plus in the name', text.replace('lab.', 'lab+')],
    ['no name', text.slice(name.length)],
    ['a key id in capitals', text.replace(/\+[0-9a-f]{8}\+/, (id) => id.toUpperCase())],
    ['something behind', `${text}\n`],
    ['a short key', 'lab.example+00000000+AQ=='],
  ])('is not one with %s', (_, other) => {
    expect(() => parseVerifierKey(other)).toThrow(withCode('key.malformed'))
  })

  test('that signs otherwise, under its right key id, is not one of ours', () => {
    const typed = Buffer.concat([Buffer.from([4]), seedSigner(new Uint8Array(32).fill(3)).publicKey])
    const keyId = createHash('sha256').update(`${name}\n`).update(typed).digest('hex').slice(0, 8)
    expect(() => parseVerifierKey(`${name}+${keyId}+${encodeBase64(typed)}`)).toThrow(
      withCode('key.malformed'),
    )
  })

  test('is not made for a name no note can carry', () => {
    const { publicKey } = seedSigner(new Uint8Array(32))
    for (const wrong of ['', 'a b', 'a+b', 'a\nb', '\ud800'])
      expect(() => formatVerifierKey(wrong, publicKey)).toThrow(withCode('key.malformed'))
  })
})

describe('a checkpoint', () => {
  const root = new Uint8Array(32).fill(5)
  const encoded = encodeBase64(root)

  test('comes back, both ways', () => {
    const origin = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !/\p{Cc}/u.test(text))
    fc.assert(
      fc.property(origin, fc.maxSafeNat(), bytes(32), (anyOrigin, size, anyRoot) => {
        const text = formatCheckpoint({ origin: anyOrigin, size, root: anyRoot })
        const read = parseCheckpoint(text)
        expect(read).toEqual({ origin: anyOrigin, size, root: Buffer.from(anyRoot), extensions: [] })
        expect(formatCheckpoint(read)).toBe(text)
      }),
    )
  })

  test('keeps extension lines, and we write none', () => {
    const read = parseCheckpoint(`o\n7\n${encoded}\none\ntwo\n`)
    expect(read.extensions).toEqual(['one', 'two'])
    expect(formatCheckpoint(read)).toBe(`o\n7\n${encoded}\n`)
  })

  test.each([
    ['nothing', ''],
    ['two lines', 'o\n7\n'],
    ['no final newline', `o\n7\n${encoded}`],
    ['no origin', `\n7\n${encoded}\n`],
    ['an empty extension line', `o\n7\n${encoded}\n\n`],
    ['an empty line between extension lines', `o\n7\n${encoded}\na\n\nb\n`],
    ['a leading zero', `o\n07\n${encoded}\n`],
    ['a plus sign', `o\n+7\n${encoded}\n`],
    ['a minus sign', `o\n-0\n${encoded}\n`],
    ['an exponent', `o\n1e3\n${encoded}\n`],
    ['a space', `o\n 7\n${encoded}\n`],
    ['no size', `o\n\n${encoded}\n`],
    ['2^53', `o\n9007199254740992\n${encoded}\n`],
    ['2^64', `o\n18446744073709551616\n${encoded}\n`],
    ['a short root', `o\n7\n${encodeBase64(root.subarray(1))}\n`],
    ['a long root', `o\n7\n${encodeBase64(Uint8Array.of(...root, 1))}\n`],
    ['a root without padding', `o\n7\n${encoded.slice(0, -1)}\n`],
    ['a carriage return', `o\r\n7\n${encoded}\n`],
  ])('is not one with %s', (_, text) => {
    expect(() => parseCheckpoint(text)).toThrow(withCode('source.malformed'))
  })

  test('may have 2^53-1 entries', () => {
    expect(parseCheckpoint(`o\n9007199254740991\n${encoded}\n`).size).toBe(Number.MAX_SAFE_INTEGER)
  })

  test.each([
    [{ origin: '', size: 1, root }],
    [{ origin: 'a\nb', size: 1, root }],
    [{ origin: '\ud800', size: 1, root }],
    [{ origin: 'o', size: -1, root }],
    [{ origin: 'o', size: 1.5, root }],
    [{ origin: 'o', size: 2 ** 53, root }],
    [{ origin: 'o', size: 1, root: root.subarray(1) }],
  ])('is not written of %j', (checkpoint) => {
    expect(() => formatCheckpoint(checkpoint)).toThrow(withCode('source.malformed'))
  })
})

describe('a receipt', () => {
  const checkpoint = formatSignedNote({
    text: formatCheckpoint({ origin: 'lab.example', size: 9, root: new Uint8Array(32) }),
    signatures: [{ name: 'lab.example', keyId: new Uint8Array(4), signature: new Uint8Array(64) }],
  })
  const note = Buffer.from(checkpoint).toString()
  const step = encodeBase64(new Uint8Array(32).fill(1))
  const receipt: fc.Arbitrary<Receipt> = fc.record(
    {
      extra: fc.uint8Array({ minLength: 1 }).map(encodeBase64),
      index: fc.maxSafeNat(),
      proof: fc.array(bytes(32), { maxLength: 53 }),
      checkpoint: fc.constant(checkpoint),
    },
    { requiredKeys: ['index', 'proof', 'checkpoint'] },
  )

  test('comes back, both ways', () => {
    fc.assert(
      fc.property(receipt, (written) => {
        const stored = formatReceipt(written)
        const read = parseReceipt(stored)
        expect(comparable(read)).toEqual(comparable(written))
        expect(Buffer.compare(formatReceipt(read), stored)).toBe(0)
      }),
    )
  })

  test('looks as C2SP says', () => {
    const stored = formatReceipt({ extra: 'AAAA', index: 4, proof: [new Uint8Array(32).fill(1)], checkpoint })
    expect(Buffer.from(stored).toString()).toBe(
      `c2sp.org/tlog-proof@v1\nextra AAAA\nindex 4\n${step}\n\n${note}`,
    )
  })

  test.each([
    ['nothing', ''],
    ['another version', `c2sp.org/tlog-proof@v2\nindex 4\n\n${note}`],
    ['no index', `c2sp.org/tlog-proof@v1\n${step}\n\n${note}`],
    ['no lines but the first', `c2sp.org/tlog-proof@v1\n\n${note}`],
    ['an index with a leading zero', `c2sp.org/tlog-proof@v1\nindex 04\n\n${note}`],
    ['an index too large', `c2sp.org/tlog-proof@v1\nindex 9007199254740992\n\n${note}`],
    ['empty extra data', `c2sp.org/tlog-proof@v1\nextra \nindex 4\n\n${note}`],
    ['extra data that is not base64', `c2sp.org/tlog-proof@v1\nextra AA\nindex 4\n\n${note}`],
    ['extra data twice', `c2sp.org/tlog-proof@v1\nextra AAAA\nextra AAAA\nindex 4\n\n${note}`],
    ['extra data behind the index', `c2sp.org/tlog-proof@v1\nindex 4\nextra AAAA\n\n${note}`],
    ['a short hash', `c2sp.org/tlog-proof@v1\nindex 4\nAAAA\n\n${note}`],
    ['54 hashes', `c2sp.org/tlog-proof@v1\nindex 4\n${`${step}\n`.repeat(54)}\n${note}`],
    ['two blank lines', `c2sp.org/tlog-proof@v1\nindex 4\n\n\n${note}`],
    ['no checkpoint', 'c2sp.org/tlog-proof@v1\nindex 4\n\n'],
    ['a checkpoint nobody signed', `c2sp.org/tlog-proof@v1\nindex 4\n\n${note.split('\n\n')[0]}\n`],
    ['a note that is no checkpoint', `c2sp.org/tlog-proof@v1\nindex 4\n\n${note.replace('\n9\n', '\n09\n')}`],
    ['carriage returns', `c2sp.org/tlog-proof@v1\r\nindex 4\r\n\r\n${note}`],
  ])('is not one with %s', (_, text) => {
    expect(() => parseReceipt(Buffer.from(text))).toThrow(withCode('source.malformed'))
  })

  test('is not written of what could not be read', () => {
    const sound = { index: 4, proof: [], checkpoint }
    for (const wrong of [{ index: -1 }, { index: 0.5 }, { extra: 'AA' }, { proof: [new Uint8Array(31)] }])
      expect(() => formatReceipt({ ...sound, ...wrong })).toThrow(withCode('source.malformed'))
  })

  function comparable({ proof, checkpoint: stored, ...rest }: Receipt) {
    return { ...rest, proof: proof.map(encodeBase64), checkpoint: encodeBase64(stored) }
  }
})

describe('a key file', () => {
  const passphrase = Buffer.from('correct horse battery staple')
  const created = '2025-03-01T09:30:00.000Z'
  const ownSeed = new Uint8Array(32).fill(9)
  let folder = ''

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'custodia-keys-'))
  })
  afterAll(async () => {
    await rm(folder, { recursive: true })
  })

  async function stored(text: string | Uint8Array): Promise<string> {
    const path = join(folder, `${randomBytes(8).toString('hex')}.key`)
    await writeFile(path, text)
    return path
  }

  test('is made in a folder nobody else enters, opens with its passphrase and signs', async () => {
    const home = join(folder, 'home', 'keys')
    const key = await createKeyFile(home, passphrase, created)
    expect(await readdir(home)).toEqual([`${key.fingerprint}.key`])
    expect(key).toMatchObject({
      fingerprint: fingerprintOf(key.publicKey),
      path: join(home, `${key.fingerprint}.key`),
    })
    expect((await stat(key.path)).mode & 0o777).toBe(0o600)
    expect((await stat(home)).mode & 0o777).toBe(0o700)
    const file = readKeyFile(key.path)
    expect(file).toMatchObject({ format: 'custodia-key/v1', created, publicKey: encodeBase64(key.publicKey) })
    expect(file.kdf).toMatchObject({ name: 'scrypt', N: 131072, r: 8, p: 1 })
    const signer = await openKeyFile(key.path, passphrase)
    expect(signer.kind).toBe('file')
    const message = Buffer.from('act')
    expect(verifierKeyOf(name, key.publicKey).verify(message, await signer.sign(message))).toBe(true)
    await expect(openKeyFile(key.path, Buffer.from('wrong'))).rejects.toThrow(withCode('key.passphrase'))
  })

  test('never shares salt, nonce or key with another', async () => {
    const home = join(folder, 'two')
    const [a, b] = [
      await createKeyFile(home, passphrase, created),
      await createKeyFile(home, passphrase, created),
    ]
    const [one, two] = [readKeyFile(a.path), readKeyFile(b.path)]
    expect(one.publicKey).not.toBe(two.publicKey)
    expect(one.kdf.salt).not.toBe(two.kdf.salt)
    expect(one.cipher.nonce).not.toBe(two.cipher.nonce)
  })

  test('written by its description alone opens here', async () => {
    const path = await stored(independentKeyFile(ownSeed, passphrase, created))
    const signer = await openKeyFile(path, passphrase)
    expect(Buffer.compare(signer.publicKey, seedSigner(ownSeed).publicKey)).toBe(0)
  })

  test('that holds another seed than its public key says is refused', async () => {
    const otherPublic = seedSigner(new Uint8Array(32).fill(8)).publicKey
    const path = await stored(independentKeyFile(ownSeed, passphrase, created, otherPublic))
    await expect(openKeyFile(path, passphrase)).rejects.toThrow(withCode('key.malformed'))
  })

  test('with any bit changed is refused (each at reading, one in 24 of the rest at opening)', async () => {
    const text = Buffer.from(independentKeyFile(ownSeed, passphrase, created))
    const path = await stored(text)
    const readable: Uint8Array[] = []
    for (let bit = 0; bit < text.length * 8; bit += 1) {
      const changed = flipped(text, bit)
      await writeFile(path, changed)
      if (isReadable(path)) readable.push(changed)
    }
    expect(readable.length).toBeGreaterThan(100)
    expect(readable.length).toBeLessThan(text.length * 4)
    for (const changed of readable.filter((_, at) => at % 24 === 0)) {
      await writeFile(path, changed)
      await expect(openKeyFile(path, passphrase)).rejects.toThrow(
        expect.objectContaining({ name: 'KeyError' }),
      )
    }
  })

  test.each<[string, Json]>([
    ['a derivation that needs a terabyte', { kdf: { N: 2 ** 30 } }],
    ['a derivation one step too dear', { kdf: { N: 2 ** 21 } }],
    ['a derivation too cheap', { kdf: { N: 2 ** 13 } }],
    ['an N that is no power of two', { kdf: { N: 2 ** 17 + 1 } }],
    ['a large r', { kdf: { r: 2 ** 20 } }],
    ['a large p', { kdf: { p: 2 ** 20 } }],
    ['a negative N', { kdf: { N: -131072 } }],
    ['a fractional N', { kdf: { N: 131072.5 } }],
    ['a short salt', { kdf: { salt: 'AAAA' } }],
    ['another derivation', { kdf: { name: 'pbkdf2' } }],
    ['another cipher', { cipher: { name: 'aes-256-ctr' } }],
    ['a short tag', { cipher: { tag: 'AAAA' } }],
    ['a long nonce', { cipher: { nonce: encodeBase64(new Uint8Array(16)) } }],
    ['another format', { format: 'custodia-key/v2' }],
    ['an unknown field', { note: 'x' }],
    ['a time that is none', { created: '2025-02-30T00:00:00.000Z' }],
    ['a long seed', { sealed: encodeBase64(new Uint8Array(33)) }],
  ])('with %s is refused before anything is derived', async (_, change) => {
    const path = await stored(
      `${canonicalJson(merged(independentKeyFile(ownSeed, passphrase, created), change))}\n`,
    )
    const started = performance.now()
    expect(() => readKeyFile(path)).toThrow(withCode('key.malformed'))
    await expect(openKeyFile(path, passphrase)).rejects.toThrow(withCode('key.malformed'))
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test('with a public key anyone could sign under is refused', async () => {
    const [, weak = ''] = lowOrder
    const file = merged(independentKeyFile(ownSeed, passphrase, created), {
      publicKey: Buffer.from(weak, 'hex').toString('base64'),
    })
    const path = await stored(`${canonicalJson(file)}\n`)
    expect(() => readKeyFile(path)).toThrow(withCode('key.weak'))
  })

  test.each([
    ['nothing', ''],
    ['no JSON', 'key'],
    ['white space', '{ }\n'],
    ['an array', '[]\n'],
    ['bytes that are no text', Uint8Array.of(0xff)],
    ['too much', 'x'.repeat(5000)],
  ])('is not one with %s', async (_, text) => {
    const path = await stored(text)
    expect(() => readKeyFile(path)).toThrow(withCode('key.malformed'))
  })

  test('is one canonical line', async () => {
    const text = independentKeyFile(ownSeed, passphrase, created)
    const path = await stored(text.trimEnd())
    expect(() => readKeyFile(path)).toThrow(withCode('key.malformed'))
    await writeFile(path, `${text}\n`)
    expect(() => readKeyFile(path)).toThrow(withCode('key.malformed'))
    await writeFile(path, text)
    expect(readKeyFile(path).created).toBe(created)
  })

  test('is absent, a folder, a device, a pipe or a loop: each is said', async () => {
    const loop = join(folder, 'loop.key')
    await symlink(loop, loop)
    await mkdir(join(folder, 'folder.key'))
    expect(() => readKeyFile(join(folder, 'absent.key'))).toThrow(withCode('key.absent'))
    expect(() => readKeyFile(loop)).toThrow(withCode('source.unreadable'))
    expect(() => readKeyFile(join(folder, 'folder.key'))).toThrow(
      expect.objectContaining({
        code: 'key.malformed',
        details: expect.objectContaining({ reason: 'folder' }),
      }),
    )
    expect(() => readKeyFile('/dev/zero')).toThrow(withCode('key.malformed'))
    expect(spawnSync('mkfifo', [join(folder, 'pipe.key')]).status).toBe(0)
    expect(() => readKeyFile(join(folder, 'pipe.key'))).toThrow(withCode('key.malformed'))
  })

  test('is not made without a passphrase, a time or a folder', async () => {
    const home = join(folder, 'none')
    await expect(createKeyFile(home, new Uint8Array(0), created)).rejects.toThrow(withCode('key.passphrase'))
    await expect(createKeyFile(home, passphrase, 'today')).rejects.toThrow(withCode('key.malformed'))
    await expect(readdir(home)).rejects.toThrow('ENOENT')
    const file = await stored('x')
    await expect(createKeyFile(file, passphrase, created)).rejects.toThrow(withCode('environment.io'))
  })

  function isReadable(path: string): boolean {
    try {
      readKeyFile(path)
      return true
    } catch (error) {
      expect(error).toMatchObject({ name: 'KeyError' })
      return false
    }
  }
})

function merged(text: string, change: Json): Json {
  const file = parseCanonicalJson(text.trimEnd())
  return combined(file, change)
}

function combined(old: Json, change: Json): Json {
  if (!isObject(old) || !isObject(change)) return change
  const fields = Object.entries(change).map(
    ([field, value]) => [field, combined(old[field] ?? null, value)] as const,
  )
  return { ...old, ...Object.fromEntries(fields) }
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function flipped(whole: Uint8Array, bit: number): Uint8Array {
  const place = bit % (whole.length * 8)
  return whole.map((byte, at) => (at === place >> 3 ? byte ^ (1 << (place & 7)) : byte))
}
