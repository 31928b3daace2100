import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { blake3, md4 } from 'hash-wasm'
import type { DisclosureInput } from '../../src/disclosure/write.js'
import { encodeBase64 } from '../../src/encoding/base64.js'
import type { Json } from '../../src/encoding/canonical-json.js'
import { commit, type Opening } from '../../src/encoding/commitment.js'
import { parseSignedNote } from '../../src/encoding/signed-note.js'
import { append } from '../../src/ledger/append.js'
import type { LedgerStore } from '../../src/ledger/store.js'
import { linesWriter } from '../../src/manifest/lines.js'
import { type Act, act as actForm } from '../../src/model/act.js'
import { instantOf } from '../../src/model/instant.js'
import type { LeafHash, Origin, PersonCode } from '../../src/model/names.js'
import { parseCheckpoint } from '../../src/signing/checkpoint.js'
import { personKeyName, signAct } from '../../src/signing/signed-act.js'
import { type Signer, seedSigner } from '../../src/signing/signer.js'
import { formatVerifierKey } from '../../src/signing/verifier-key.js'
import { memoryLedger } from '../reference/memory-ledger.js'
import { hostOf, madeBy } from './acts.js'

// A whole record, small and the same every time: keys, salts, nonces and times follow from names and counters, so that the
// examples of docs/ can be compared with it byte for byte. The persons and files are invented.

const origin = 'lab.example/000102030405060708090a0b0c0d0e0f' as Origin
const administrator = 'P-01' as PersonCode
const examiner = 'P-02' as PersonCode
const start = Date.UTC(2026, 2, 12, 8, 0, 0)

/** What the exhibit held. */
export const smallEvidence: ReadonlyMap<string, Uint8Array> = new Map([
  ['DCIM/IMG_0001.jpg', Buffer.from('stands for a photograph of a valley\n')],
  ['DCIM/IMG_0002.jpg', Buffer.from('stands for a photograph of a lighthouse\n')],
])

export interface SmallRecord {
  readonly store: LedgerStore
  readonly genesis: LeafHash
  readonly input: DisclosureInput
  readonly entries: readonly Uint8Array[]
  readonly checkpoints: readonly Uint8Array[]
  readonly receipts: readonly Uint8Array[]
  readonly openings: readonly Opening[]
  readonly documents: readonly { readonly sha256: string; readonly bytes: readonly Uint8Array[] }[]
  readonly acts: readonly Act[]
}

/** @param parts how many exhibits are added as parts of E-1 at the end, one entry each */
export async function smallRecord(parts = 0): Promise<SmallRecord> {
  const builder = newBuilder()
  const committed = builder.committed
  await builder.add(
    { kind: 'genesis', by: administrator, ...genesisFields(committed) },
    [administrator],
    true,
  )
  await builder.add({
    kind: 'person.enrol',
    by: administrator,
    identity: committed({ name: 'Examiner Two' }),
    person: examiner,
    roles: ['examiner'],
  })
  await builder.add(
    { kind: 'key.enrol', by: administrator, key: keyOf(examiner), person: examiner },
    [administrator, examiner],
    false,
    ['performer', 'subject'],
  )
  await builder.add({
    kind: 'exhibit.add',
    by: administrator,
    category: 'phone',
    description: committed({ text: 'black telephone, cracked screen' }),
    exhibit: 'E-1',
    quantity: 1,
  })
  await builder.add(
    {
      kind: 'transfer.now',
      by: administrator,
      exhibits: ['E-1'],
      from: administrator,
      purpose: committed({ text: 'examination' }),
      to: examiner,
    },
    [administrator, examiner],
    false,
    ['giver', 'receiver'],
  )
  const manifest = await manifestOf(committed)
  builder.documents.push({ sha256: manifest.reference.sha256, bytes: [manifest.bytes] })
  await builder.add(
    {
      kind: 'acquisition.record',
      by: examiner,
      accessTimes: 'preserved',
      acquisition: 'A-1',
      bytes: [...smallEvidence.values()].reduce((sum, each) => sum + each.length, 0),
      copied: true,
      exhibit: 'E-1',
      failed: 1,
      items: smallEvidence.size,
      manifest: manifest.reference,
      source: committed({ paths: [{ bytes: encodeBase64(Buffer.from('/mnt/phone')) }] }),
    },
    [examiner],
  )
  const findings = await findingsOf(committed)
  builder.documents.push({ sha256: findings.reference.sha256, bytes: [findings.bytes] })
  await builder.add(
    {
      kind: 'examination.record',
      by: examiner,
      acquisition: 'A-1',
      failed: 1,
      findings: findings.reference,
      isolation: { limited: true, networkless: true },
      methods: [
        { id: 'exif', version: 1 },
        { id: 'generator-text', version: 1 },
      ],
    },
    [examiner],
  )
  for (let part = 1; part <= parts; part += 1) {
    await builder.add({
      kind: 'exhibit.add',
      by: administrator,
      category: 'memory-card',
      description: committed({ text: `card ${part}` }),
      exhibit: `E-1.${part}`,
      parent: 'E-1',
      quantity: 1,
    })
  }
  return builder.record()
}

type Capacity = 'performer' | 'giver' | 'receiver' | 'subject'
type Fields = Readonly<Record<string, unknown>> & { readonly by: PersonCode }

