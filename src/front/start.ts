import type { OnDemonstrationStep } from '../case/demo.js'
import type { Desk } from '../case/desk.js'
import type { NewCase } from '../case/init.js'
import type { Language } from '../wording/language.js'
import { type CaseAt, homeOf } from './opened.js'

// Files that people name, new cases, and the demonstration.

/** The whole of a file that a person named; `-` is standard input. */
export async function readNamedFile(path: string): Promise<Uint8Array> {
  return (await import('../case/named-file.js')).readNamedFile(path)
}

/** Writes a file that is not there yet. */
export async function writeNamedFile(path: string, content: string | Uint8Array): Promise<void> {
  ;(await import('../case/named-file.js')).writeNamedFile(path, content)
}

/** The case at a folder or above it. */
export async function findCase(from: string): Promise<string | undefined> {
  return (await import('../case/open.js')).findCaseFolder(from)
}

export async function initCase(at: CaseAt, desk: Desk, request: NewCase) {
  return (await import('../case/init.js')).initCase(at.folder, await homeOf(at.home), desk, request)
}

export async function demonstrate(folder: string, lang: Language, onStep: OnDemonstrationStep) {
  return (await import('../case/demo.js')).demonstrate(folder, lang, onStep)
}
