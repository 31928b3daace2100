import { homedir } from 'node:os'
import { join } from 'node:path'
import {
  actorsIn,
  type CaseAt,
  type Desk,
  type ExhibitNumber,
  findCase,
  instantOf,
  instantOfLocal,
  isExhibitNumber,
  isPersonCode,
  LedgerError,
  type OfferView,
  type PersonCode,
  type Preview,
  readNamedFile,
  type Speaker,
  UsageError,
  zoneOf,
} from '../src/index.js'
import { previewText } from './present/preview.js'
import type { Terminal } from './terminal.js'

/** Options that every command takes. */
export interface CommonOptions {
  readonly case?: string
  readonly json?: boolean
  readonly jsonl?: boolean
  readonly quiet?: boolean
  readonly lang?: string
  readonly by?: string
  readonly with?: readonly string[]
  readonly passphraseFile?: readonly string[]
  readonly at?: string
  readonly lateReason?: string
  readonly despite?: readonly string[]
  readonly despiteReason?: string
  readonly adoptAnchor?: string
  readonly dryRun?: boolean
}

/** What a command may touch. */
export interface Context {
  readonly terminal: Terminal
  readonly speaker: Speaker
  readonly options: CommonOptions
  readonly home: string
  /** Socket of the user's ssh-agent. */
  readonly sshAgent: string | undefined
  now: Desk['now']
  /** Offers by leaf hash: what an answer that is about to be signed is said to be about. */
  readonly offers: Map<string, OfferView>
  /** The case meant: `-C`, `CUSTODIA_CASE`, else the nearest above the working folder. */
  caseAt(): Promise<CaseAt>
  /** The same, or undefined where none is meant. */
  caseIfAny(): Promise<CaseAt | undefined>
  desk(): Promise<Desk>
  /** A desk where there is no case yet. */
  deskFor(person: PersonCode): Desk
  /** One of a closed list, or a refusal that names the option. */
  oneOf<Choice extends string>(choices: readonly Choice[], text: string, what: string): Choice
  manyOf<Choice extends string>(
    choices: readonly Choice[],
    texts: readonly string[],
    what: string,
  ): readonly Choice[]
  /** Shows a result: one JSON document for programs, text for people. */
  show(result: unknown, text: () => string): void
  /** One row of a stream: JSON lines for programs, text for people. */
  row(result: unknown, text: () => string): void
  /** For a command that records no act, and so has none to show: it does not pretend to hold back. */
  refuseDryRun(): void
  /** How the process will end; the worst that was said counts. */
  finish(status: number): void
}

export interface Surroundings {
  readonly terminal: Terminal
  readonly speaker: Speaker
  readonly environment: Readonly<Record<string, string | undefined>>
  finish(status: number): void
}

export function contextOf(options: CommonOptions, surroundings: Surroundings): Context {
  const { terminal, speaker, environment, finish } = surroundings
  const home = environment['CUSTODIA_HOME'] ?? join(homedir(), '.custodia')
  const now = () => instantOf(Date.now())
  const secrets = passphraseSource(options, surroundings)
  const offers = new Map<string, OfferView>()
  const sshAgent = environment['SSH_AUTH_SOCK']

  async function caseIfAny(): Promise<CaseAt | undefined> {
    const stated = options.case ?? environment['CUSTODIA_CASE']
    const folder = stated ?? (await findCase(process.cwd()))
    return folder === undefined ? undefined : { folder, home }
  }

  async function caseAt(): Promise<CaseAt> {
    const at = await caseIfAny()
    if (!at) throw new LedgerError('ledger.absent', { path: process.cwd() })
    return at
  }

  function deskFor(person: PersonCode): Desk {
    return {
      by: person,
      ...(options.with ? { with: options.with.flatMap(personsNamed) } : {}),
      now,
      dryRun: options.dryRun ?? false,
      ...despiteOf(options),
      ...(options.adoptAnchor === undefined ? {} : { adopt: options.adoptAnchor }),
      passphrase: secrets,
      ...(sshAgent === undefined ? {} : { sshAgent }),
      show: (preview: Preview) => {
        if (options.dryRun && options.json) return
        const text = previewText(preview, speaker, options.dryRun ?? false, offers)
        if (options.dryRun) terminal.line(text)
        else terminal.note(text)
      },
    }
  }

  return {
    terminal,
    speaker,
    options,
    home,
    sshAgent,
    now,
    offers,
    caseAt,
    caseIfAny,
    deskFor,
    async desk() {
      const at = await caseAt()
      const desk = deskFor(await actorOf(options, at))
      return { ...desk, ...(await lateness(options, at)) }
    },
    oneOf,
    manyOf: (choices, texts, what) =>
      texts.flatMap((each) => each.split(',')).map((each) => oneOf(choices, each, what)),
    show: (result, text) => terminal.line(options.json ? JSON.stringify(result, undefined, 2) : text()),
    row: (result, text) => terminal.line(options.json || options.jsonl ? JSON.stringify(result) : text()),
    refuseDryRun() {
      if (options.dryRun) throw new UsageError('usage.conflict', { what: '--dry-run', reason: 'no-act' })
    },
    finish,
  }
}

