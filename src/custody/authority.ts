import { encodeHex } from '../encoding/hex.js'
import { parseSignedNote } from '../encoding/signed-note.js'
import { encodeUtf8 } from '../encoding/utf8.js'
import { RuleError, SourceError } from '../errors.js'
import { broughtEntry } from '../ledger/field-entry.js'
import type { Act } from '../model/act.js'
import type { PersonCode } from '../model/names.js'
import type { Party } from '../model/party.js'
import { atOnce, type SignatureCheck } from '../signing/signature-check.js'
import { isLineBy, personKeyName, type SignedAct } from '../signing/signed-act.js'
import { parseVerifierKey, type VerifierKey } from '../signing/verifier-key.js'
import { type Custody, keysAt, logKeyAt } from './state.js'

/** Verifier keys are parsed once per text; parsing costs more than verifying. */
const parsed = new Map<string, VerifierKey>()

export function verifierKey(text: string): VerifierKey {
  const known = parsed.get(text)
  if (known) return known
  const key = parseVerifierKey(text)
  parsed.set(text, key)
  return key
}

/** One signature line that an act must carry, and the keys of which one must have made it. */
interface Line {
  readonly name: string
  readonly who: PersonCode | 'log'
  readonly keys: readonly string[]
}

/**
 * Checks every signature line of an act against the keys that count at this entry, and that there is one line for each party said
 * to sign by key, in their order, and no other: signed bytes have one form. Returns how many lines were verified.
 * @param custody the record before this entry; undefined for the genesis, whose keys are its own
 * @throws RuleError `rule.unsigned` or `rule.no-authority`, naming the party
 */
export function requireSignatures(
  custody: Custody | undefined,
  signed: SignedAct,
  seq: number,
  verifies: SignatureCheck = atOnce,
): number {
  const { act, signatures } = signed
  const log = custody?.log ?? act.log
  const keyed = act.parties.filter((party) => party.signature.kind === 'key')
  const lines: readonly Line[] = [
    ...logKeysOf(custody, act).map((key) => ({ name: log, who: 'log' as const, keys: [key] })),
    ...keyed.map((party) => ({
      name: personKeyName(log, party.who),
      who: party.who,
      keys: candidateKeys(custody, act, party, seq),
    })),
  ]
  const unable = lines.find(({ keys }) => keys.length === 0)
  if (unable) throw new RuleError('rule.no-authority', { person: unable.who, reason: 'no-key' })
  const slots = new Set(keyed.map((party) => signingSlot(act, party)))
  if (signatures.length !== lines.length || slots.size !== keyed.length)
    throw new RuleError('rule.unsigned', {
      reason: 'count',
      expected: lines.length,
      found: signatures.length,
    })
  if (signatures.some(({ name }, at) => name !== lines[at]?.name))
    throw new RuleError('rule.unsigned', { reason: 'order' })
  for (const [at, { who, keys }] of lines.entries())
    if (!keys.some((key) => isLineBy(signed, at, verifierKey(key), verifies)))
      throw new RuleError('rule.unsigned', { person: who, reason: 'signature' })
  return lines.length + (custody ? requireFieldSignatures(custody, act, verifies) : 0)
}

/**
 * Signatures that an act brings with it: those of an entry of a field log, by the keys that count there; the field log's own under
 * its checkpoint. Returns how many lines were verified.
 */
function requireFieldSignatures(custody: Custody, act: Act, verifies: SignatureCheck): number {
  if (act.kind !== 'field.entry' && act.kind !== 'field.join') return 0
  const { field: origin } = act
  const record = custody.fields?.[origin]?.record
  try {
    if (act.kind === 'field.entry') {
      const { entry, signed } = broughtEntry(act)
      return requireSignatures(record, signed, entry.seq, verifies)
    }
    const { text, signatures } = parseSignedNote(encodeUtf8(act.checkpoint))
    const key = record && verifierKey(logKeyAt(record, act.size))
    const own = signatures.find(
      ({ name, keyId }) => name === key?.name && Buffer.compare(keyId, key.keyId) === 0,
    )
    if (key && own && verifies(key, encodeUtf8(text), own.signature)) return 1
  } catch (error) {
    throw error instanceof SourceError ? unsignedField(origin, 'form', error) : error
  }
  throw unsignedField(origin, 'checkpoint')
}

function unsignedField(log: string, reason: string, cause?: Error): RuleError {
  return new RuleError('rule.unsigned', { log, reason }, { cause })
}

/** Whether a party signs with the key that this act enrols: proof that its owner holds it. */
export function signsWithNewKey(act: Act, { who, as }: Pick<Party, 'who' | 'as'>): boolean {
  if (act.kind === 'key.rotate') return who === act.person && as === 'subject'
  return act.kind === 'key.enrol' && who === act.person && as === 'subject'
}

/** One for each key that signs an act: a person whose key is enrolled or replaced by it may sign with two. */
export function signingSlot(act: Act, party: Pick<Party, 'who' | 'as'>): string {
  return signsWithNewKey(act, party) ? `${party.who} new` : party.who
}

/** Keys of the log itself that sign an act, in the order of their lines. */
function logKeysOf(custody: Custody | undefined, act: Act): readonly string[] {
  if (act.kind === 'genesis') return [act.logKey]
  return act.kind === 'log.rotate' && custody ? [custody.logKey, act.logKey] : []
}

function candidateKeys(
  custody: Custody | undefined,
  act: Act,
  party: Pick<Party, 'who' | 'as'>,
  seq: number,
): readonly string[] {
  if (act.kind === 'genesis')
    return act.administrators.filter((each) => each.person === party.who).map((each) => each.key)
  if ('key' in act && signsWithNewKey(act, party)) return [act.key]
  const held = custody ? keysAt(custody, party.who, seq) : []
  const counting = act.kind === 'key.rotate' && party.who === act.person
  return held.filter((each) => !counting || each.keyId === act.old).map((each) => each.key)
}

/** A key counts under the name of its person in this very log. */
export function requireKeyName(log: string, person: PersonCode, key: string): void {
  if (verifierKey(key).name !== personKeyName(log, person))
    throw new RuleError('rule.no-authority', { person, reason: 'key-name' })
}

/** C2SP key id of a verifier key, in hex. */
export function keyIdOf(text: string): string {
  return encodeHex(verifierKey(text).keyId)
}

/** Refuses what needs administrators when fewer than the quorum signed by key. */
export function requireQuorum(custody: Custody, act: Act): void {
  const administrators = act.parties.filter(
    (party) =>
      party.signature.kind === 'key' &&
      party.as !== 'subject' &&
      custody.persons[party.who]?.roles.includes('administrator'),
  )
  const quorum = act.kind === 'quorum.change' ? Math.max(custody.quorum, act.quorum) : custody.quorum
  if (new Set(administrators.map(({ who }) => who)).size < quorum) {
    throw new RuleError('rule.no-authority', { person: act.by, reason: 'quorum', quorum })
  }
}
