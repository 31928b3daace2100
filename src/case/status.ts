import { exhibitsOf } from '../custody/breaks/about.js'
import type { Break } from '../custody/breaks/rule.js'
import { type Custody, type ExhibitState, holderOf } from '../custody/state.js'
import { begin, follow } from '../custody/tracks.js'
import { encodeBase64 } from '../encoding/base64.js'
import { displayText } from '../encoding/safe-display.js'
import { RuleError } from '../errors.js'
import { entryLeaf, parseEntry } from '../ledger/entry.js'
import { frontierRoot } from '../merkle/frontier.js'
import type { Act } from '../model/act.js'
import type { Instant } from '../model/instant.js'
import { type ExhibitNumber, isExhibitNumber, type LeafHash, type PersonCode } from '../model/names.js'
import { parseSignedAct } from '../signing/signed-act.js'
import { actorsIn, type KeyInHome, keyOf } from './keys.js'
import type { OpenCase } from './open.js'
import { field } from './opened.js'

export interface CaseStatus {
  readonly folder: string
  readonly origin: string
  readonly genesis: string
  readonly number: string | undefined
  readonly size: number
  readonly root: string
  readonly lastLogTime: string
  readonly anchored: boolean
  readonly exhibits: number
  readonly persons: number
  readonly acquisitions: number
  readonly openOffers: number
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
    exhibits: Object.keys(custody.exhibits).length,
    persons: Object.keys(custody.persons).length,
    acquisitions: Object.keys(custody.acquisitions).length,
    openOffers: Object.values(custody.offers).filter((offer) => offer.outcome === 'open').length,
  }
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

export async function exhibitsIn(open: OpenCase): Promise<readonly ExhibitView[]> {
  const custody = await open.live.current()
  return Object.values(custody.exhibits).map((exhibit) => viewOf(open, custody, exhibit))
}

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
}

/** The log replayed from entry 0, as it was decided. */
export async function* logOf(open: OpenCase): AsyncGenerator<LogLine> {
  let custody: Custody | undefined
  for await (const bytes of open.ledger.entries(0)) {
    const { seq, logTime, note } = parseEntry(bytes)
    const leaf = entryLeaf(bytes)
    const { act } = parseSignedAct(note)
    const exhibits = custody ? exhibitsOf(custody, act) : []
    const step = { seq, leaf, logTime, act }
    const breaks = custody ? follow(custody, step) : []
    custody ??= begin(step)
    const now = custody
    const holders = Object.fromEntries(exhibits.map((number) => [number, holderOf(now, number)]))
    yield { entry: seq, leaf, logTime, act, exhibits, breaks, holders }
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
