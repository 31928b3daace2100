import { exhibitsOf } from '../custody/breaks/about.js'
import type { Break } from '../custody/breaks/rule.js'
import type { CustodyEntry } from '../custody/entry.js'
import { isCarried, sizeOf } from '../custody/field-logs.js'
import { rangeName } from '../custody/number-ranges.js'
import { type Custody, type ExhibitState, holderOf } from '../custody/state.js'
import { begin, follow } from '../custody/tracks.js'
import { encodeBase64 } from '../encoding/base64.js'
import { displayText } from '../encoding/safe-display.js'
import { RuleError } from '../errors.js'
import { entryLeaf, parseEntry } from '../ledger/entry.js'
import { broughtEntry, toldBy } from '../ledger/field-entry.js'
import { frontierRoot } from '../merkle/frontier.js'
import type { Act } from '../model/act.js'
import type { Instant } from '../model/instant.js'
import { type ExhibitNumber, isExhibitNumber, type LeafHash, type PersonCode } from '../model/names.js'
import { parseSignedAct } from '../signing/signed-act.js'
import { field } from './json-fields.js'
import { actorsIn, type KeyInHome, keyOf } from './keys.js'
import type { OpenCase } from './open.js'

export interface CaseStatus {
  readonly folder: string
  readonly origin: string
  readonly genesis: string
  readonly number: string | undefined
  readonly size: number
  readonly root: string
  readonly lastLogTime: string
  readonly anchored: boolean
  /** Entries that this home had seen of branches that are gone; absent when there were none. */
  readonly lostHeads?: readonly number[]
  readonly exhibits: number
  readonly persons: number
  readonly acquisitions: number
  readonly openOffers: number
  /** Absent where there are none. */
  readonly fieldLogs?: readonly FieldLogView[]
  /** Numbers that a field log gives out: of exhibits, and what goes with them. */
  readonly ownNumbers?: string
}

/** A log of its own that belongs to this one, as far as it is known here. */
export interface FieldLogView {
  readonly log: string
  readonly exhibits: string
  /** Entry of the act that opened it. */
  readonly opened: number
  /** Its entries that stand here; 0 when it was never joined. */
  readonly entries: number
  /** Log time of the newest of them. */
  readonly newest: string | undefined
  /** Whether it is closed: nothing more comes from there, and its numbers are free again. */
  readonly closed: boolean
}

export async function statusOf(open: OpenCase): Promise<CaseStatus> {
  const custody = await open.live.current()
  const head = await open.ledger.head()
  return {
    folder: open.folder,
    origin: open.origin,
    genesis: open.genesisLeaf,
    number: shownText(open, open.genesis.case.number.c),
    size: head.size,
    root: encodeBase64(frontierRoot(head.frontier)),
    lastLogTime: head.lastLogTime,
    anchored: open.anchored,
    ...lostHeadsOf(open),
    exhibits: Object.keys(custody.exhibits).length,
    persons: Object.keys(custody.persons).length,
    acquisitions: Object.keys(custody.acquisitions).length,
    openOffers: Object.values(custody.offers).filter((offer) => offer.outcome === 'open').length,
    ...(custody.fields ? { fieldLogs: fieldLogsOf(custody.fields) } : {}),
    ...(custody.field ? { ownNumbers: rangeName(custody.field) } : {}),
  }
}

function fieldLogsOf(fields: NonNullable<Custody['fields']>): readonly FieldLogView[] {
  return Object.entries(fields).map(([log, field]) => ({
    log,
    exhibits: rangeName(field.exhibits),
    opened: field.opened,
    entries: sizeOf(field),
    newest: field.record?.lastLogTime,
    closed: field.record?.frozenAt !== undefined,
  }))
}

function lostHeadsOf({ anchors, origin }: OpenCase): Pick<CaseStatus, 'lostHeads'> {
  const lostHeads = anchors.lost(origin).map(({ size }) => size)
  return lostHeads.length > 0 ? { lostHeads } : {}
}

/** The zone in which the case's local times are meant. */
export async function zoneIn(open: OpenCase): Promise<string> {
  return open.genesis.zone
}

/** Persons whose key is in this home: who can act here. */
export async function actorsHere(open: OpenCase): Promise<readonly PersonCode[]> {
  return actorsIn(open.home, await open.live.current())
}

/** The key of this home that is enrolled for a person. */
export async function keyHere(open: OpenCase, person: PersonCode): Promise<KeyInHome> {
  return keyOf(open.home, await open.live.current(), person)
}

/** What a commitment to `{"text": …}` says, escaped for showing. */
export function shownText(open: OpenCase, commitment: string, name = 'text'): string | undefined {
  const text = field(open.opened(commitment), name)
  return text === undefined ? undefined : displayText(text)
}

export interface ExhibitView extends Omit<ExhibitState, 'description' | 'identifiers'> {
  readonly holder: string | undefined
  readonly description: string | undefined
  readonly serial: string | undefined
  readonly label: string | undefined
  readonly seals: readonly { readonly seal: string; readonly number: string | undefined }[]
}

/** All exhibits, as they stand; with `until`, as they stood by what is said to have happened up to then. */
export async function exhibitsIn(open: OpenCase, until?: Instant): Promise<readonly ExhibitView[]> {
  const custody = until === undefined ? await open.live.current() : await custodyAt(open, until)
  if (!custody) return []
  return Object.values(custody.exhibits).map((exhibit) => viewOf(open, custody, exhibit))
}

/**
 * The record folded without the acts on exhibits that are said to have happened later. What cannot have happened without one of
 * those is left out with it. Who is who, and with which key, is as the record has it.
 */
