import type { Custody, KeyState } from '../custody/state.js'
import type { Instant } from '../model/instant.js'
import type { PersonCode } from '../model/names.js'
import { confirmed, type Finding, unchecked } from './finding.js'
import type { AuditedRecord, Step } from './record.js'
import type { Followed } from './trail.js'

/** A key that somebody else may have signed with. */
interface DoubtfulKey {
  readonly person: PersonCode
  readonly keyId: string
  /** From when on; always, where nobody could say. */
  readonly since: Instant | undefined
  /** The act that says so, or that brought the key into the record and is doubtful itself. */
  readonly entry: number
  readonly why: 'compromised' | 'inherited'
}

/**
 * Which acts are disputed because their key was compromised: those that the log's clock puts after the compromise, but for entries
 * that somebody outside vouched for before it. Cover that came later shows that an act existed, not who signed it. A key that a
 * disputed act brought into the record is as doubtful as that act.
 * @param coveredBefore how many entries were covered from outside at a time
 */
export function auditDisputes(
  { custody, steps, trail }: Pick<AuditedRecord, 'custody' | 'steps' | 'trail'>,
  coveredBefore: (time: Instant) => number,
): readonly Finding[] {
  const findings: Finding[] = []
  const doubtful = custody ? compromisedKeys(custody) : []
  const seen = new Set<string>()
  for (let key = doubtful.shift(); key !== undefined; key = doubtful.shift()) {
    const name = `${key.person}+${key.keyId}`
    if (seen.has(name)) continue
    seen.add(name)
    const signed = trail.filter(({ signers }) => signers.includes(name))
    const covered = key.since === undefined ? 0 : coveredBefore(key.since)
    const { since } = key
    const later = signed.filter((step) => since === undefined || step.logTime >= since)
    const disputed = later.filter(({ seq }) => seq >= covered)
    const open = signed.filter((step) => !later.includes(step) && step.seq >= covered).length
    findings.push(findingOf(key, { disputed, covered, open }))
    const bySeq = new Set(disputed.map(({ seq }) => seq))
    doubtful.push(...steps.filter(({ seq }) => bySeq.has(seq)).flatMap((step) => broughtBy(step, key)))
  }
  return findings
}

function compromisedKeys(custody: Custody): DoubtfulKey[] {
  const keys = everyKey(custody)
  return keys.flatMap(({ person, state: { key, revocation } }): DoubtfulKey[] => {
    if (revocation?.reason !== 'compromised') return []
    const { since, entry } = revocation
    // The same key under the name it has in another of the logs.
    return keys
      .filter((each) => each.person === person && publicPart(each.state.key) === publicPart(key))
      .map(({ state: { keyId } }) => ({ person, keyId, since, entry, why: 'compromised' }))
  })
}

/** Keys of this log and of its field logs. */
function everyKey({ persons, fields = {} }: Custody): { person: PersonCode; state: KeyState }[] {
  const own = (Object.keys(persons) as PersonCode[]).flatMap((person) =>
    (persons[person]?.keys ?? []).map((state) => ({ person, state })),
  )
  return [...own, ...Object.values(fields).flatMap(({ record }) => (record ? everyKey(record) : []))]
}

function publicPart(verifierKey: string): string {
  return verifierKey.split('+').slice(2).join('+')
}

/** The key that a disputed act put in the place of this one, or that an administrator enrolled with it. */
function broughtBy({ act, seq }: Step, { since }: DoubtfulKey): readonly DoubtfulKey[] {
  if (act.kind !== 'key.rotate' && act.kind !== 'key.enrol') return []
  const keyId = act.key.split('+')[1] ?? ''
  return [{ person: act.person, keyId, since, entry: seq, why: 'inherited' }]
}

interface Disputed {
  readonly disputed: readonly Followed[]
  readonly covered: number
  /** Acts that are older by the log's clock alone. */
  readonly open: number
}

function findingOf(
  { person, keyId, since, entry, why }: DoubtfulKey,
  { disputed, covered, open }: Disputed,
): Finding {
  const subject = `key ${person} ${keyId}`
  const details = {
    person,
    key: keyId,
    ...(since === undefined ? {} : { since }),
    ...(why === 'compromised' ? { revoked: entry } : { brought: entry }),
    acts: disputed.length,
    ...(covered > 0 ? { covered } : {}),
    ...(open > 0 ? { open } : {}),
  }
  const [first] = disputed
  const last = disputed.at(-1)
  if (!first || !last) return confirmed('key.undisputed', subject, details)
  const entries = shownEntries(disputed.map(({ seq }) => seq))
  return unchecked('key.disputed', subject, { ...details, from: first.seq, to: last.seq, entries })
}

const rangesAtMost = 20

/** `4–6, 9`; where there are many ranges, the last of them stands behind an ellipsis. */
function shownEntries(entries: readonly number[]): string {
  const ranges: [from: number, to: number][] = []
  for (const entry of entries) {
    const last = ranges.at(-1)
    if (last && last[1] === entry - 1) last[1] = entry
    else ranges.push([entry, entry])
  }
  const shown = ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`))
  return shown.length > rangesAtMost
    ? `${shown.slice(0, rangesAtMost - 1).join(', ')} … ${shown.at(-1)}`
    : shown.join(', ')
}