function newBuilder() {
  const store = memoryLedger()
  const openings: Opening[] = []
  const documents: { sha256: string; bytes: Uint8Array[] }[] = []
  const receipts: Uint8Array[] = []
  const acts: Act[] = []
  let genesis: LeafHash | undefined

  /** A commitment whose opening is kept. */
  function committed(value: Json): { c: string } {
    const opening = commit(value, digest(`salt ${openings.length}`))
    openings.push(opening)
    return { c: opening.c }
  }

  async function add(
    fields: Fields,
    signers: readonly PersonCode[] = [fields.by],
    byLog = false,
    capacities: readonly Capacity[] = ['performer'],
  ): Promise<void> {
    const { size, checkpoint } = await store.head()
    const root = checkpoint ? parseCheckpoint(parseSignedNote(checkpoint).text).root : digest('')
    const time = instantOf(start + size * 60_000)
    const act = actForm.parse({
      ...fields,
      at: { clock: 'system', time, zone: 'Europe/Madrid' },
      log: origin,
      nonce: encodeBase64(digest(`nonce ${size}`).subarray(0, 16)),
      parties: signers.map((who, at) => ({
        as: capacities[at],
        signature: { host: hostOf(who), kind: 'key', signer: 'file' },
        who,
      })),
      rules: 1,
      seen: { root: encodeBase64(root), size },
      software: madeBy,
    })
    const persons = signers.map((who) => ({ name: personKeyName(origin, who), signer: signerOf(who) }))
    const signed = await signAct(act, [
      ...(byLog ? [{ name: origin, signer: signerOf('log') }] : []),
      ...persons,
    ])
    const logKey = { origin, signer: signerOf('log') }
    const now = () => instantOf(start + size * 60_000 + 5_000)
    const { recorded } = await append(store, [signed.note], logKey, now, async () => undefined)
    acts.push(act)
    receipts.push(...recorded.map(({ receipt }) => receipt))
    genesis ??= recorded[0]?.leaf
  }

  async function record(): Promise<SmallRecord> {
    const entries = await all(store.entries(0))
    const { checkpoint } = await store.head()
    if (!checkpoint || !genesis) throw new Error('nothing was recorded')
    const checkpoints = await all(store.checkpoints())
    const input = { entries, checkpoint, receipts, documents, openings }
    return { store, genesis, input, entries, checkpoints, receipts, openings, documents, acts }
  }

  return { add, committed, documents, record }
}

function genesisFields(committed: (value: Json) => { c: string }) {
  return {
    administrators: [
      {
        identity: committed({ name: 'Administrator One' }),
        key: keyOf(administrator),
        person: administrator,
      },
    ],
    case: { number: committed({ text: 'DP 123/2026' }) },
    lang: 'es',
    logKey: formatVerifierKey(origin, signerOf('log').publicKey),
    policy: { quorum: 1 },
    zone: 'Europe/Madrid',
  }
}

/** A manifest of the evidence, and of one link that was not followed. */
async function manifestOf(committed: (value: Json) => { c: string }) {
  const document = newDocument()
  for (const [path, bytes] of smallEvidence) {
    await document.add({
      accessTime: 'preserved',
      digests: {
        blake3: await blake3(bytes),
        ed2k: await md4(bytes),
        md5: hex('md5', bytes),
        sha1: hex('sha1', bytes),
        sha256: hex('sha256', bytes),
        sha512: hex('sha512', bytes),
      },
      extensionMatches: false,
      kind: 'file',
      links: 1,
      mediaType: 'text/plain',
      path: committed({ bytes: encodeBase64(Buffer.from(path)) }),
      size: bytes.length,
      times: {
        accessed: '2026-03-12T07:15:00.000000000Z',
        changed: '2026-03-10T18:02:11.123456789Z',
        modified: '2026-03-10T18:02:11.000000000Z',
      },
    })
  }
  await document.add({
    code: 'source.not-regular',
    kind: 'unread',
    path: committed({ bytes: encodeBase64(Buffer.from('DCIM/last')) }),
    reason: committed({ target: encodeBase64(Buffer.from('IMG_0002.jpg')), text: 'link' }),
    what: 'link',
  })
  return document.finish()
}

async function findingsOf(committed: (value: Json) => { c: string }) {
  const [first = '', second = ''] = [...smallEvidence.values()].map((bytes) => hex('sha256', bytes))
  const document = newDocument()
  const values = committed({ values: [{ name: 'Make', value: 'Example', where: 'IFD0' }] })
  await document.add({ kind: 'extracted', method: 'exif', sha256: first, values, version: 1 })
  await document.add({ kind: 'nothing-found', method: 'generator-text', sha256: first, version: 1 })
  await document.add({
    code: 'source.malformed',
    kind: 'failed',
    method: 'exif',
    reason: committed({ text: 'cut off' }),
    sha256: second,
    version: 1,
  })
  return document.finish()
}

function newDocument() {
  const pieces: Uint8Array[] = []
  const writer = linesWriter(async (bytes) => {
    pieces.push(bytes)
  })
  return {
    add: (line: Json) => writer.add(line),
    finish: async () => ({ reference: await writer.finish(), bytes: Buffer.concat(pieces) }),
  }
}

async function all<Each>(many: AsyncIterable<Each>): Promise<readonly Each[]> {
  const each: Each[] = []
  for await (const one of many) each.push(one)
  return each
}

/** Writes the evidence as it was found, so that it can be hashed again. */
export async function writeSmallEvidence(folder: string): Promise<void> {
  for (const [path, bytes] of smallEvidence) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), bytes)
  }
}

function keyOf(person: PersonCode): string {
  return formatVerifierKey(personKeyName(origin, person), signerOf(person).publicKey)
}

const signers = new Map<string, Signer>()

/** Parsed once: opening a key costs more than signing. */
function signerOf(name: string): Signer {
  const signer = signers.get(name) ?? seedSigner(digest(`seed of ${name}`))
  signers.set(name, signer)
  return signer
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function hex(algorithm: string, bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest('hex')
}
