import { spawnSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { KeptNote } from '../../src/auditor.js'

// test/reference/check_disclosure.py, asked about many disclosures at once: starting Python and openssl costs more than checking.

const program = fileURLToPath(new URL('../reference/check_disclosure.py', import.meta.url))

export interface ReferenceQuestion {
  readonly folder: string
  readonly genesis: string | undefined
  readonly evidence: string | undefined
  readonly receipts: readonly KeptNote[]
  readonly checkpoints: readonly KeptNote[]
  readonly policy?: string
}

export interface ReferenceAnswer {
  readonly verdict: string
  /** `code subject` of each finding. */
  readonly findings: readonly string[]
  /** Those of them that confirm nothing. */
  readonly complaints: readonly string[]
}

let here: boolean | undefined

/** Whether Python 3 and openssl are on this machine; where not, what needs them is skipped, and that is said. */
export function referenceHere(): boolean {
  here ??= [
    ['python3', '--version'],
    ['openssl', 'version'],
  ].every(([command = '', argument = '']) => spawnSync(command, [argument]).status === 0)
  return here
}

/** @param place a folder for what is handed over in files */
export async function askReference(
  place: string,
  questions: readonly ReferenceQuestion[],
): Promise<readonly ReferenceAnswer[]> {
  await mkdir(place, { recursive: true })
  let kept = 0
  const keep = async (bytes: Uint8Array) => {
    kept += 1
    const path = join(place, `${kept}`)
    await writeFile(path, bytes)
    return path
  }
  const named = (notes: readonly KeptNote[]) =>
    Promise.all(notes.map(async ({ name, bytes }) => ({ name, path: await keep(bytes) })))
  const lines = questions.map(async ({ receipts, checkpoints, policy, folder, genesis, evidence }) => {
    const given = policy === undefined ? {} : { policy: await keep(Buffer.from(policy)) }
    const notes = { receipts: await named(receipts), checkpoints: await named(checkpoints) }
    return JSON.stringify({ folder, genesis, evidence, ...notes, ...given })
  })
  const input = (await Promise.all(lines)).join('\n')
  const { status, stdout, stderr } = spawnSync('python3', [program, '--batch'], {
    input,
    maxBuffer: 1 << 30,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}
