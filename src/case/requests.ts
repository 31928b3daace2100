import { z } from 'zod'
import { keysAt } from '../custody/state.js'
import { decodeBase64, encodeBase64 } from '../encoding/base64.js'
import { canonicalJson, type Json, parseCanonicalJson } from '../encoding/canonical-json.js'
import { type Opening, opens } from '../encoding/commitment.js'
import { decodeHex, encodeHex } from '../encoding/hex.js'
import type { NoteSignature } from '../encoding/signed-note.js'
import { decodeUtf8 } from '../encoding/utf8.js'
import { CustodiaError, KeyError, RuleError, SourceError } from '../errors.js'
import { type Act, act as actForm } from '../model/act.js'
import { leafHash, personCode } from '../model/field.js'
import type { PersonCode } from '../model/names.js'
import type { Party } from '../model/party.js'
import { actText, assembleAct, parseActText, personKeyName, signActText } from '../signing/signed-act.js'
import type { Desk } from './desk.js'
import {
  type Draft,
  type Drafting,
  type Enacted,
  prepare,
  preview,
  recordSigned,
  requireClear,
} from './enact.js'
import type { Home } from './home.js'
import { keyAmong, signerKindOf, signerOf, unlocked } from './keys.js'
import { readNamedFile } from './named-file.js'
import type { OpenCase } from './open.js'
import { textsIn } from './opened.js'

// An officer may sign on a device of their own: the case writes a request, `custodia sign` answers it, and whoever has the case
// completes it. The signer's device fills in where the signature was made before anybody signs, so both sign the same bytes.

const opening = z.strictObject({ c: z.string(), salt: z.string(), value: z.json() })

const requestForm = z.strictObject({
  act: actForm,
  format: z.literal('custodia-request/v1'),
  genesis: leafHash,
  keys: z.array(z.string()).min(1),
  openings: z.array(opening),
  signer: personCode,
})
export type SignatureRequest = Readonly<z.infer<typeof requestForm>>

const answerForm = z.strictObject({
  format: z.literal('custodia-signature/v1'),
  keyId: z.string().regex(/^[0-9a-f]{8}$/),
  name: z.string().max(300),
  signature: z.string().max(200),
  text: z.string().max(60_000),
})
export type SignatureAnswer = Readonly<z.infer<typeof answerForm>>

/** Drafts one act that `signer` will sign elsewhere. Stores what its commitments stand for; records nothing. */
export async function requestSignature(
  open: OpenCase,
  desk: Desk,
  signer: PersonCode,
  draft: (drafting: Drafting) => Draft,
): Promise<SignatureRequest> {
  const { acts, openings, custody } = await prepare(open, desk, (drafting) => [draft(drafting)])
  const [act, another] = acts
  if (!act || another) throw new RuleError('rule.wrong-state', { act: 'request', reason: 'one-act' })
  preview(desk, custody, acts, openings)
  const enrolled = keysAt(custody, signer, custody.size).map((key) => key.key)
  const keys = act.kind === 'key.enrol' && act.person === signer ? [act.key] : enrolled
  if (keys.length === 0) throw new RuleError('rule.no-authority', { person: signer, reason: 'no-key' })
  const stated = await withSignerKinds(open, act, signer)
  if (!desk.dryRun) requireClear(open).put(openings)
  return {
    act: stated,
    format: 'custodia-request/v1',
    genesis: open.genesisLeaf,
    keys,
    openings: openings.map(asField),
    signer,
  }
}

/** Where the parties other than `signer` will sign: named before the text is fixed. */
async function withSignerKinds(open: OpenCase, act: Act, signer: PersonCode): Promise<Act> {
  const custody = await open.live.current()
  const parties: Party[] = []
  for (const party of act.parties) {
    const keys = keysAt(custody, party.who, custody.size).map((key) => key.key)
    const key = party.who === signer ? undefined : keyAmong(open.home, keys)
    const kind = key && party.signature.kind === 'key' ? await signerKindOf(open.home, key) : undefined
    parties.push(
      kind ? { ...party, signature: { kind: 'key', host: open.home.hostId(), signer: kind } } : party,
    )
  }
  return { ...act, parties }
}

/** On the signer's own device: shows the act, fills in this device, and signs; nothing on a dry run. Needs no case. */
export async function answerRequest(
  home: Home,
  desk: Desk,
  request: SignatureRequest,
): Promise<SignatureAnswer | undefined> {
  const key = keyAmong(home, request.keys)
  if (!key)
    throw new KeyError('key.absent', { person: request.signer, key: request.keys.join(' '), home: home.path })
  const broken = request.openings.find((each) => !opens(each as Opening))
  if (broken) throw new SourceError('source.malformed', { what: 'request', reason: `opening ${broken.c}` })
  const kind = await signerKindOf(home, key)
  const parties = request.act.parties.map(
    (party): Party =>
      party.who === request.signer && party.signature.kind === 'key'
        ? { ...party, signature: { kind: 'key', host: home.hostId(), signer: kind } }
        : party,
  )
  const act: Act = { ...request.act, parties }
  const text = actText(act)
  const said = [act.log, ...textsIn(request.openings.map((each) => each.value as Json))]
  desk.show({ acts: [act], texts: [text], said, breaks: [], holders: [] })
  if (desk.dryRun) return undefined
  const signer = await unlocked(home, key, request.signer, desk)
  const line = await signActText(text, { name: personKeyName(act.log, request.signer), signer })
  return {
    format: 'custodia-signature/v1',
    keyId: encodeHex(line.keyId),
    name: line.name,
    signature: encodeBase64(line.signature),
    text,
  }
}

/** Adds the signatures that are still missing to an answer, and records the act. */
export async function completeRequest(open: OpenCase, desk: Desk, answer: SignatureAnswer): Promise<Enacted> {
  const act = parseActText(answer.text)
  if (act.log !== open.origin) throw new RuleError('rule.wrong-log', { log: act.log, expected: open.origin })
  const custody = await open.live.current()
  const breaks = preview(desk, custody, [act], [])
  if (desk.dryRun) return { recorded: [], acts: [act], breaks, dryRun: true }
  const lines: NoteSignature[] = []
  for (const { who, signature } of act.parties) {
    if (signature.kind !== 'key') continue
    const name = personKeyName(open.origin, who)
    lines.push(
      answer.name === name ? lineOf(answer) : await ownLine(open, desk, answer.text, who, signature.signer),
    )
  }
  return {
    ...(await recordSigned(open, desk, [assembleAct(answer.text, lines)])),
    acts: [act],
    dryRun: false,
  }
}

async function ownLine(
  open: OpenCase,
  desk: Desk,
  text: string,
  who: PersonCode,
  stated: string,
): Promise<NoteSignature> {
  const signer = await signerOf(open.home, await open.live.current(), who, desk)
  if (signer.kind !== stated)
    throw new KeyError('key.agent', { person: who, reason: 'other-signer', wanted: stated })
  return signActText(text, { name: personKeyName(open.origin, who), signer })
}

function lineOf({ name, keyId, signature }: SignatureAnswer): NoteSignature {
  return { name, keyId: decodeHex(keyId), signature: decodeBase64(signature) }
}

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

function asField({ c, salt, value }: Opening): z.infer<typeof opening> {
  return { c, salt, value: value as z.infer<typeof opening>['value'] }
}
