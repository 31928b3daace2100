import type { Answered } from '../case/answering.js'
import type { Desk } from '../case/desk.js'
import type { ReceiptKept } from '../case/handed-receipt.js'
import type { KeyElsewhere } from '../case/keys.js'
import type { SignatureAnswer, SignatureRequest } from '../case/request-file.js'
import type { Instant } from '../model/instant.js'
import { type CaseAt, homeOf, inCase } from './opened.js'
import { readNamedFile } from './start.js'

// Keys of a home; no case is needed.

export async function createKey(home: string, passphrase: Uint8Array, created: Instant) {
  const { createKeyFile } = await import('../signing/key-file.js')
  return createKeyFile((await homeOf(home)).keys, passphrase, created)
}

/** Makes a key that lies in an ssh-agent or on a token known to a home. */
export async function referToKey(home: string, key: KeyElsewhere, created: Instant) {
  return (await import('../case/keys.js')).referTo(await homeOf(home), key, created)
}

export async function listKeys(home: string) {
  return (await import('../case/keys.js')).keysIn(await homeOf(home))
}

export async function keyNamed(home: string, fingerprint: string | undefined) {
  return (await import('../case/keys.js')).keyNamed(await homeOf(home), fingerprint)
}

export async function unlock(
  at: CaseAt | undefined,
  home: string,
  desk: Desk,
  milliseconds: number,
  fingerprint?: string,
) {
  const { unlock } = await import('../case/unlock.js')
  const { keyNamed } = await import('../case/keys.js')
  const own = await homeOf(home)
  const enrolled = at !== undefined && fingerprint === undefined
  const key = enrolled ? await enrolledKey(at, desk.by) : keyNamed(own, fingerprint)
  return unlock(own, desk, milliseconds, key)
}

export async function lock(home: string): Promise<boolean> {
  return (await import('../signing/agent-client.js')).stopAgent(home)
}

/** On the signer's own device; nothing on a dry run. */
export async function answerRequest(home: string, desk: Desk, path: string): Promise<Answered | undefined> {
  const { answerRequest } = await import('../case/answering.js')
  const { readRequest } = await import('../case/request-file.js')
  return answerRequest(await homeOf(home), desk, readRequest(path))
}

/** On the signer's own device: checks a receipt that was handed back, and keeps it. */
export async function takeReceipt(home: string, path: string): Promise<ReceiptKept> {
  const { takeReceipt } = await import('../case/handed-receipt.js')
  return takeReceipt(await homeOf(home), await readNamedFile(path))
}

/** The exact text of a request or answer file. */
export async function requestText(file: SignatureRequest | SignatureAnswer): Promise<string> {
  return (await import('../case/request-file.js')).requestText(file)
}

const enrolledKey = inCase(async () => (await import('../case/status.js')).keyHere)
