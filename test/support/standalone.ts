import { createHash } from 'node:crypto'
import type { KeptNote } from '../../src/auditor.js'

// verify.mjs as the other side runs it, called in this process.

export interface StandaloneFinding {
  readonly code: string
  readonly verdict: 'confirmed' | 'contradicted' | 'unchecked'
  readonly subject: string
  readonly detail: string
}

export interface StandaloneResult {
  readonly verdict: StandaloneFinding['verdict']
  readonly findings: readonly StandaloneFinding[]
  readonly checked: Readonly<Record<string, number>>
  readonly notChecked: readonly { readonly what: string; readonly number: number }[]
  readonly coverage: { readonly coveredUpTo: number }
}

export interface StandaloneFolder {
  readonly files: ReadonlyMap<string, { readonly kind: string; readonly size: number }>
  pieces(path: string): AsyncIterable<Uint8Array>
}

export interface StandaloneQuestion {
  readonly folder: StandaloneFolder
  readonly genesis?: string | undefined
  readonly evidence?: StandaloneFolder | undefined
  readonly receipts?: readonly KeptNote[]
  readonly checkpoints?: readonly KeptNote[]
  readonly policy?: KeptNote | undefined
}

interface Machine {
  verifies(type: number, key: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>
}

interface Standalone {
  checkDisclosure(question: StandaloneQuestion & { readonly machine: unknown }): Promise<StandaloneResult>
  textOfResult(result: StandaloneResult, lang: 'es' | 'en'): string
  nodePlatform(): Promise<{
    readonly machine: Machine
    folderAt(path: string): Promise<StandaloneFolder>
  }>
}

export const programUrl = new URL('../../src/disclosure/verifier/verify.mjs', import.meta.url)
// A plain module without declarations: it belongs to nobody's types.
const standalone: Standalone = await import(programUrl.href)
const { machine, folderAt } = await standalone.nodePlatform()

export const { textOfResult } = standalone
export { folderAt }

/** What was verified once is not verified again: thousands of disclosures differ by one byte each. */
const answers = new Map<string, Promise<boolean>>()
const remembering: Machine = {
  ...machine,
  verifies(type, key, message, signature) {
    const question = createHash('sha256').update(`${type} ${message.length}`).update(key).update(message)
    const name = question.update(signature).digest('base64')
    const answer = answers.get(name) ?? machine.verifies(type, key, message, signature)
    answers.set(name, answer)
    return answer
  },
}

export function checkStandalone(question: StandaloneQuestion): Promise<StandaloneResult> {
  return standalone.checkDisclosure({ ...question, machine: remembering })
}

/** Files in memory, by path. */
export function folderOf(files: ReadonlyMap<string, Uint8Array>): StandaloneFolder {
  return {
    files: new Map([...files].map(([path, { length }]) => [path, { kind: 'file', size: length }])),
    async *pieces(path) {
      const bytes = files.get(path)
      if (bytes) yield bytes
    },
  }
}
