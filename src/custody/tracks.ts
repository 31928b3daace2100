import { RuleError } from '../errors.js'
import { type Act, type ActOf, currentRules } from '../model/act.js'
import type { ExhibitNumber } from '../model/names.js'
import { keyIdOf, requireKeyName, requireQuorum } from './authority.js'
import { allBreaks } from './breaks/all.js'
import type { Break } from './breaks/rule.js'
import { requireFree } from './change.js'
import { effectOn } from './effects.js'
import type { CustodyEntry } from './entry.js'
import { bring, isCarried, keepBrought, withClockOf } from './field-logs.js'
import { requireOwnNumber } from './number-ranges.js'
import { type Custody, type ExhibitState, keysAt } from './state.js'

/** Starts a record from its entry 0. */
export function begin({ act, logTime }: CustodyEntry): Custody {
  if (act.kind !== 'genesis') throw new RuleError('rule.wrong-state', { act: act.kind, reason: 'no-genesis' })
  requireEnvelope(act)
  const signing = new Set(
    act.parties.flatMap(({ who, signature }) => (signature.kind === 'key' ? [who] : [])),
  )
  const silent = act.administrators.find(({ person }) => !signing.has(person))
  if (silent) throw new RuleError('rule.unsigned', { person: silent.person, reason: 'administrator' })
  if (new Set(act.administrators.map(({ person }) => person)).size < act.policy.quorum) {
    throw new RuleError('rule.no-authority', { person: act.by, reason: 'quorum', quorum: act.policy.quorum })
  }
  const custody: Custody = {
    log: act.log,
    logKey: act.logKey,
    quorum: act.policy.quorum,
    zone: act.zone,
    size: 1,
    lastLogTime: logTime,
    persons: {},
    exhibits: {},
    seals: {},
    offers: {},
    acquisitions: {},
    nonces: { [act.nonce]: 0 },
    ...(act.field ? { field: act.field.exhibits } : {}),
  }
  if (act.field) {
    enrolKnown(custody, act, act.field.persons)
    return custody
  }
  for (const { person, key, identity } of act.administrators) {
    custody.persons[person] = {
      roles: ['administrator'],
      identity: identity.c,
      keys: [{ key, keyId: keyIdOf(key), from: 0 }],
    }
  }
  return custody
}

/** Persons whom another log knows, with the keys that they have proved to hold there; those who administer are among them. */
function enrolKnown(
  custody: Custody,
  { administrators }: ActOf<'genesis'>,
  persons: NonNullable<ActOf<'genesis'>['field']>['persons'],
): void {
  for (const { identity, keys, person, roles } of persons) {
    requireFree(custody.persons, 'person', person)
    for (const { key } of keys) requireKeyName(custody.log, person, key)
    custody.persons[person] = {
      roles,
      identity: identity.c,
      keys: keys.map(({ key }) => ({ key, keyId: keyIdOf(key), from: 0 })),
    }
  }
  for (const { identity, key, person } of administrators) {
    const known = custody.persons[person]
    const isKnown =
      known?.identity === identity.c &&
      known.roles.includes('administrator') &&
      known.keys.some((each) => each.key === key)
    if (!isKnown) throw new RuleError('rule.no-authority', { person, reason: 'administrator' })
  }
}

/**
 * The one fold, live and in court: refuses the meaningless (unknown object, no authority, replay, wrong log), changes `custody`
 * in place by what the act says, and returns the breaks it shows. When it throws, nothing was changed.
 * @param carries which acts of field logs count here too; the others count there alone
 * @throws RuleError
 */
export function follow(
  custody: Custody,
  entry: CustodyEntry,
  carries: (act: Act) => boolean = isCarried,
): readonly Break[] {
  const { act, seq, logTime } = entry
  requireEnvelope(act)
  requireStanding(custody, act, seq)
  const breaks =
    act.kind === 'field.entry' ? followBrought(custody, entry, act, carries) : followOwn(custody, entry)
  custody.nonces[act.nonce] = seq
  custody.size = seq + 1
  custody.lastLogTime = logTime
  return breaks
}

function followOwn(custody: Custody, entry: CustodyEntry): readonly Break[] {
  requireOwnNumber(custody, entry.act)
  const change = effectOn(custody, entry)
  const breaks = breaksAt(custody, entry)
  change()
  touch(custody, entry, change.exhibits)
  return breaks
}

