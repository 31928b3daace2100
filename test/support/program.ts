import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { CrowdedCase } from './crowded-case.js'

export const program = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

/** How a run of the built command line ended. */
export interface Ended {
  /** Undefined when it was killed. */
  readonly status: number | undefined
  readonly output: string
  readonly complaint: string
}

/** What a command of a case needs beside its own words. */
export function wordsFor(
  { at, passphraseFile }: CrowdedCase,
  ...words: readonly string[]
): readonly string[] {
  return [
    process.execPath,
    program,
    ...words,
    '--json',
    '--quiet',
    '-C',
    at.folder,
    '--passphrase-file',
    passphraseFile,
  ]
}

/** Runs a command line in the home of a case, and waits for it. */
export function run({ at }: CrowdedCase, [command = '', ...words]: readonly string[]): Ended {
  const env = { ...process.env, CUSTODIA_HOME: at.home }
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8', env })
  return { status: status ?? undefined, output: stdout, complaint: stderr }
}

/** The code of the refusal that a command printed. */
export function refusalIn({ output }: Pick<Ended, 'output'>): string | undefined {
  const document: { readonly error?: { readonly code: string } } = output === '' ? {} : JSON.parse(output)
  return document.error?.code
}
