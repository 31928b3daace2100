import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatSignedNote, parseSignedNote } from '../src/encoding/signed-note.js'
import { cosign, cosignerKeyOf, formatCosignerKey, parseCosignerKey } from '../src/signing/cosignature.js'
import { seedSigner } from '../src/signing/signer.js'
import { isReached, parseTrustPolicy, type Quorum } from '../src/signing/trust-policy.js'
import { formatVerifierKey } from '../src/signing/verifier-key.js'

const malformed = expect.objectContaining({ code: 'source.malformed' })
const seedOf = (number: number) => Buffer.alloc(32, number)
const witnessKey = (number: number) =>
  formatCosignerKey(`w${number}.example/w`, seedSigner(seedOf(number)).publicKey)
const logKey = formatVerifierKey('lab.example/log', seedSigner(seedOf(99)).publicKey)

describe('a cosignature', () => {
  // FiloSottile/sunlight cmd/skylight/testdata/witness/mirror at ed0bc38; its key is in C2SP's collection of notes.
  const published = {
    vkey: 'mirror.example.org+3fb148ef+BAAjjch9GyYz0sJsJx7ALhbdAtz2ov0unbzSl1vMp94O',
    text: 'rome2026h1.example.org\n300\ngw31yQrqZZCcEOPrzX+bpy3nJ6QgngTKn8G1m0i62uU=\n',
    line: '— mirror.example.org P7FI7wAAAABpVGeAjA1S4pJm6MbcXjX7UUImu4azZtrfcVW2uyr/LXIYlwEJzXC0N0EiZkbqfLdXt/4gVEEuGmxJjAfXKMCISpsJAg==\n',
  }

  test('that another program made verifies, and states its time', () => {
    const key = parseCosignerKey(published.vkey)
    const note = parseSignedNote(Buffer.from(`${published.text}\n${published.line}`))
    const [line] = note.signatures
    expect(line && key.verify(note.text, line.signature)).toBe(1767139200)
    expect(formatCosignerKey(key.name, key.publicKey)).toBe(published.vkey)
  })

  test('is of its text, its time and its key', async () => {
    const text = fc.string().map((each) => `${each}\n`)
    const seconds = fc.integer({ min: 1, max: 253_402_300_799 })
    await fc.assert(
      fc.asyncProperty(text, text, seconds, fc.nat(), async (own, other, time, bit) => {
        const named = { name: 'w.example', signer: seedSigner(seedOf(1)) }
        const key = cosignerKeyOf('w.example', named.signer.publicKey)
        const { signature } = await cosign(own, named, time)
        expect(key.verify(own, signature)).toBe(time)
        if (own !== other) expect(key.verify(other, signature)).toBeUndefined()
        const altered = Buffer.from(signature)
        const at = bit % (altered.length * 8)
        altered[at >> 3] = (altered[at >> 3] ?? 0) ^ (1 << (at & 7))
        expect(key.verify(own, altered)).toBeUndefined()
        expect(key.verify(own, signature.subarray(1))).toBeUndefined()
        expect(
          cosignerKeyOf('w.example', seedSigner(seedOf(2)).publicKey).verify(own, signature),
        ).toBeUndefined()
      }),
    )
  })

  test.each([0, -1, 1.5, 253_402_300_800, Number.NaN])('is not made for the time %s', async (time) => {
    const named = { name: 'w.example', signer: seedSigner(seedOf(1)) }
    await expect(cosign('text\n', named, time)).rejects.toThrow(malformed)
  })

  test('key is not taken for a key of another kind, nor the other way round', () => {
    expect(() => parseCosignerKey(logKey)).toThrow(expect.objectContaining({ code: 'key.malformed' }))
    const renamed = published.vkey.replace('3fb148ef', '3fb148ee')
    expect(() => parseCosignerKey(renamed)).toThrow(expect.objectContaining({ code: 'key.malformed' }))
  })

  test('stands in a note beside the signature of the log', async () => {
    const line = await cosign(published.text, { name: 'w.example', signer: seedSigner(seedOf(1)) }, 5)
    const [mirror] = parseSignedNote(Buffer.from(`${published.text}\n${published.line}`)).signatures
    if (!mirror) throw new Error('no line')
    const bytes = formatSignedNote({ text: published.text, signatures: [mirror, line] })
    expect(parseSignedNote(bytes).signatures.map(({ name }) => name)).toEqual([
      'mirror.example.org',
      'w.example',
    ])
  })
})