/**
 * An entry of a field log: followed as the field log's own, and, where it is about things and persons, here as well. Whoever brings
 * it is not asked to explain its breaks: they happened elsewhere.
 */
function followBrought(
  custody: Custody,
  entry: CustodyEntry,
  act: ActOf<'field.entry'>,
  carries: (act: Act) => boolean,
): readonly Break[] {
  const brought = bring(custody, act, entry.seq)
  const { here, there } = brought
  const { record } = brought.field
  const change = carries(here.act) ? effectOn(custody, here) : undefined
  const own = breaksAt(custody, entry)
  const shown = record && change ? breaksAt(withClockOf(custody, record), here) : []
  if (record) follow(record, there)
  keepBrought(custody, brought, record ?? begin(there))
  change?.()
  if (change) touch(custody, here, change.exhibits)
  return [...own, ...shown.map((found) => ({ ...found, live: 'record' as const }))]
}

function breaksAt(custody: Custody, entry: CustodyEntry): readonly Break[] {
  const breaks: Break[] = []
  for (const rule of allBreaks)
    for (const found of rule.observe(custody, entry)) breaks.push({ ...found, ...about(rule) })
  return breaks
}

function about(rule: (typeof allBreaks)[number]) {
  return { code: rule.code, severity: rule.severity, live: rule.live }
}

function requireEnvelope(act: Act): void {
  if (act.rules !== currentRules) throw new RuleError('rule.unsupported-rules', { rules: act.rules })
  if ((act.at.clock === 'stated') !== (act.late !== undefined)) {
    throw new RuleError('rule.late-without-reason', { at: act.at.time })
  }
  if (act.late?.signed.clock === 'stated')
    throw new RuleError('rule.impossible-time', { at: act.late.signed.time })
  const performer = act.parties.find((party) => party.who === act.by)
  if (performer?.signature.kind !== 'key')
    throw new RuleError('rule.unsigned', { person: act.by, reason: 'performer' })
}

/** What must hold of any act before its kind is looked at. */
function requireStanding(custody: Custody, act: Act, seq: number): void {
  if (act.kind === 'genesis')
    throw new RuleError('rule.wrong-state', { act: act.kind, reason: 'second-genesis' })
  if (custody.frozenAt !== undefined) throw new RuleError('rule.frozen', { entry: custody.frozenAt })
  if (act.log !== custody.log) throw new RuleError('rule.wrong-log', { log: act.log, expected: custody.log })
  const replayed = custody.nonces[act.nonce]
  if (replayed !== undefined) throw new RuleError('rule.replayed', { entry: replayed })
  if (act.seen.size > seq) throw new RuleError('rule.impossible-time', { seen: act.seen.size, entry: seq })
  for (const { who, signature } of act.parties) {
    if (!custody.persons[who]) throw new RuleError('rule.unknown-object', { kind: 'person', name: who })
    if (signature.kind === 'paper') requireAttester(act, signature.attestedBy)
  }
  if (keysAt(custody, act.by, seq).length === 0) {
    throw new RuleError('rule.no-authority', { person: act.by, reason: 'no-key' })
  }
  if (needsQuorum.has(act.kind)) requireQuorum(custody, act)
}

/**
 * Not `anchor.adopt`: it gives nobody anything, but says that the home of the one who signs had seen nothing of this log before
 * this head. Whoever may act may say so of their own home; a home that has seen the log and finds another is stopped before.
 */
const needsQuorum: ReadonlySet<Act['kind']> = new Set([
  'field.open',
  'person.enrol',
  'key.enrol',
  'key.revoke',
  'person.grant',
  'quorum.change',
  'log.rotate',
  'log.freeze',
  'incident.restore',
  'incident.clock',
])

/** What is on paper is attested by someone who signs this very act by key. */
function requireAttester(act: Act, attester: string): void {
  const signs = act.parties.some((party) => party.who === attester && party.signature.kind === 'key')
  if (!signs) throw new RuleError('rule.unsigned', { person: attester, reason: 'attester' })
}

function touch(custody: Custody, { act, seq }: CustodyEntry, numbers: readonly ExhibitNumber[]): void {
  for (const number of numbers) {
    const exhibit = custody.exhibits[number]
    if (!exhibit) continue
    const lastAt = act.at.time > exhibit.lastAt ? act.at.time : exhibit.lastAt
    // In place: a copy for every entry would cost as much as the exhibit's history is long.
    exhibit.entries.push(seq)
    custody.exhibits[number] = { ...exhibit, lastAt } satisfies ExhibitState
  }
}