async function custodyAt(open: OpenCase, until: Instant): Promise<Custody | undefined> {
  let custody: Custody | undefined
  for await (const bytes of open.ledger.entries(0)) {
    const { seq, logTime, note } = parseEntry(bytes)
    const { act } = parseSignedAct(note)
    const step = { seq, leaf: entryLeaf(bytes), logTime, act }
    if (custody) followIfMeant(custody, step, until)
    else custody = begin(step)
  }
  return custody
}

/** Who is who, and what field logs there are. What these bring in is asked one by one. */
const aboutPersons: ReadonlySet<Act['kind']> = new Set([
  'person.enrol',
  'key.enrol',
  'key.revoke',
  'field.open',
  'field.entry',
  'field.join',
])

function followIfMeant(custody: Custody, step: CustodyEntry, until: Instant): void {
  const { kind, at } = step.act
  if (at.time > until && !aboutPersons.has(kind)) return
  try {
    follow(custody, step, (act) => isCarried(act) && (act.at.time <= until || aboutPersons.has(act.kind)))
  } catch (error) {
    const restsOnLater = error instanceof RuleError && statesOfThings.has(error.code)
    if (!restsOnLater) throw error
    // The next entry of that field log goes on from this one.
    if (kind === 'field.entry') follow(custody, step, () => false)
  }
}

/** Why the fold refuses an act that rests on one left out. */
const statesOfThings: ReadonlySet<string> = new Set(['rule.unknown-object', 'rule.wrong-state'])

/** @throws RuleError `rule.unknown-object` */
export async function exhibitNamed(open: OpenCase, number: string): Promise<ExhibitView> {
  const custody = await open.live.current()
  const exhibit = isExhibitNumber(number) ? custody.exhibits[number] : undefined
  if (!exhibit) throw new RuleError('rule.unknown-object', { kind: 'exhibit', name: number })
  return viewOf(open, custody, exhibit)
}

function viewOf(open: OpenCase, custody: Custody, exhibit: ExhibitState): ExhibitView {
  const { description, identifiers = '', ...tracks } = exhibit
  const seals = exhibit.seal.kind === 'sealed' ? exhibit.seal.seals : []
  return {
    ...tracks,
    holder: holderOf(custody, exhibit.number),
    description: shownText(open, description),
    serial: shownText(open, identifiers, 'serial'),
    label: shownText(open, identifiers, 'label'),
    seals: seals.map((seal) => ({
      seal,
      number: shownText(open, custody.seals[seal]?.number ?? '', 'number'),
    })),
  }
}

export interface PersonView {
  readonly person: string
  readonly roles: readonly string[]
  readonly name: string | undefined
  readonly keys: readonly {
    readonly keyId: string
    readonly key: string
    readonly from: number
    readonly until?: number
  }[]
}

export async function personsIn(open: OpenCase): Promise<readonly PersonView[]> {
  const custody = await open.live.current()
  return Object.entries(custody.persons).map(([person, { roles, identity, keys }]) => ({
    person,
    roles,
    name: shownText(open, identity, 'name'),
    keys,
  }))
}

/** One entry as it is listed: the act, the exhibits it touches, the breaks it shows. */
export interface LogLine {
  readonly entry: number
  readonly leaf: LeafHash
  readonly logTime: Instant
  readonly act: Act
  readonly exhibits: readonly ExhibitNumber[]
  readonly breaks: readonly Break[]
  /** Who holds each of the exhibits after it. */
  readonly holders: Readonly<Record<string, string | undefined>>
  /** For an act of a field log: which, and its entry there. `leaf` is its leaf hash there. */
  readonly field?: { readonly log: string; readonly entry: number }
}

/** The log replayed from entry 0, as it was decided. */
export async function* logOf(open: OpenCase): AsyncGenerator<LogLine> {
  let custody: Custody | undefined
  for await (const bytes of open.ledger.entries(0)) {
    const { seq, logTime, note } = parseEntry(bytes)
    const leaf = entryLeaf(bytes)
    const signed = parseSignedAct(note).act
    const act = toldBy(signed)
    const exhibits = custody ? exhibitsOf(custody, act) : []
    const step = { seq, leaf, logTime, act: signed }
    const brought = signed.kind === 'field.entry' ? broughtEntry(signed) : undefined
    const breaks = custody ? follow(custody, step) : []
    custody ??= begin(step)
    const now = custody
    const holders = Object.fromEntries(exhibits.map((number) => [number, holderOf(now, number)]))
    yield {
      entry: seq,
      leaf: brought?.leaf ?? leaf,
      logTime,
      act,
      exhibits,
      breaks,
      holders,
      ...(brought ? { field: { log: act.log, entry: brought.entry.seq } } : {}),
    }
  }
}

/** One exhibit's own history; `until` leaves out what is said to have happened later. */
export async function historyOf(
  open: OpenCase,
  number: string,
  until?: Instant,
): Promise<readonly LogLine[]> {
  await exhibitNamed(open, number)
  const lines: LogLine[] = []
  for await (const line of logOf(open)) {
    if (until !== undefined && line.act.at.time > until) continue
    if (line.exhibits.some((each) => each === number)) lines.push(line)
  }
  return lines
}

export interface OfferView {
  readonly offer: string
  readonly entry: number
  readonly from: string
  readonly to: string
  readonly exhibits: readonly string[]
  readonly outcome: Custody['offers'][LeafHash]['outcome']
}

export async function offersIn(open: OpenCase): Promise<readonly OfferView[]> {
  const { offers } = await open.live.current()
  return Object.entries(offers).map(([offer, { entry, from, to, exhibits, outcome }]) => ({
    offer,
    entry,
    from,
    to,
    exhibits,
    outcome,
  }))
}