describe('a trust policy', () => {
  const witnesses = [1, 2, 3, 4].map((each) => `witness W${each} ${witnessKey(each)}`).join('\n')
  const policy = (rest: string) => parseTrustPolicy(Buffer.from(`${witnesses}\n${rest}`))
  const reaches = (rest: string, ...names: string[]) => isReached(policy(rest).quorum, new Set(names))

  test('as in the example of its specification', () => {
    const rest = [
      `log ${logKey} https://lab.example/`,
      '  # two of one house and any of the other',
      'group X 2 W1 W2',
      '\tgroup  Y any W3\tW4 ',
      '',
      'group X-and-Y all X Y',
      'quorum X-and-Y',
      '',
    ].join('\n')
    const { logs, witnesses: listed } = policy(rest)
    expect(logs.map(({ key, url }) => [key.name, url])).toEqual([['lab.example/log', 'https://lab.example/']])
    expect(listed.map(({ name, key }) => `${name} ${key.name}`)).toEqual(
      [1, 2, 3, 4].map((each) => `W${each} w${each}.example/w`),
    )
    expect(reaches(rest, 'W1', 'W2', 'W4')).toBe(true)
    expect(reaches(rest, 'W1', 'W3', 'W4')).toBe(false)
    expect(reaches(rest, 'W1', 'W2')).toBe(false)
  })

  test.each([
    ['quorum none\n', [], true],
    ['quorum W1\n', ['W1'], true],
    ['quorum W1\n', ['W2'], false],
    ['group g 2 W1 W2 W3\nquorum g\n', ['W3', 'W1'], true],
    ['group g 2 W1 W2 W3\nquorum g\n', ['W3', 'W4'], false],
  ])('%j is reached by %j: %s', (rest, names, expected) => {
    expect(reaches(rest, ...names)).toBe(expected)
  })

  test.each([
    ['no quorum', ''],
    ['two quorums', 'quorum none\nquorum none\n'],
    ['a quorum of nobody', 'quorum Nobody\n'],
    ['a group defined after its use', 'quorum g\ngroup g any W1\n'],
    ['a group of nobody', 'group g any\nquorum g\n'],
    ['a member that is not defined', 'group g any W9\nquorum g\n'],
    ['none as a member', 'group g any none\nquorum g\n'],
    ['a threshold of zero', 'group g 0 W1\nquorum g\n'],
    ['a threshold beyond its members', 'group g 2 W1\nquorum g\n'],
    ['a threshold with a leading zero', 'group g 01 W1\nquorum g\n'],
    ['a witness in two groups', 'group g any W1\ngroup h any W1\nquorum g\n'],
    ['a witness twice in a group', 'group g any W1 W1\nquorum g\n'],
    ['a name twice', 'group W1 any W2\nquorum W1\n'],
    ['a group called none', 'group none any W1\nquorum none\n'],
    ['the same key under another name', `witness W9 ${witnessKey(1)}\nquorum none\n`],
    ['the same log twice', `log ${logKey}\nlog ${logKey}\nquorum none\n`],
    ['an unknown line', 'mirror W1\nquorum none\n'],
    ['a control character', 'quorum none\r\n'],
    ['no last line feed', 'quorum none'],
    ['too many words', 'quorum W1 W2\n'],
  ])('with %s is none', (_name, rest) => {
    expect(() => policy(rest)).toThrow(malformed)
  })

  test.each([
    ['a log key for a witness', `witness W9 ${logKey}\nquorum none\n`],
    ['a witness key for a log', `log ${witnessKey(9)}\nquorum none\n`],
  ])('with %s is none', (_name, rest) => {
    expect(() => policy(rest)).toThrow(expect.objectContaining({ code: 'key.malformed' }))
  })

  test('takes names for octets', () => {
    const kelvin = `witness \u212a ${witnessKey(8)}\nwitness K ${witnessKey(9)}\nquorum \u212a\n`
    const { quorum } = parseTrustPolicy(Buffer.from(kelvin))
    expect(isReached(quorum, new Set(['K']))).toBe(false)
    const latin = Buffer.from(kelvin.replaceAll('\u212a', '\u00ff'), 'latin1')
    expect(parseTrustPolicy(latin).quorum).toMatchObject({ kind: 'witness' })
  })

  test('of any bytes is read or refused', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.string().map(Buffer.from)), (bytes) => {
        try {
          parseTrustPolicy(bytes)
        } catch (error) {
          expect(['source.malformed', 'key.malformed', 'key.weak']).toContain(
            Reflect.get(Object(error), 'code'),
          )
        }
      }),
    )
  })

  test('is reached by as many as it asks for, and never less with more of them', () => {
    const names = ['W1', 'W2', 'W3', 'W4']
    const subset = fc.subarray(names)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), subset, fc.constantFrom(...names), (count, some, more) => {
        const { quorum } = policy(`group g ${count} ${names.join(' ')}\nquorum g\n`)
        expect(isReached(quorum, new Set(some))).toBe(some.length >= count)
        if (isReached(quorum, new Set(some))) expect(isReached(quorum, new Set([...some, more]))).toBe(true)
      }),
    )
  })

  test('counts a nested group as one', () => {
    const inner: Quorum = {
      kind: 'group',
      name: 'g',
      threshold: 1,
      members: [
        { kind: 'witness', name: 'a' },
        { kind: 'witness', name: 'b' },
      ],
    }
    const outer: Quorum = {
      kind: 'group',
      name: 'h',
      threshold: 2,
      members: [inner, { kind: 'witness', name: 'c' }],
    }
    expect(isReached(outer, new Set(['a', 'b']))).toBe(false)
    expect(isReached(outer, new Set(['b', 'c']))).toBe(true)
  })
})
