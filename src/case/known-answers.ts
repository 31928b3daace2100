import { createDecipheriv, scrypt } from 'node:crypto'
import { createMultiDigest } from '../acquire/digests.js'
import { canonicalJson } from '../encoding/canonical-json.js'
import { opens } from '../encoding/commitment.js'
import { encodeHex } from '../encoding/hex.js'
import { emptyFrontier, extend, frontierRoot } from '../merkle/frontier.js'
import { leafHash } from '../merkle/hash.js'
import { rootOf } from '../merkle/tree.js'
import type { DigestSet } from '../model/digest.js'
import { encodeP256Signature, p256KeyOf, p256Verifier } from '../signing/p256.js'
import { seedSigner } from '../signing/signer.js'
import { verifierKeyOf } from '../signing/verifier-key.js'

/** A question whose answer is published, and is asked of the code that records and verifies. */
export interface KnownAnswer {
  readonly name: string
  /** Where the answer is published. */
  readonly source: string
  readonly expected: string
  find(): Promise<string>
}

/** Everything a record rests on, each against an answer that others computed. */
export const knownAnswers: readonly KnownAnswer[] = [
  digest('sha256', 'FIPS 180-4', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'),
  digest(
    'sha512',
    'FIPS 180-4',
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
  ),
  digest('sha1', 'FIPS 180-4', 'a9993e364706816aba3e25717850c26c9cd0d89d'),
  digest('md5', 'RFC 1321 A.5', '900150983cd24fb0d6963f7d28e17f72'),
  digest('blake3', 'BLAKE3', '6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85'),
  digest('ed2k', 'RFC 1320 A.5', 'a448017aaf21d8525fc10ae87aa6729d'),
  {
    name: 'ed2k-parts',
    source: 'eMule',
    expected: 'fc21d9af828f92a8df64beac3357425d',
    find: async () => (await digestsOf(Buffer.alloc(9_728_000))).ed2k,
  },
  ed25519({
    name: 'ed25519-empty',
    source: 'RFC 8032 7.1, 1',
    seed: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    message: '',
    signature:
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  }),
  ed25519({
    name: 'ed25519',
    source: 'RFC 8032 7.1, 3',
    seed: 'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    publicKey: 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    message: 'af82',
    signature:
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  }),
  {
    name: 'ecdsa-p256',
    source: 'RFC 6979 A.2.5',
    expected: 'true false',
    find: async () => {
      const verifies = p256Verifier(
        p256KeyOf(
          hex(
            '0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb67903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299',
          ),
        ),
      )
      const signature = encodeP256Signature(
        hex('efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716'),
        hex('f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8'),
      )
      return `${verifies(Buffer.from('sample'), signature)} ${verifies(Buffer.from('Sample'), signature)}`
    },
  },
  {
    name: 'scrypt',
    source: 'RFC 7914 12, 3',
    expected:
      '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887',
    find: () =>
      new Promise((resolve, reject) => {
        const cost = { N: 16_384, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }
        scrypt('pleaseletmein', 'SodiumChloride', 64, cost, (cause, key) =>
          cause ? reject(cause) : resolve(encodeHex(key)),
        )
      }),
  },
  {
    name: 'aes-256-gcm',
    source: 'McGrew, Viega: GCM, 16',
    expected:
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    find: async () => {
      const key = hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308')
      const decipher = createDecipheriv('aes-256-gcm', key, hex('cafebabefacedbaddecaf888'))
      decipher.setAAD(hex('feedfacedeadbeeffeedfacedeadbeefabaddad2'))
      decipher.setAuthTag(hex('76fc6ece0f4e1768cddf8853bb2d551b'))
      const sealed = hex(
        '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662',
      )
      return encodeHex(Buffer.concat([decipher.update(sealed), decipher.final()]))
    },
  },
  tree('merkle-root', (leaves) => rootOf(leaves)),
  tree('merkle-frontier', (leaves) => frontierRoot(leaves.reduce(extend, emptyFrontier))),
  {
    name: 'canonical-json',
    source: 'RFC 8785 3.2.3',
    expected:
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    find: async () =>
      canonicalJson({
        '€': 'Euro Sign',
        '\r': 'Carriage Return',
        '\ufb33': 'Hebrew Letter Dalet With Dagesh',
        '1': 'One',
        '😀': 'Emoji: Grinning Face',
        '\u0080': 'Control',
        ö: 'Latin Small Letter O With Diaeresis',
      }),
  },
  {
    name: 'commitment',
    source: 'docs/formats/commitment.md',
    expected: 'true false',
    find: async () => {
      const opening = {
        c: '9XXzTYHXatBvFypQ7gbgv5MG483/5yi8SIIZaX2YJ0E=',
        salt: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
        value: { text: 'Calle Mayor 3' },
      }
      return `${opens(opening)} ${opens({ ...opening, value: { text: 'Calle Mayor 4' } })}`
    },
  },
]

async function digestsOf(bytes: Uint8Array): Promise<DigestSet> {
  const digests = await createMultiDigest()
  digests.update(bytes)
  return digests.finish()
}

function digest(name: keyof DigestSet, source: string, expected: string): KnownAnswer {
  return { name, source, expected, find: async () => (await digestsOf(Buffer.from('abc')))[name] }
}

/** Signs, verifies, and refuses the signature of another message. */
function ed25519({
  name,
  source,
  seed,
  publicKey,
  message,
  signature,
}: Readonly<
  Record<'name' | 'source' | 'seed' | 'publicKey' | 'message' | 'signature', string>
>): KnownAnswer {
  return {
    name,
    source,
    expected: `${signature} true false`,
    find: async () => {
      const made = await seedSigner(hex(seed)).sign(hex(message))
      const key = verifierKeyOf('example', hex(publicKey))
      return `${encodeHex(made)} ${key.verify(hex(message), made)} ${key.verify(Buffer.from('other'), made)}`
    },
  }
}

/** The eight leaves of Certificate Transparency's own tests. */
function tree(name: string, root: (leaves: readonly Uint8Array[]) => Uint8Array): KnownAnswer {
  const leaves = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ]
  return {
    name,
    source: 'RFC 6962 2.1',
    expected: '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    find: async () => encodeHex(root(leaves.map((each) => leafHash(hex(each))))),
  }
}

function hex(text: string): Uint8Array {
  return Buffer.from(text, 'hex')
}
