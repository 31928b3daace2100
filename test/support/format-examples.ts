import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { writeDisclosure } from '../../src/disclosure/write.js'
import { encodeBase64 } from '../../src/encoding/base64.js'
import { canonicalJson } from '../../src/encoding/canonical-json.js'
import { encodeHex } from '../../src/encoding/hex.js'
import { entryLeaf, parseEntry } from '../../src/ledger/entry.js'
import type { SmallRecord } from './small-record.js'

/** A block of a Markdown page that is said to be what the code writes. */
export interface Example {
  readonly name: string
  readonly text: string
}

export const exampleForm = /^<!-- example: (?<name>[^>]+) -->\n(?<fence>```\w+)\n(?<text>.*?)^```$/gms

export function examplesIn(markdown: string): readonly Example[] {
  return [...markdown.matchAll(exampleForm)].map(({ groups }) => ({
    name: groups?.['name'] ?? '',
    text: groups?.['text'] ?? '',
  }))
}

/** What the examples have to be, by name, from one small record. Writes a disclosure of it to `folder`. */
export async function formatExamples(
  { input, entries, receipts, openings, documents, acts }: SmallRecord,
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
