import { hash, randomBytes } from 'node:crypto'
import { SourceError } from '../errors.js'
import { encodeBase64 } from './base64.js'
import { canonicalJson, type Json } from './canonical-json.js'

/** What turns a commitment back into its value, and proves it. */
export interface Opening {
  /** The commitment: base64 of SHA-256("custodia-field/v1\n" ‖ salt ‖ canonical JSON of the value). */
  readonly c: string
  /** Base64 of 32 random bytes: without them a guessed value cannot be tried against the commitment. */
  readonly salt: string
  readonly value: Json
}

const domain = Buffer.from('custodia-field/v1\n')
const saltBytes = 32

/** Commits to a value under a fresh salt, or under the one given (32 bytes, else `source.malformed`). */
export function commit(value: Json, salt: Uint8Array = randomBytes(saltBytes)): Opening {
  if (salt.length !== saltBytes) throw new SourceError('source.malformed', { what: 'salt' })
  return { c: commitmentOf(value, salt), salt: encodeBase64(salt), value }
}

/** Whether the salt and value are those the commitment was made of. A malformed salt opens nothing. */
export function opens(opening: Opening): boolean {
  const salt = Buffer.from(opening.salt, 'base64')
  if (salt.length !== saltBytes || encodeBase64(salt) !== opening.salt) return false
  return commitmentOf(opening.value, salt) === opening.c
}

function commitmentOf(value: Json, salt: Uint8Array): string {
  return hash('sha256', Buffer.concat([domain, salt, Buffer.from(canonicalJson(value))]), 'base64')
}
