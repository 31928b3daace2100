import { RuleError } from '../errors.js'
import { type Act, currentRules } from '../model/act.js'
import type { ExhibitNumber } from '../model/names.js'
import { keyIdOf, requireQuorum } from './authority.js'
import { allBreaks } from './breaks/all.js'
import type { Break } from './breaks/rule.js'
import { effectOn } from './effects.js'
import type { CustodyEntry } from './entry.js'
import { type Custody, type ExhibitState, keysAt } from './state.js'

/** Starts a record from its entry 0. */
export function begin({ act, logTime }: CustodyEntry): Custody {
  if (act.kind !== 'genesis') throw new RuleError('rule.wrong-state', { act: act.kind, reason: 'no-genesis' })
  requireEnvelope(act)
  if (act.administrators.length < act.policy.quorum) {
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

/**
 * The one fold, live and in court: refuses the meaningless (unknown object, no authority, replay, wrong log), changes `custody`
 * in place by what the act says, and returns the breaks it shows. When it throws, nothing was changed.
 * @throws RuleError
 */
export function follow(custody: Custody, entry: CustodyEntry): readonly Break[] {
  const { act, seq, logTime } = entry
  requireEnvelope(act)
  requireStanding(custody, act, seq)
  const change = effectOn(custody, entry)
  const breaks = allBreaks.flatMap((rule) =>
    rule.observe(custody, entry).map((found) => ({ ...found, ...about(rule) })),
  )
  change()
  touch(custody, entry, change.exhibits)
  custody.nonces[act.nonce] = seq
  custody.size = seq + 1
  custody.lastLogTime = logTime
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

const needsQuorum: ReadonlySet<Act['kind']> = new Set([
  'person.enrol',
  'key.enrol',
  'key.revoke',
  'anchor.adopt',
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
    custody.exhibits[number] = {
      ...exhibit,
      lastAt,
      entries: [...exhibit.entries, seq],
    } satisfies ExhibitState
  }
}
