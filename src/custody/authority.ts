import { encodeHex } from '../encoding/hex.js'
import { RuleError } from '../errors.js'
import type { Act } from '../model/act.js'
import type { PersonCode } from '../model/names.js'
import { isSignedBy, personKeyName, type SignedAct } from '../signing/signed-act.js'
import { parseVerifierKey, type VerifierKey } from '../signing/verifier-key.js'
import { type Custody, keysAt } from './state.js'

/** Verifier keys are parsed once per text; parsing costs more than verifying. */
const parsed = new Map<string, VerifierKey>()

export function verifierKey(text: string): VerifierKey {
  const known = parsed.get(text)
  if (known) return known
  const key = parseVerifierKey(text)
  parsed.set(text, key)
  return key
}

/**
 * Checks every signature line of an act against the keys that count at this entry, and that there is one line for each party said
 * to sign by key, in their order, and no other: signed bytes have one form. Returns how many lines were verified.
 * @param custody the record before this entry; undefined for the genesis, whose keys are its own
 * @throws RuleError `rule.unsigned` or `rule.no-authority`, naming the party
 */
export function requireSignatures(custody: Custody | undefined, signed: SignedAct, seq: number): number {
  const { act } = signed
  const keyed = act.parties.filter((party) => party.signature.kind === 'key')
  for (const { who } of keyed) requireSignature(signed, who, candidateKeys(custody, act, who, seq))
  if (act.kind === 'genesis') requireLogSignature(signed, act.logKey)
  const expected = keyed.length + (act.kind === 'genesis' ? 1 : 0)
  if (signed.signatures.length !== expected || new Set(keyed.map((each) => each.who)).size !== keyed.length) {
    throw new RuleError('rule.unsigned', { reason: 'count', expected, found: signed.signatures.length })
  }
  const log = custody?.log ?? act.log
  const names = [...(act.kind === 'genesis' ? [log] : []), ...keyed.map(({ who }) => personKeyName(log, who))]
  if (signed.signatures.some(({ name }, at) => name !== names[at]))
    throw new RuleError('rule.unsigned', { reason: 'order' })
  return expected
}

function requireSignature(signed: SignedAct, who: PersonCode, keys: readonly string[]): void {
  if (keys.length === 0) throw new RuleError('rule.no-authority', { person: who, reason: 'no-key' })
  if (!keys.some((key) => isSignedBy(signed, verifierKey(key)))) {
    throw new RuleError('rule.unsigned', { person: who, reason: 'signature' })
  }
}

function requireLogSignature(signed: SignedAct, logKey: string): void {
  if (!isSignedBy(signed, verifierKey(logKey)))
    throw new RuleError('rule.unsigned', { person: 'log', reason: 'signature' })
}

/** A key being enrolled signs its own enrolment: proof that its owner holds it. */
function candidateKeys(
  custody: Custody | undefined,
  act: Act,
  who: PersonCode,
  seq: number,
): readonly string[] {
  if (act.kind === 'genesis')
    return act.administrators.filter((each) => each.person === who).map((each) => each.key)
  const held = custody ? keysAt(custody, who, seq).map((each) => each.key) : []
  return act.kind === 'key.enrol' && act.person === who ? [act.key] : held
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
  if (administrators.length < custody.quorum) {
    throw new RuleError('rule.no-authority', { person: act.by, reason: 'quorum', quorum: custody.quorum })
  }
}
