import { add, both, now, paper, type Step, stated } from './act-bodies.js'
import { type Circumstances, closed, enrolment, type PartyText, warrant } from './acts.js'

// Steps of histories, one for each thing that happens in a laboratory, its store and its dealings with courts.

export const minutes = (hours: number, days = 0) => 60 * (hours + 24 * days)
/** Said and recorded at that minute. */
export const at = (minute: number, more: Circumstances = {}): Circumstances => ({
  ...more,
  at: minute,
  logged: minute,
})
/** A step at another time. */
export const later = ([by, body, circumstances]: Step, minute: number): Step => [
  by,
  body,
  at(minute, circumstances),
]

export const place = (location: string, more: object = {}): Step => [
  'P-01',
  { kind: 'location.add', location, name: closed(), ...more },
]
/** Into the store that P-01 keeps. */
export const put = (from: string, exhibit = 'E-1', more: object = {}): Step => [
  'P-01',
  { kind: 'store.put', exhibits: [exhibit], from, location: 'L-1', returned: false, ...more },
  { parties: [`${from} giver`, 'P-01 receiver'] },
]
export const take = (to: string, exhibit = 'E-1', more: object = {}): Step => [
  'P-01',
  { kind: 'store.take', exhibits: [exhibit], purpose: closed(), to, ...more },
  { parties: ['P-01 giver', `${to} receiver`] },
]
export const shift = (location: string, exhibit = 'E-1'): Step => [
  'P-01',
  { kind: 'store.move', exhibits: [exhibit], location },
]
export const hand = (from: string, to: string, ...exhibits: string[]): Step => [
  from,
  now(from, to, ...exhibits),
  both(from, to),
]
export const counted = (from: string, to: string, units: number, ...exhibits: string[]): Step => [
  from,
  { ...now(from, to, ...exhibits), counted: units },
  both(from, to),
]
export const missing = (by: string, ...exhibits: string[]): Step => [
  by,
  { kind: 'exhibit.missing', exhibits, reason: closed() },
]
export const found = (by: string, ...exhibits: string[]): Step => [
  by,
  { kind: 'exhibit.found', exhibits, reason: closed() },
]
export const hold = (...exhibits: string[]): Step => [
  'P-01',
  { kind: 'exhibit.hold', exhibits, reason: closed() },
]
export const unhold = (...exhibits: string[]): Step => [
  'P-01',
  { kind: 'exhibit.unhold', exhibits, reason: closed() },
]
export const split = (by: string, whole: string, ...parts: string[]): Step => [
  by,
  { kind: 'exhibit.split', exhibit: whole, parts },
]

/** P-05 is a clerk of the court, and signs on paper. */
export const clerk: Step = ['P-01', enrolment('P-05', 'court-clerk')]
export const deliver = (from: string, to = 'P-05', exhibit = 'E-1'): Step => [
  from,
  { kind: 'exhibit.deliver', depository: closed(), exhibits: [exhibit], from, receipt: closed(), to },
  { parties: [`${from} giver`, paper(to, 'receiver', from)] },
]
export const recover = (to: string, from = 'P-05', exhibit = 'E-1'): Step => [
  to,
  { kind: 'exhibit.recover', document: closed(), exhibits: [exhibit], from, to },
  { parties: [paper(from, 'giver', to), `${to} receiver`] },
]
export const releaseOrder: Step = [
  'P-01',
  warrant({ authorization: 'AU-8', powers: ['release'], type: 'court-order' }),
]
export const destructionOrder: Step = [
  'P-01',
  warrant({ authorization: 'AU-9', powers: ['destruction'], type: 'court-order' }),
]
export const release = (from: string, to: string, ...exhibits: string[]): Step => [
  from,
  { kind: 'exhibit.release', exhibits, from, reason: closed(), to },
  both(from, to),
]
const allStated = Object.fromEntries(
  ['nature', 'quality', 'quantity', 'weight', 'measure', 'value', 'samples', 'hearing'].map((field) => [
    field,
    closed(),
  ]),
)
export const destroy = (
  by: string,
  exhibit = 'E-1',
  stated: object = allStated,
  parties: readonly PartyText[] = [`${by} performer`, 'P-03 witness'],
): Step => [by, { kind: 'exhibit.destroy', exhibits: [exhibit], method: closed(), stated }, { parties }]

/** Something else than a telephone. */
export const addAs = (exhibit: string, more: object, parent?: string): object => ({
  ...add(exhibit, parent),
  ...more,
})
export const comparison = (more: object = {}): object => ({
  kind: 'integrity.check',
  chunks: 10,
  differing: 0,
  exhibit: 'E-1',
  result: 'same',
  source: closed(),
  unreadable: 0,
  ...more,
})
export const workingCopy = (exhibit: string, more: object = {}): object => ({
  kind: 'copy.derive',
  description: closed(),
  encrypted: true,
  exhibit,
  parent: 'E-1',
  purpose: closed(),
  ...more,
})
export const deletion = (by: string, exhibit: string): Step => [
  by,
  { kind: 'copy.delete', exhibit, method: closed(), proof: closed() },
]
export const access = (more: object = {}): object => ({
  kind: 'access.record',
  exhibit: 'E-1',
  items: 1,
  justification: closed(),
  what: 'view',
  ...more,
})
export const label = (exhibit: string, is: string, value: string): object => ({
  kind: 'exhibit.label',
  exhibit,
  label: { is, value: closed(value) },
})
export const correction = (more: object = {}): object => ({
  kind: 'entry.correct',
  becomes: closed('as it should be'),
  entry: 7,
  exhibit: 'E-1',
  field: 'description',
  reason: closed(),
  was: closed(),
  ...more,
})
export const annulment = (entry: number, ...exhibits: string[]): Step => [
  'P-01',
  { kind: 'entry.annul', entry, exhibits: exhibits.length > 0 ? exhibits : ['E-1'], reason: closed() },
  { parties: ['P-01 performer', 'P-02 witness'] },
]
export const earlier = (events: readonly object[]): object => ({
  kind: 'history.import',
  agency: closed(),
  channel: closed(),
  document: { sha256: '0'.repeat(64), size: 1 },
  events,
  exhibit: 'E-1',
})
export const event = (what: string, when: object = { at: stated(0, 'stated') }): object => ({
  on: 'paper',
  text: closed(),
  what,
  ...when,
})
export const together: Circumstances = { parties: ['P-02 performer', 'P-03 witness'] }
