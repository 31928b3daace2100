import { randomBytes } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { AuditResult } from '../audit/result.js'
import { UsageError } from '../errors.js'
import { exhibitNumber, personCode } from '../model/field.js'
import { type Instant, instantOf } from '../model/instant.js'
import type { ExhibitNumber, PersonCode } from '../model/names.js'
import type { Role } from '../model/vocabulary.js'
import { createKeyFile } from '../signing/key-file.js'
import type { Language } from '../wording/language.js'
import { attestVerification } from './attest.js'
import type { Desk } from './desk.js'
import { disclose } from './disclose.js'
import { addExhibit, applySeal, breakSeal, checkSeal, sealImpossible } from './exhibits.js'
import { type Home, homeAt } from './home.js'
import { ingest } from './ingest.js'
import { initCase } from './init.js'
import { type OpenCase, openCase } from './open.js'
import { enrolPerson } from './people.js'
import { writeReport } from './report.js'
import { samplesFolder } from './samples.js'
import { answerTransfer, offerTransfer, transferNow } from './transfers.js'
import { verify } from './verify.js'

/** What the demonstration leaves for whoever goes on by hand. */
export interface Demonstration {
  readonly folder: string
  readonly case: string
  readonly home: string
  readonly passphrase: string
  readonly reports: readonly string[]
  readonly disclosure: string
  readonly genesis: string
  readonly verdict: AuditResult['verdict']
  readonly entries: number
  readonly items: number
  readonly breaks: number
}

/** Called as each part of the play is done. */
export type OnDemonstrationStep = (step: DemonstrationStep, details: Readonly<Record<string, string>>) => void

export type DemonstrationStep =
  | 'people'
  | 'exhibits'
  | 'ingest'
  | 'transfers'
  | 'verified'
  | 'report'
  | 'disclosure'

const [head, examiner, expert, courier] = ['P-01', 'P-02', 'P-03', 'P-09'].map((code) =>
  personCode.parse(code),
) as Four
const [phone, stick, discs] = ['E-1', 'E-2', 'E-3'].map((number) => exhibitNumber.parse(number)) as Three
type Four = [PersonCode, PersonCode, PersonCode, PersonCode]
type Three = [ExhibitNumber, ExhibitNumber, ExhibitNumber]

/**
 * Plays a whole fictitious case on synthetic samples: several persons, seals, transfers, two acquisitions; then verifies it, writes
 * a report in each format and language, and a disclosure.
 * @throws UsageError `usage.conflict` when the folder is not empty
 */
export async function demonstrate(
  folder: string,
  lang: Language,
  onStep: OnDemonstrationStep,
): Promise<Demonstration> {
  const play = prepareFolder(resolve(folder))
  const genesis = await openTheCase(play, lang)
  onStep('people', {})
  const open = await openCase(play.case, play.home)
  try {
    await takeExhibits(open, play)
    onStep('exhibits', {})
    await readPhone(open, play)
    onStep('ingest', {})
    await passCustody(open, play)
    onStep('transfers', {})
    const audit = await verifyAndAttest(open, play)
    onStep('verified', { verdict: audit.verdict })
    const reports = await writeReports(open, play)
    onStep('report', { file: reports.find((file) => file.endsWith(`.${lang}.html`)) ?? '' })
    const disclosure = join(play.folder, 'disclosure')
    await disclose(open, disclosure, 'persons', { desk: deskOf(play, head), recipient: 'Defensa (ficticia)' })
    onStep('disclosure', { folder: disclosure })
    return {
      folder: play.folder,
      case: play.case,
      home: play.home.path,
      passphrase: play.passphraseFile,
      reports,
      disclosure,
      genesis,
      verdict: audit.verdict,
      entries: audit.checked.entries,
      items: audit.checked.items,
      breaks: audit.breaks.length,
    }
  } finally {
    open.close()
  }
}

interface Play {
  readonly folder: string
  readonly case: string
  readonly home: Home
  readonly seized: string
  readonly passphrase: Uint8Array
  readonly passphraseFile: string
}

function prepareFolder(folder: string): Play {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new UsageError('usage.conflict', { what: 'demo-folder', path: folder })
  const seized = join(folder, 'seized')
  mkdirSync(seized, { recursive: true, mode: 0o700 })
  cpSync(samplesFolder(), seized, { recursive: true })
  // A name that would harm a terminal or a page if it were shown as it is; too hostile to be kept in a source tree.
  writeFileSync(
    join(seized, 'phone', 'Download', 'a\u001b[31m<script src=x onerror=alert(1)>\n\u202egpj.exe'),
    'harmless text\n',
  )
  const passphrase = randomBytes(18).toString('base64')
  const passphraseFile = join(folder, 'passphrase')
  writeFileSync(passphraseFile, `${passphrase}\n`, { mode: 0o600 })
  return {
    folder,
    case: join(folder, 'case'),
    home: homeAt(join(folder, 'home')),
    seized,
    passphrase: Buffer.from(passphrase),
    passphraseFile,
  }
}

const now = () => instantOf(Date.now())

function deskOf(play: Play, by: PersonCode, more: Partial<Desk> = {}): Desk {
  return { by, now, dryRun: false, passphrase: async () => play.passphrase, show: () => undefined, ...more }
}

