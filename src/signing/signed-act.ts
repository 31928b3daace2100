import { randomBytes } from 'node:crypto'
import { encodeBase64 } from '../encoding/base64.js'
import { canonicalJson, type Json, parseCanonicalJson, requireIntegers } from '../encoding/canonical-json.js'
import { formatSignedNote, type NoteSignature, parseSignedNote } from '../encoding/signed-note.js'
import { encodeUtf8 } from '../encoding/utf8.js'
import { RuleError, SourceError } from '../errors.js'
import { type Act, act as actSchema } from '../model/act.js'
import type { PersonCode } from '../model/names.js'
import { quickReader } from '../model/quick-form.js'
import { atOnce, type SignatureCheck } from './signature-check.js'
import type { Signer } from './signer.js'
import { knownVerifierKey, type VerifierKey } from './verifier-key.js'

const firstLine = 'custodia-act/v1\n'

/** An act as it was signed. `note` is what is stored, hashed and disclosed; it is never built again from `act`. */
export interface SignedAct {
  readonly act: Act
  readonly note: Uint8Array
  /** The bytes every signature line is over. */
  readonly text: Uint8Array
  readonly signatures: readonly NoteSignature[]
}

/** Two lines: the format's name and version, and the act in canonical JSON (RFC 8785). */
export function actText(act: Act): string {
  return `${firstLine}${canonicalJson(asJson(act))}\n`
}

/**
 * Reads an act from a C2SP signed note. Strict: the JSON must be its own canonical form, integers only, no unknown key.
 * Says nothing about whether the signatures hold.
 * @throws SourceError `source.malformed`
 */
export function parseSignedAct(bytes: Uint8Array): SignedAct {
  const { text, signatures } = parseSignedNote(bytes)
  // The bytes that the text was read from.
  const signed = bytes.subarray(0, Buffer.byteLength(text))
  return { act: parseActText(text), note: bytes, text: signed, signatures }
}

/** @throws SourceError `source.malformed` unless `text` is exactly what {@link actText} writes. */
export function parseActText(text: string): Act {
  if (!text.startsWith(firstLine) || !text.endsWith('\n')) throw malformed('first line')
  const json = text.slice(firstLine.length, -1)
  const known = readQuickly(json)
  if (known !== undefined) return known
  const value = parseCanonicalJson(json)
  requireIntegers(value)
  const parsed = actSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw malformed(`${issue?.path.join('.') || 'act'}: ${issue?.message ?? 'invalid'}`)
}

const readQuickly = quickReader<Act>(actSchema)

/** Name of a person's key in a log's notes, C2SP signed-note: `<origin>/<person>`. */
export function personKeyName(origin: string, person: PersonCode): string {
  return `${origin}/${person}`
}

/** A key and the name under which it signs. */
export interface NamedSigner {
  readonly name: string
  readonly signer: Signer
}

/** One signature line over an act's text, made by one of its parties. */
export async function signActText(text: string, { name, signer }: NamedSigner): Promise<NoteSignature> {
  const key = knownVerifierKey(name, signer.publicKey)
  const message = encodeUtf8(text)
  const signature = await signer.sign(message)
  if (!key.verify(message, signature))
    throw new RuleError('rule.unsigned', { person: name, reason: 'signer' })
  return { name, keyId: key.keyId, signature }
}

/** Signature lines stand in the order of the act's parties; in the genesis the log's own line comes first. */
export async function signAct(act: Act, signers: readonly NamedSigner[]): Promise<SignedAct> {
  const text = actText(act)
  const signatures: NoteSignature[] = []
  for (const signer of signers) signatures.push(await signActText(text, signer))
  return assembleAct(text, signatures)
}

export function assembleAct(text: string, signatures: readonly NoteSignature[]): SignedAct {
  return parseSignedAct(formatSignedNote({ text, signatures }))
}

/** Whether `key` made that signature line of the note (counted from 0) and it verifies over the stored bytes. */
export function isLineBy(
  { signatures, text }: SignedAct,
  at: number,
  key: VerifierKey,
  verifies: SignatureCheck = atOnce,
): boolean {
  const line = signatures[at]
  return (
    line !== undefined &&
    line.name === key.name &&
    sameBytes(line.keyId, key.keyId) &&
    verifies(key, text, line.signature)
  )
}

/** Sixteen random bytes, base64: what keeps an act from being recorded twice. */
export function newNonce(): string {
  return encodeBase64(randomBytes(16))
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}

/** Acts hold strings, integers, booleans, arrays and closed objects only; absent keys are absent, not undefined. */
function asJson(act: Act): Json {
  return act as unknown as Json
}

function malformed(reason: string): SourceError {
  return new SourceError('source.malformed', { what: 'act', reason })
}
