import type { CustodiaError, Details } from '../errors.js'
import type { Act } from '../model/act.js'
import type { Instant, StatedTime } from '../model/instant.js'
import type { Party, PartySignature } from '../model/party.js'
import { actDetails, type OfferFacts } from './act-details.js'
import type { Catalogue, MessageKey } from './catalogue.js'
import { en } from './en.js'
import { es } from './es.js'
import type { Language } from './language.js'
import { bytesText, countText } from './numbers.js'
import { fill } from './template.js'
import { clockText, isShownIn } from './times.js'

/** An audit's finding, as far as it is spoken of. */
export interface SpokenFinding {
  readonly code: string
  readonly subject: string
  readonly details: Details
}

/** What an audit did not look at, as far as it is spoken of. */
export interface SpokenGap {
  readonly what: string
  readonly why: string
  readonly count?: number
}

/** Says everything in one language. Whatever is filled in is shown with `displayText`: hand it over as it is. */
export interface Speaker {
  readonly lang: Language
  say(key: MessageKey, details?: Details): string
  /** What happened and why, and what to do about it: one sentence each. */
  error(error: CustodiaError): { readonly what: string; readonly remedy: string }
  /** For what was not thrown on purpose. */
  unexpected(): { readonly what: string; readonly remedy: string }
  finding(finding: SpokenFinding): string
  /** `entry 17` in this language; names of files stay as they are. */
  subject(text: string): string
  /** Title and question of a custody break, by its code. */
  broken(code: string): { readonly title: string; readonly question: string }
  /** What was not looked at, and why. */
  notChecked(gap: SpokenGap): string
  /** What an act says, in one line of codes. */
  summary(act: Act, offer?: OfferFacts): string
  /** How a party signed, and with what or why not. `reason` is the opened reason of a missing signature. */
  signing(party: Party, reason?: string): { readonly how: string; readonly detail: string }
  /** The same in one line. */
  signature(party: Party, reason?: string): string
  /** A time as the clock of its zone showed it, with its offset; and the zone and the clock it was read from. */
  statement(time: StatedTime): { readonly clock: string; readonly source: string }
  /** The same in one line. */
  stated(time: StatedTime): string
  /** A point in time as a clock in `zone` showed it. */
  moment(instant: Instant, zone: string): string
  /** A row's or column's label; the name itself when there is none. */
  label(name: string): string
  count(count: number): string
  bytes(bytes: number): string
}

const catalogues: Readonly<Record<Language, Catalogue>> = { es, en }

export function speakerFor(lang: Language): Speaker {
  const catalogue = catalogues[lang]
  const say = (key: MessageKey, details: Details = {}) => fill(catalogue[key], details, lang)
  const first = (...keys: string[]): MessageKey => keys.find(isMessageKey) ?? 'error.unexpected.what'
  return {
    lang,
    say,
    error: ({ code, details }) => sentences(say, code, details),
    unexpected: () => ({ what: say('error.unexpected.what'), remedy: say('error.unexpected.remedy') }),
    finding: (finding) => findingText(say, finding),
    subject: (text) => subjectText(say, text),
    broken: (code) => ({
      title: say(first(`break.${code}.title`, 'break.unknown.title')),
      question: say(first(`break.${code}.question`, 'break.unknown.question')),
    }),
    notChecked({ what, why, count = 0 }) {
      const thing = say(first(`not-checked.${what}`), { count })
      return `${thing} ${say(first(`why.${what}/${why}`, `why.${why}`))}`
    },
    summary: (act, offer) => say(`summary.${act.kind}`, actDetails(act, say, offer)),
    signing: (party, reason) => signingOf(say, party, reason),
    signature(party, reason) {
      const { how, detail } = signingOf(say, party, reason)
      return detail === '' ? how : `${how} (${detail})`
    },
    statement: (time) => statementOf(say, time),
    stated(time) {
      const { clock, source } = statementOf(say, time)
      return `${clock} (${source})`
    },
    moment(instant, zone) {
      const key = isShownIn(zone) ? 'time.zoned' : 'time.unknown-zone'
      return say(key, { clock: clockText(instant, zone), zone })
    },
    label: (name) => named(say, `label.${name}`) ?? name,
    count: (count) => countText(count, lang),
    bytes: (bytes) => bytesText(bytes, lang),
  }
}

type Say = Speaker['say']

function isMessageKey(text: string): text is MessageKey {
  return Object.hasOwn(en, text)
}

/** A message whose name is not known before it runs, if there is one. */
function named(say: Say, key: string, details: Details = {}): string | undefined {
  return isMessageKey(key) ? say(key, details) : undefined
}

function sentences(say: Say, code: string, details: Details): { what: string; remedy: string } {
  const local = localised(say, details)
  const variants = [details['reason'], details['what']].map((each) => `error.${code}/${each}`)
  const sentence = (part: 'what' | 'remedy') => {
    const keys = [...variants, `error.${code}`, 'error.unexpected'].map((stem) => `${stem}.${part}`)
    return say(keys.find(isMessageKey) ?? `error.unexpected.${part}`, local)
  }
  return { what: sentence('what'), remedy: sentence('remedy') }
}

/** Words of the model that stand in an error's details, in this language; everything else as it is. */
function localised(say: Say, details: Details): Details {
  const words = [
    ['what', 'thing'],
    ['kind', 'object'],
    ['act', 'act'],
    ['key', 'key-name'],
    ['state', 'state'],
    ['rule', 'batch-rule'],
  ] as const
  const spoken = words.flatMap(([detail, family]) => {
    const text = named(say, `${family}.${details[detail]}`)
    return text === undefined ? [] : [[detail, text]]
  })
  return { ...details, ...Object.fromEntries(spoken) }
}

/** The finding's own sentence; where it rests on a refusal, that too. */
function findingText(say: Say, { code, subject, details }: SpokenFinding): string {
  const own = named(say, `finding.${code}`, { ...details, subject }) ?? code
  const { error } = details
  return typeof error === 'string' && isMessageKey(`error.${error}.what`)
    ? `${own} ${sentences(say, error, details).what}`
    : own
}

function subjectText(say: Say, text: string): string {
  const [word = '', ...rest] = text.split(' ')
  const spoken = named(say, `subject.${word}`)
  return spoken === undefined
    ? say('text.as-is', { text })
    : [spoken, say('text.as-is', { text: rest.join(' ') })].join(' ').trim()
}

function signingOf(say: Say, { signature }: Party, reason = ''): { how: string; detail: string } {
  const { kind } = signature
  return {
    how: say(`signature.${kind}`),
    detail: say(`signature.${kind}.detail`, signingDetails(say, signature, reason)),
  }
}

function signingDetails(say: Say, signature: PartySignature, reason: string): Details {
  if (signature.kind === 'key') return { signer: say(`signer.${signature.signer}`), host: signature.host }
  return signature.kind === 'paper' ? { attestedBy: signature.attestedBy } : { reason }
}

function statementOf(say: Say, { time, zone, clock }: StatedTime): { clock: string; source: string } {
  const key = isShownIn(zone) ? 'time.stated' : 'time.stated-unknown-zone'
  return { clock: clockText(time, zone), source: say(key, { zone, source: say(`clock.${clock}`) }) }
}