/** `--by`, else the one person whose key is in this home. */
async function actorOf({ by }: CommonOptions, at: CaseAt): Promise<PersonCode> {
  if (by !== undefined) return personNamed(by, '--by')
  const [only, another] = await actorsIn(at)
  if (only === undefined || another !== undefined) throw new UsageError('usage.missing', { what: '--by' })
  return only
}

function oneOf<Choice extends string>(choices: readonly Choice[], text: string, what: string): Choice {
  const found = choices.find((each) => each === text)
  if (found === undefined)
    throw new UsageError('usage.argument', { what, text, reason: 'choice', choices: choices.join(', ') })
  return found
}

/** @param option it was given with; nothing for an argument */
export function exhibitNamed(text: string, option = ''): ExhibitNumber {
  if (!isExhibitNumber(text))
    throw new UsageError('usage.argument', { what: option, text, reason: 'exhibit' })
  return text
}

export function personNamed(text: string, option = ''): PersonCode {
  if (!isPersonCode(text)) throw new UsageError('usage.argument', { what: option, text, reason: 'person' })
  return text
}

/** `P-01,P-07` as given with `--with`. */
function personsNamed(text: string): readonly PersonCode[] {
  return text.split(',').map((each) => personNamed(each, '--with'))
}

/** A text that says something: on record, an empty one would stand for a reason or a description that is not there. */
export function filled(text: string, what: string): string {
  if (text.trim() === '') throw new UsageError('usage.missing', { what })
  return text
}

async function lateness({ at, lateReason }: CommonOptions, where: CaseAt): Promise<Pick<Desk, 'late'>> {
  if (at === undefined && lateReason === undefined) return {}
  if (at === undefined) throw new UsageError('usage.missing', { what: '--at' })
  if (lateReason === undefined) throw new UsageError('usage.missing', { what: '--late-reason' })
  const reason = filled(lateReason, '--late-reason')
  return { late: { at: instantOfLocal(at, await zoneOf(where)), reason } }
}

function despiteOf({ despite, despiteReason }: CommonOptions): Pick<Desk, 'despite'> {
  if (despite === undefined && despiteReason === undefined) return {}
  if (despite === undefined) throw new UsageError('usage.missing', { what: '--despite' })
  if (despiteReason === undefined) throw new UsageError('usage.missing', { what: '--despite-reason' })
  const codes = despite.flatMap((each) => each.split(',')).map((code) => code.trim().toUpperCase())
  return { despite: { codes, reason: filled(despiteReason, '--despite-reason') } }
}

/** A passphrase that is being chosen is asked twice: nobody can open a key with a slip of the finger in it. */
async function newSecret({ terminal, speaker }: Surroundings, person: string): Promise<Uint8Array> {
  const secret = await terminal.secret(speaker.say('cli.ask.new-passphrase', { person }))
  const again = await terminal.secret(speaker.say('cli.ask.again'))
  if (Buffer.compare(secret, again) !== 0) throw new UsageError('usage.conflict', { what: 'passphrases' })
  return secret
}

/** `--passphrase-file [<person>=]<file>`, `CUSTODIA_PASSPHRASE_FILE`, else asked once for each key on the terminal. */
function passphraseSource(options: CommonOptions, surroundings: Surroundings): Desk['passphrase'] {
  const { terminal, speaker, environment } = surroundings
  const files = new Map<string, string>()
  for (const each of [...(options.passphraseFile ?? [])]) {
    const [, person = '', file = each] = /^([PVMX]-[0-9]{2,6})=(.*)$/s.exec(each) ?? []
    files.set(person, file)
  }
  const fallback = files.get('') ?? environment['CUSTODIA_PASSPHRASE_FILE']
  const asked = new Map<string, Promise<Uint8Array>>()
  return async (person, fingerprint) => {
    const file = files.get(person) ?? fallback
    if (file !== undefined) return readPassphrase(file)
    const known = asked.get(fingerprint)
    if (known !== undefined) return known
    const secret =
      fingerprint === 'new'
        ? newSecret(surroundings, person)
        : terminal.secret(speaker.say('cli.ask.passphrase', { person, key: fingerprint }))
    asked.set(fingerprint, secret)
    return secret
  }
}

/** The first line, without its end. */
async function readPassphrase(path: string): Promise<Uint8Array> {
  const bytes = await readNamedFile(path)
  const end = bytes.findIndex((byte) => byte === 0x0a || byte === 0x0d)
  return bytes.subarray(0, end < 0 ? bytes.length : end)
}
