import { refusalOf } from '../../cli/present/refusal.js'
import { programFor } from '../../cli/program.js'
import { speakerFor } from '../../src/index.js'
import type { CrowdedCase } from './crowded-case.js'
import type { Ended } from './program.js'

/** Runs a command line in this process: several times as fast as in one of its own. Its first two words, the program, are ignored. */
export async function runHere({ at }: CrowdedCase, words: readonly string[]): Promise<Ended> {
  const lines: string[] = []
  const complaints: string[] = []
  const terminal = {
    line: (text: string) => lines.push(text),
    note: () => undefined,
    warn: (text: string) => complaints.push(text),
    progress: () => undefined,
    settle: () => undefined,
    secret: async () => new Uint8Array(),
  }
  let status = 0
  const finish = (stated: number) => {
    status = stated
  }
  const speaker = speakerFor('en')
  const environment = { CUSTODIA_HOME: at.home }
  try {
    await programFor({ terminal, speaker, environment, finish }).command.parseAsync([...words])
  } catch (error) {
    const refusal = refusalOf(error, speaker, 'custodia')
    status = refusal.status
    complaints.push(refusal.message, error instanceof Error ? `${error.stack}` : '')
  }
  return { status, output: lines.join('\n'), complaint: complaints.join('\n') }
}
