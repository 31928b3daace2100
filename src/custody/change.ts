import { RuleError } from '../errors.js'
import type { ExhibitNumber, PersonCode } from '../model/names.js'
import type { Capacity } from '../model/party.js'
import type { CustodyEntry } from './entry.js'

/** Applies what was decided, and says which exhibits it touches. */
export interface Change {
  (): void
  readonly exhibits: readonly ExhibitNumber[]
}

export function change(exhibits: readonly ExhibitNumber[], apply: () => void): Change {
  return Object.assign(() => apply(), { exhibits })
}

/** Throws `rule.unsigned` unless this person is a party of the act in this capacity. */
export function requireParty(act: CustodyEntry['act'], who: PersonCode, as: Capacity): void {
  if (!act.parties.some((party) => party.who === who && party.as === as)) {
    throw new RuleError('rule.unsigned', { person: who, reason: as })
  }
}

export function known<Key extends string, Value>(table: Record<Key, Value>, kind: string, name: Key): Value {
  const value: Value | undefined = Object.hasOwn(table, name) ? table[name] : undefined
  if (value === undefined) throw unknown(kind, name)
  return value
}

export function requireFree<Key extends string>(table: Record<Key, unknown>, kind: string, name: Key): void {
  if (Object.hasOwn(table, name)) throw taken(kind, name)
}

export function unknown(kind: string, name: string): RuleError {
  return new RuleError('rule.unknown-object', { kind, name })
}

export function taken(kind: string, name: string): RuleError {
  return new RuleError('rule.number-taken', { kind, name })
}

export function wrongState(act: string, name: string, state: string): RuleError {
  return new RuleError('rule.wrong-state', { act, name, state, reason: 'state' })
}
