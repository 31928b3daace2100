import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { writeDisclosure } from '../../src/disclosure/write.js'
import { encodeBase64 } from '../../src/encoding/base64.js'
import { canonicalJson } from '../../src/encoding/canonical-json.js'
import { encodeHex } from '../../src/encoding/hex.js'
import { formatSignedNote, parseSignedNote } from '../../src/encoding/signed-note.js'
import { entryLeaf, parseEntry } from '../../src/ledger/entry.js'
import { leafHash } from '../../src/merkle/hash.js'
import { consistencyProof } from '../../src/merkle/tree.js'
import { cosign, formatCosignerKey } from '../../src/signing/cosignature.js'
import { seedSigner } from '../../src/signing/signer.js'
import { formatWitnessRequest } from '../../src/witness/request.js'
import type { SmallRecord } from './small-record.js'

/** A block of a Markdown page that is said to be what the code writes. */
export interface Example {
  readonly name: string
  readonly text: string
}

const exampleForm = /^<!-- example: (?<name>[^>]+) -->\n(?<fence>```\w+)\n(?<text>.*?)^```$/gms

export function examplesIn(markdown: string): readonly Example[] {
  return [...markdown.matchAll(exampleForm)].map(({ groups }) => ({
    name: groups?.['name'] ?? '',
    text: groups?.['text'] ?? '',
  }))
}

/** The page with its examples as they have to be; one that nobody makes anew stays. */
export function withExamples(markdown: string, real: ReadonlyMap<string, string>): string {
  return markdown.replace(
    exampleForm,
    (_whole, name: string, fence: string, text: string) =>
      `<!-- example: ${name} -->\n${fence}\n${real.get(name) ?? text}\`\`\``,
  )
}

/** What the examples have to be, by name, from one small record. Writes a disclosure of it to `folder`. */
export async function formatExamples(
  { input, entries, checkpoints, receipts, openings, documents, acts }: SmallRecord,
  folder: string,
  project: string,
): Promise<ReadonlyMap<string, string>> {
  await writeDisclosure(folder, input)
  const given = (path: string) => readFile(join(folder, path), 'utf8')
  const entry = (number: number) => entries[number] ?? new Uint8Array()
  const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? new Uint8Array()).toString()
  const document = (at: number) => text(documents[at]?.bytes[0])
  const path = openings.find(({ value }) => typeof value === 'object' && value !== null && 'bytes' in value)
  const acquisition = acts.find((each) => each.kind === 'acquisition.record')
  const tables = async (name: string) => {
    const sql = await readFile(join(project, `schema/migrations/${name}/0000_tables.sql`), 'utf8')
    return `${sql.trim().replaceAll('\n--> statement-breakpoint', '')}\n`
  }
  return new Map([
    ['act of entry 4', text(parseEntry(entry(4)).note)],
    ['entry 3', text(entry(3))],
    ['leaf hash of entry 3', `${entryLeaf(entry(3))}\n`],
    ['checkpoint', text(input.checkpoint)],
    ['log key', await given('keys/log.vkey')],
    ['receipt of entry 5', text(receipts[5])],
    [
      'opening of a path',
      path ? `${canonicalJson({ c: path.c, salt: path.salt, value: path.value })}\n` : '',
    ],
    ['bytes of that opening', path ? inRows(hashedBytes(path.salt, canonicalJson(path.value))) : ''],
    ['manifest', document(0)],
    ['manifest reference', acquisition ? `${canonicalJson(acquisition.manifest)}\n` : ''],
    ['findings', document(1)],
    ['tables of case.db', await tables('case')],
    ['tables of clear.db', await tables('clear')],
    ['files', (await filesIn(folder)).map((name) => `${name}\n`).join('')],
    ['policy', await given('policy')],
    ...(await witnessExamples(checkpoints, entries)),
    [
      'statement',
      (await given('README.txt'))
        .split('\n')
        .slice(0, 5)
        .map((line) => `${line}\n`)
        .join(''),
    ],
  ])
}

function hashedBytes(salt: string, value: string): Uint8Array {
  const bytes = Buffer.concat([
    Buffer.from('custodia-field/v1\n'),
    Buffer.from(salt, 'base64'),
    Buffer.from(value),
  ])
  if (encodeBase64(bytes.subarray(18, 50)) !== salt) throw new Error('salt of another length')
  return bytes
}

function inRows(bytes: Uint8Array): string {
  return encodeHex(bytes).replace(/.{1,64}/g, '$&\n')
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true })
  return all
    .filter((each) => each.isFile())
    .map((each) =>
      join(each.parentPath, each.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
    .sort()
}

/** A witness of the same make as the record: its key follows from a name, its time from the record's. */
async function witnessExamples(
  checkpoints: readonly Uint8Array[],
  entries: readonly Uint8Array[],
): Promise<readonly (readonly [string, string])[]> {
  const name = 'registry.example/w1'
  const signer = seedSigner(createHash('sha256').update('seed of a witness').digest())
  const [size, old] = [entries.length, 4]
  const checkpoint = checkpoints[size - 1] ?? new Uint8Array()
  const { text, signatures } = parseSignedNote(checkpoint)
  const line = await cosign(text, { name, signer }, Date.UTC(2026, 2, 12, 9, 0, 0) / 1000)
  const cosigned = formatSignedNote({ text, signatures: [...signatures, line] })
  const key = formatCosignerKey(name, signer.publicKey)
  const proof = consistencyProof(entries.map(leafHash), old, size)
  return [
    ['cosigned checkpoint', Buffer.from(cosigned).toString()],
    ['cosigner key', `${key}\n`],
    ['trust policy', `# the registry of the court\nwitness registry ${key}\nquorum registry\n`],
    ['witness request', Buffer.from(formatWitnessRequest({ old, proof, checkpoint })).toString()],
  ]
}
