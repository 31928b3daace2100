import { instantOf } from '../../src/model/instant.js'
import {
  type Circumstances,
  closed,
  type FollowedRecord,
  hostOf,
  keyOf,
  leafAt,
  newRecord,
  start,
} from './acts.js'

// What acts say, with as little in it as can be: exhibits, seals, transfers, acquisitions, and the parties they take.

export const add = (exhibit: string, parent?: string) => ({
  kind: 'exhibit.add',
  category: 'phone',
  description: closed(),
  exhibit,
  quantity: 1,
  ...(parent === undefined ? {} : { parent }),
})
export const seal = (number: string, exhibit = 'E-1') => ({
  kind: 'seal.apply',
  exhibit,
  number: closed(),
  seal: number,
})
export const opening = (number: string, exhibit = 'E-1') => ({
  kind: 'seal.break',
  exhibit,
  reason: closed(),
  seal: number,
})
export const check = (condition: string, same = true) => ({
  kind: 'seal.check',
  condition,
  exhibit: 'E-1',
  same,
  seal: 'S-1',
})
export const impossible = (exhibit = 'E-1') => ({ kind: 'seal.impossible', exhibit, reason: closed() })
export const now = (from: string, to: string, ...exhibits: string[]) => ({
  kind: 'transfer.now',
  exhibits: exhibits.length > 0 ? exhibits : ['E-1'],
  from,
  purpose: closed(),
  to,
})
export const offer = (from: string, to: string, ...exhibits: string[]) => ({
  ...now(from, to, ...exhibits),
  kind: 'transfer.offer',
})
export const both = (from: string, to: string): Circumstances => ({
  parties: [`${from} giver`, `${to} receiver`],
})
export const as = (who: string, capacity: string): Circumstances => ({ parties: [`${who} ${capacity}`] })
export const acquisition = (number: string, exhibit = 'E-1') => ({
  kind: 'acquisition.record',
  accessTimes: 'preserved',
  acquisition: number,
  bytes: 0,
  copied: true,
  exhibit,
  failed: 0,
  items: 0,
  manifest: { lines: 0, root: closed().c, sha256: '0'.repeat(64), size: 0 },
  source: closed(),
})

export function absent(who: string, capacity: string, kind = 'absent') {
  return { who, as: capacity, signature: { kind, reason: closed() } }
}

export function paper(who: string, capacity: string, attestedBy: string) {
  return { who, as: capacity, signature: { kind: 'paper', attestedBy, scan: closed() } }
}

/** A signature made in the home of somebody, who need not be the signer. */
export function inHomeOf(owner: string, who: string, capacity: string, signer = 'file') {
  return { who, as: capacity, signature: { kind: 'key', host: hostOf(owner), signer } }
}

export const examination = {
  kind: 'examination.record',
  acquisition: 'A-1',
  failed: 0,
  findings: acquisition('A-1').manifest,
  isolation: { limited: true, networkless: true },
  methods: [],
}

export function revocation(person: string) {
  return {
    kind: 'key.revoke',
    key: /\+([0-9a-f]{8})\+/.exec(keyOf(person))?.[1] ?? '',
    person,
    reason: 'lost',
  }
}

export function stated(at: number, clock: string) {
  return { clock, time: instantOf(start + at * 60_000), zone: 'Europe/Madrid' }
}

export function late(clock: string) {
  return { reason: closed(), signed: stated(9, clock) }
}

/** P-02 holds E-1, sealed with S-1. */
export function sealedRecord(): FollowedRecord {
  const record = newRecord()
  record.does('P-02', add('E-1'))
  record.does('P-02', seal('S-1'))
  return record
}

/** Who does what, and how. */
export type Step = readonly [by: string, body: object, circumstances?: Circumstances]

/** Number of the first entry after {@link sealedRecord}. */
const next = 8

/** Offers the exhibit at that number, so that its leaf hash is known. */
export const offered: Step = ['P-02', offer('P-02', 'P-03'), as('P-02', 'giver')]
export const accepting = (by: string, inHome = by): Step => [
  by,
  { kind: 'transfer.accept', offer: leafAt(next) },
  { parties: [inHomeOf(inHome, by, 'receiver')] },
]
export const withdrawing = (by: string): Step => [
  by,
  { kind: 'transfer.withdraw', offer: leafAt(next), reason: closed() },
  as(by, 'giver'),
]

/** Does one after the other; the breaks that the last of them shows. */
export function play(record: FollowedRecord, steps: readonly Step[]): readonly string[] {
  return steps.map(([by, body, circumstances]) => record.does(by, body, circumstances)).at(-1) ?? []
}