async function openTheCase(play: Play, lang: Language): Promise<string> {
  const key = async () => (await createKeyFile(play.home.keys, play.passphrase, now())).fingerprint
  const { genesis } = await initCase(play.case, play.home, deskOf(play, head), {
    number: 'DP 123/2026',
    origin: 'lab.example',
    court: 'Juzgado de Instrucción n.º 3 (ficticio)',
    unit: 'Grupo de Delitos Tecnológicos (ficticio)',
    zone: 'Europe/Madrid',
    lang,
    name: 'Jefa del laboratorio (ficticia)',
    key: await key(),
  })
  const open = await openCase(play.case, play.home)
  try {
    const enrol = async (person: PersonCode, role: Role, name: string, fingerprint?: string) =>
      enrolPerson(open, deskOf(play, head), {
        person,
        roles: [role],
        name,
        ...(fingerprint === undefined ? {} : { key: fingerprint }),
      })
    await enrol(examiner, 'examiner', 'Examinador (ficticio)', await key())
    await enrol(expert, 'expert', 'Perita judicial (ficticia)', await key())
    await enrol(courier, 'courier', 'Mensajero (ficticio)')
  } finally {
    open.close()
  }
  return genesis
}

async function takeExhibits(open: OpenCase, play: Play): Promise<void> {
  const desk = deskOf(play, examiner)
  const place = 'Domicilio D-1, dormitorio, mesa'
  await addExhibit(open, desk, {
    exhibit: phone,
    category: 'phone',
    quantity: 1,
    description: 'Teléfono negro, pantalla rota',
    serial: '356938035643809',
    place,
  })
  await sealImpossible(open, desk, phone, 'Encendido, en caja apantallada y conectado a la corriente')
  await addExhibit(open, desk, {
    parent: phone,
    category: 'memory-card',
    quantity: 1,
    description: 'Tarjeta microSD hallada dentro',
    serial: 'SD-7781',
  })
  await addExhibit(open, desk, {
    exhibit: stick,
    category: 'usb-stick',
    quantity: 1,
    description: 'Memoria USB azul de 16 GB',
    serial: 'USB-0042',
    place,
  })
  await applySeal(open, desk, stick, '0012345')
  await addExhibit(open, desk, {
    exhibit: discs,
    category: 'container',
    quantity: 50,
    description: 'Bobina de 50 discos ópticos',
    place,
  })
  await applySeal(open, desk, discs, '0012346')
}

async function readPhone(open: OpenCase, play: Play): Promise<void> {
  await read(open, deskOf(play, examiner), [join(play.seized, 'phone')], phone)
}

async function read(
  open: OpenCase,
  desk: Desk,
  sources: readonly string[],
  exhibit: ExhibitNumber,
): Promise<void> {
  const quiet = { onRead: () => undefined, onExamined: () => undefined, onIngested: () => undefined }
  await ingest(open, desk, { sources, exhibit, copy: true, metadata: true }, quiet)
}

const byKey = { kind: 'key' } as const

/** The stick goes to the court's expert and comes back; the discs leave with a courier who signs on paper. */
async function passCustody(open: OpenCase, play: Play): Promise<void> {
  const [giver, receiver] = [deskOf(play, examiner), deskOf(play, expert)]
  const toExpert = {
    exhibits: [stick],
    from: examiner,
    to: expert,
    purpose: 'Examen pericial',
    giver: byKey,
    receiver: byKey,
  }
  await transferNow(open, giver, toExpert)
  await checkSeal(open, receiver, stick, 'intact', '0012345')
  await breakSeal(open, receiver, stick, 'Volcado ordenado por auto de 3 de mayo', '0012345')
  await read(open, receiver, [join(play.seized, 'usb'), join(play.seized, 'damaged')], stick)
  await applySeal(open, receiver, stick, '0012399')
  await offerTransfer(open, receiver, {
    exhibits: [stick],
    from: expert,
    to: examiner,
    purpose: 'Devolución tras el examen',
    giver: byKey,
  })
  await answerTransfer(open, giver, 'accept', stick, undefined)
  const scan = join(play.folder, 'sheet-E-3.txt')
  writeFileSync(scan, 'Synthetic stand-in for the scan of a sheet signed on paper.\n')
  const paper = { kind: 'paper', scan } as const
  await transferNow(open, giver, {
    exhibits: [discs],
    from: examiner,
    to: courier,
    purpose: 'Traslado al depósito',
    giver: byKey,
    receiver: paper,
  })
  const late = { at: hoursAgo(30), reason: 'Anotado en papel en el registro y pasado hoy' }
  await addExhibit(open, deskOf(play, examiner, { late }), {
    category: 'document',
    quantity: 1,
    description: 'Nota manuscrita con una contraseña, en sobre',
  })
}

function hoursAgo(hours: number): Instant {
  return instantOf(Date.now() - hours * 3_600_000)
}

async function verifyAndAttest(open: OpenCase, play: Play): Promise<AuditResult> {
  const scope = { bytes: 'all', requireCoverage: false } as const
  const audit = await verify({ folder: play.case, knownCheckpoints: [], receipts: [], scope }, play.home)
  await attestVerification(open, deskOf(play, expert), audit)
  return audit
}

async function writeReports(open: OpenCase, play: Play): Promise<readonly string[]> {
  const folder = join(play.folder, 'reports')
  mkdirSync(folder, { recursive: true })
  const files: string[] = []
  for (const lang of ['es', 'en'] as const) {
    for (const format of ['html', 'json'] as const) {
      const { bytes } = await writeReport(open, { format, lang, names: true, full: true, now: now() })
      const file = join(folder, `integrity.${lang}.${format}`)
      writeFileSync(file, bytes)
      files.push(file)
    }
  }
  return files
}
