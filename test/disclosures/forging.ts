import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { type VerifierFiles, verifierFiles } from '../../src/disclosure/verifier-files.js'
import { type DisclosureInput, writeDisclosure } from '../../src/disclosure/write.js'
import { formatSignedNote, parseSignedNote } from '../../src/encoding/signed-note.js'
import type { Act, ActBody } from '../../src/model/act.js'
import { instantOf } from '../../src/model/instant.js'
import { cosign } from '../../src/signing/cosignature.js'
import { encodeP256Signature } from '../../src/signing/p256.js'
import type { Signer } from '../../src/signing/signer.js'
import { formatVerifierKey } from '../../src/signing/verifier-key.js'
import { signerOf, start } from '../support/acts.js'
import type { LogRows } from '../support/case-surgery.js'
import { type Forgery, forgeries, rechained, resigned } from '../support/forger.js'
import { type SmallRecord, smallRecord } from '../support/small-record.js'

// What rows are made of: one small record, written anew with as many keys as the forger of the row has.

export const record: SmallRecord = await smallRecord()
export const verifier: VerifierFiles = await verifierFiles()
export const origin = 'lab.example/000102030405060708090a0b0c0d0e0f'
const log = { origin, signer: signerOf('log') }
const persons = new Map(['P-01', 'P-02'].map((person) => [person, signerOf(person)]))

/** The record's acts, as they may be put into another log. */
export function acts(): Forgery[] {
  const rows = record.entries.map((body, seq) => ({ seq, leaf: Buffer.alloc(32), body: Buffer.from(body) }))
  return forgeries({ entries: rows, checkpoints: [] })
}

/** With the log's key alone. */
export function withLogKey(notes: readonly Forgery[]): Promise<LogRows> {
  return rechained(notes, [notes.length], log)
}

/** With every key there is. */
export function withEveryKey(
  notes: readonly Forgery[],
  change: (act: Act, seq: number) => Act,
): Promise<LogRows> {
  return resigned(notes, [notes.length], { origin, log: log.signer, persons }, change)
}

/** The record as it would be if the examiner's key were an ECDSA one on P-256, as cards have. */
export function withCardKey(form: 'the one' | 'the other' = 'the one'): Promise<LogRows> {
  const card = cardSigner(form)
  const key = formatVerifierKey(`${origin}/P-02`, card.publicKey)
  const holders = new Map([...persons, ['P-02', card] as const])
  return resigned(acts(), [record.entries.length], { origin, log: log.signer, persons: holders }, (act) =>
    act.kind === 'key.enrol' ? { ...act, key } : act,
  )
}

const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** The same signature with n - s in the place of s: it verifies alike, so a signature would have two forms. */
function otherForm(signature: Uint8Array): Uint8Array {
  const r = signature.subarray(4, 4 + (signature[3] ?? 0))
  const s = BigInt(`0x${Buffer.from(signature.subarray(6 + r.length)).toString('hex')}`)
  const other = Buffer.from((order - s).toString(16).padStart(66, '0'), 'hex')
  const long = (other[1] ?? 0) < 0x80 ? other.subarray(1) : other
  return Buffer.concat(
    [[0x30, 4 + r.length + long.length, 2, r.length], r, [2, long.length], long].map((each) =>
      Buffer.from(each),
    ),
  )
}

function cardSigner(form: 'the one' | 'the other'): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  return {
    kind: 'pkcs11',
    publicKey: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
    async sign(message) {
      const both = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' })
      const signature = encodeP256Signature(both.subarray(0, 32), both.subarray(32))
      return form === 'the one' ? signature : otherForm(signature)
    },
  }
}

/** The record and one more act at its end, signed by its parties. */
export function withAct(by: string, ...bodies: readonly ActBody[]): Promise<LogRows> {
  const notes = acts()
  const base = notes[3]
  if (!base) throw new Error('no such act')
  const all = [...notes, ...bodies.map((_, at) => ({ ...base, logTime: timeAt(notes.length + at) }))]
  return withEveryKey(all, (act, seq) => {
    const body = bodies[seq - notes.length]
    return body ? nextAct(act, seq, by, body) : act
  })
}

/** Everything of the envelope of an act but what ties it to its place. */
function nextAct(act: Act, seq: number, by: string, body: ActBody): Act {
  const { at, log: origin, rules, software } = act
  const signature = { kind: 'key', host: '0011223344556677', signer: 'file' } as const
  const envelope = {
    at: { ...at, time: timeAt(seq) },
    by: performer(body, by),
    log: origin,
    nonce: createHash('sha256').update(`nonce ${seq}`).digest().subarray(0, 16).toString('base64'),
    parties: [{ as: 'performer', signature, who: performer(body, by) }],
    rules,
    seen: { root: '', size: seq },
    software,
  }
  return { ...body, ...envelope } as Act
}

/** A key is revoked by the administrator, whoever acts next. */
const performer = (body: ActBody, by: string) => (body.kind === 'key.revoke' ? 'P-01' : by)

const timeAt = (seq: number) => instantOf(start + seq * 60_000 + 5_000)

/** Writes a disclosure of a forged log: all that follows from its entries follows from them here too. */
export async function writeForged(
  folder: string,
  { entries, checkpoints }: LogRows,
  more: Partial<DisclosureInput> = {},
): Promise<void> {
  const checkpoint = checkpoints.at(-1)
  if (!checkpoint) throw new Error('no checkpoint')
  await writeDisclosure(folder, {
    ...record.input,
    entries: entries.map(({ body }) => body),
    checkpoint: checkpoint.note,
    receipts: [],
    ...more,
  })
}

export async function writeWhole(folder: string, more: Partial<DisclosureInput> = {}): Promise<void> {
  await writeDisclosure(folder, { ...record.input, ...more })
}

/** Changes one file of a disclosure and, as whoever knows of the list would, the list. */
export async function alter(
  folder: string,
  path: string,
  change: (bytes: Buffer) => Uint8Array,
): Promise<void> {
  await writeFile(join(folder, path), change(await readFile(join(folder, path))))
  await repairSums(folder)
}

export async function repairSums(folder: string): Promise<void> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = found
    .filter((each) => each.isFile() && each.name !== 'sha256sums.txt')
    .map((each) =>
      join(each.parentPath, each.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
    .sort()
  const lines = paths.map(async (path) => {
    const sha256 = createHash('sha256')
      .update(await readFile(join(folder, path)))
      .digest('hex')
    return `${sha256}  ${path}\n`
  })
  await writeFile(join(folder, 'sha256sums.txt'), (await Promise.all(lines)).join(''))
}

/** The folder's checkpoint with a witness's line under it. */
export async function cosigned(checkpoint: Uint8Array, witness: string): Promise<Uint8Array> {
  const { text, signatures } = parseSignedNote(checkpoint)
  const line = await cosign(text, { name: witness, signer: signerOf(witness) }, start / 1000)
  return formatSignedNote({ text, signatures: [...signatures, line] })
}
