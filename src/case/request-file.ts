import { z } from 'zod'
import { canonicalJson, type Json, parseCanonicalJson } from '../encoding/canonical-json.js'
import type { Opening } from '../encoding/commitment.js'
import { decodeUtf8 } from '../encoding/utf8.js'
import { CustodiaError, SourceError } from '../errors.js'
import { act as actForm } from '../model/act.js'
import { personCode } from '../model/field.js'
import { readNamedFile } from './named-file.js'

// What goes to a signer's own device and comes back from it. Specified in docs/formats/request.md.

const opening = z.strictObject({ c: z.string(), salt: z.string(), value: z.json() })

const requestForm = z.strictObject({
  act: actForm,
  format: z.literal('custodia-request/v1'),
  /** Entry 0, as text: it names the log's key, and its leaf hash is what the signer's device pins. */
  genesis: z.string().max(60_000),
  keys: z.array(z.string()).min(1),
  openings: z.array(opening),
  signer: personCode,
})
export type SignatureRequest = Readonly<z.infer<typeof requestForm>>

const answerForm = z.strictObject({
  /** Entries under the newest checkpoint that the signer's device has seen; absent when it has seen none. */
  anchor: z.int().min(1).optional(),
  format: z.literal('custodia-signature/v1'),
  keyId: z.string().regex(/^[0-9a-f]{8}$/),
  name: z.string().max(300),
  signature: z.string().max(200),
  text: z.string().max(60_000),
})
export type SignatureAnswer = Readonly<z.infer<typeof answerForm>>

/** @throws SourceError naming the file: what {@link readNamedFile} throws, and `source.malformed` */
export function readRequest(path: string): SignatureRequest {
  return readForm(path, requestForm, 'request')
}

export function readAnswer(path: string): SignatureAnswer {
  return readForm(path, answerForm, 'signature')
}

export function requestText(file: SignatureRequest | SignatureAnswer): string {
  return `${canonicalJson(file as unknown as Json)}\n`
}

export function openingField({ c, salt, value }: Opening): z.infer<typeof opening> {
  return { c, salt, value: value as z.infer<typeof opening>['value'] }
}

function readForm<Form>(path: string, form: z.ZodType<Form>, what: string): Form {
  const parsed = form.safeParse(jsonIn(path, what))
  if (!parsed.success)
    throw new SourceError('source.malformed', {
      what,
      path,
      reason: parsed.error.issues[0]?.path.join('.') ?? '',
    })
  return parsed.data
}

function jsonIn(path: string, what: string): Json {
  const bytes = readNamedFile(path)
  try {
    return parseCanonicalJson(decodeUtf8(bytes).trimEnd())
  } catch (cause) {
    if (!(cause instanceof CustodiaError)) throw cause
    throw new SourceError('source.malformed', { what, path }, { cause })
  }
}
