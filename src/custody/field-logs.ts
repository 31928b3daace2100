import { decodeBase64, encodeBase64 } from '../encoding/base64.js'
import { parseSignedNote } from '../encoding/signed-note.js'
import { RuleError, SourceError } from '../errors.js'
import { noLeaf } from '../ledger/entry.js'
import { type BroughtEntry, broughtEntry } from '../ledger/field-entry.js'
import { decodeFrontier, encodeFrontier, extend, frontierRoot } from '../merkle/frontier.js'
import { emptyRoot } from '../merkle/hash.js'
import type { Act, ActOf } from '../model/act.js'
import { parseCheckpoint } from '../signing/checkpoint.js'
import { verifierKey } from './authority.js'
import { type Change, change, known, requireFree, taken, unknown, wrongState } from './change.js'
import type { CustodyEntry } from './entry.js'
import { rangeName, requireFreeRange } from './number-ranges.js'
import { type Custody, type FieldLog, keysAt } from './state.js'

// A field log's entries, as they come into the log it belongs to.

/** A log for a place without a connection: named by its entry 0, and given numbers that nobody else gives out. */
export function openField(custody: Custody, act: ActOf<'field.open'>, seq: number): Change {
  const { exhibits, field, genesis, persons } = act
  if (custody.field) throw wrongState(act.kind, field, 'field-in-field')
  if (exhibits.from > exhibits.to) throw wrongState(act.kind, rangeName(exhibits), 'range')
  if (field === custody.log) throw taken('field-log', field)
  requireFree(custody.fields ?? {}, 'field-log', field)
  requireFreeRange(custody, exhibits)
  for (const { keys, person } of persons) {
    known(custody.persons, 'person', person)
    const held = new Set(keysAt(custody, person, seq).map(({ keyId }) => keyId))
    const stranger = keys.find((each) => !held.has(each))
    if (stranger !== undefined) throw unknown('key', stranger)
  }
  return change([], () => {
    custody.fields = {
      ...custody.fields,
      [field]: {
        opened: seq,
        genesis,
        exhibits,
        roots: [encodeBase64(emptyRoot)],
        frontier: '',
        lastLeaf: noLeaf,
      },
    }
  })
}

/** Its own checkpoint, over exactly the entries of it that stand here. Whose signature it carries: `requireSignatures`. */
export function joinField(custody: Custody, act: ActOf<'field.join'>, seq: number): Change {
  const { field: origin, size } = act
  const field = known(custody.fields ?? {}, 'field-log', origin)
  const checkpoint = inOrder(act.field, size, 'checkpoint', () =>
    parseCheckpoint(parseSignedNote(Buffer.from(act.checkpoint)).text),
  )
  const root = field.roots.at(-1)
  const isHead = checkpoint.origin === origin && checkpoint.size === size && sizeOf(field) === size
  if (!isHead || encodeBase64(checkpoint.root) !== root) throw mismatch(origin, size, 'checkpoint')
  if (size <= (field.joined?.size ?? 0)) throw wrongState(act.kind, origin, 'joined')
  return change([], () => {
    setField(custody, origin, { ...field, joined: { entry: seq, size } })
  })
}

/** How many entries of a field log stand here. */
export function sizeOf({ roots }: FieldLog): number {
  return roots.length - 1
}

/** An entry of a field log in the place where it came in, and the log it is from. */
export interface Brought extends BroughtEntry {
  readonly origin: string
  readonly field: FieldLog
  /** As it counts here: by the number under which it came in, at the time that the field log gave it. */
  readonly here: CustodyEntry
  /** As it stood there. */
  readonly there: CustodyEntry
}

/**
 * Reads what an act brings, and holds it against what was brought before: its number, the leaf hash that it goes on from, log time,
 * and the checkpoint its signers had seen. Entry 0 must be the one that the log was opened with.
 * @throws RuleError `rule.field-mismatch`, `rule.unknown-object`
 */
export function bring(custody: Custody, act: ActOf<'field.entry'>, seq: number): Brought {
  const field = known(custody.fields ?? {}, 'field-log', act.field)
  const size = sizeOf(field)
  const read = inOrder(act.field, size, 'form', () => broughtEntry(act))
  const { entry, leaf, signed } = read
  const { record } = field
  const fail = (reason: string) => mismatch(act.field, size, reason)
  if (entry.seq !== size) throw fail('sequence')
  if (entry.previous !== field.lastLeaf) throw fail('chain')
  if (record && entry.logTime < record.lastLogTime) throw fail('clock')
  if (signed.act.log !== act.field) throw fail('log')
  if (field.roots[signed.act.seen.size] !== signed.act.seen.root) throw fail('seen')
  if (size === 0) requireOpened(custody, field, read, fail)
  const { logTime } = entry
  return {
    ...read,
    origin: act.field,
    field,
    here: { seq, leaf, logTime, act: signed.act },
    there: { seq: entry.seq, leaf, logTime, act: signed.act },
  }
}

/** Its entry 0 is the one that was announced, and gives nobody a key that they had not proved to hold here. */
function requireOpened(
  custody: Custody,
  { exhibits, genesis, opened }: FieldLog,
  { leaf, signed: { act } }: BroughtEntry,
  fail: (reason: string) => RuleError,
): void {
  if (leaf !== genesis || act.kind !== 'genesis' || !act.field) throw fail('genesis')
  if (act.field.of !== custody.log || rangeName(act.field.exhibits) !== rangeName(exhibits))
    throw fail('genesis')
  for (const { identity, keys, person } of act.field.persons) {
    const held = keysAt(custody, person, opened).map(({ key }) => publicKeyOf(key))
    const isSame = custody.persons[person]?.identity === identity.c
    if (!isSame || !keys.every(({ key }) => held.includes(publicKeyOf(key)))) throw fail('persons')
  }
}

function publicKeyOf(text: string): string {
  return encodeBase64(verifierKey(text).publicKey)
}

/** The state of a field log after the entry that was brought, as `record` says it now. */
export function keepBrought(custody: Custody, { origin, field, leaf }: Brought, record: Custody): void {
  const grown = extend(decodeFrontier(sizeOf(field), decodeBase64(field.frontier)), decodeBase64(leaf))
  field.roots.push(encodeBase64(frontierRoot(grown)))
  setField(custody, origin, {
    ...field,
    record,
    frontier: encodeBase64(encodeFrontier(grown)),
    lastLeaf: leaf,
  })
}

function setField(custody: Custody, origin: string, field: FieldLog): void {
  custody.fields = { ...custody.fields, [origin]: field }
}

/** What an act in a field log does here too. Keys, roles and incidents are matters of the log they stand in. */
const carried: ReadonlySet<Act['kind']> = new Set([
  'person.enrol',
  'exhibit.add',
  'seal.apply',
  'seal.impossible',
  'seal.check',
  'seal.break',
  'transfer.now',
  'transfer.offer',
  'transfer.accept',
  'transfer.decline',
  'transfer.withdraw',
  'acquisition.record',
  'examination.record',
])

export function isCarried({ kind }: Act): boolean {
  return carried.has(kind)
}

/** This record, with the clock of the field log: what its entries say of time is held against that. */
export function withClockOf(custody: Custody, record: Custody | undefined): Custody {
  const { clockIncident: _, ...rest } = custody
  return record?.clockIncident ? { ...rest, clockIncident: record.clockIncident } : rest
}

function inOrder<Result>(log: string, entry: number, reason: string, step: () => Result): Result {
  try {
    return step()
  } catch (error) {
    throw error instanceof SourceError ? mismatch(log, entry, reason, error) : error
  }
}

function mismatch(log: string, entry: number, reason: string, cause?: Error): RuleError {
  return new RuleError('rule.field-mismatch', { log, entry, reason }, { cause })
}
