import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Draft, enact } from '../../src/case/enact.js'
import { exhibitDraft, sealDraft } from '../../src/case/exhibits.js'
import { type Home, homeAt } from '../../src/case/home.js'
import { ingest } from '../../src/case/ingest.js'
import { initCase } from '../../src/case/init.js'
import { type OpenCase, openCase } from '../../src/case/open.js'
import { handoverDraft } from '../../src/case/transfers.js'
import type { Desk } from '../../src/index.js'
import { exhibitNumber, personCode } from '../../src/model/field.js'
import { type Instant, instantOf } from '../../src/model/instant.js'
import type { ExhibitNumber, PersonCode } from '../../src/model/names.js'
import { createKeyFile, openKeyFile } from '../../src/signing/key-file.js'
import { personKeyName } from '../../src/signing/signed-act.js'
import { type Signer, seedSigner } from '../../src/signing/signer.js'
import { formatVerifierKey } from '../../src/signing/verifier-key.js'

// One small case, made as the command line makes it, and copied for each attack. Its files are invented and harmless.

export const administrator = personCode.parse('P-01') as PersonCode
export const examiner = personCode.parse('P-02') as PersonCode
export const expert = personCode.parse('P-03') as PersonCode
const [phone, stick] = ['E-1', 'E-2'].map((each) => exhibitNumber.parse(each)) as [
  ExhibitNumber,
  ExhibitNumber,
]

/** A case folder and the home of the officer who keeps it. */
export interface CaseCopy {
  readonly folder: string
  readonly home: Home
  readonly ledger: string
}

export interface BuiltCase extends CaseCopy {
  readonly root: string
  readonly origin: string
  readonly genesis: string
  readonly seized: string
  /** Every private key there is: what the strongest attacker has. */
  readonly logSigner: Signer
  readonly signers: ReadonlyMap<PersonCode, Signer>
  desk(by: PersonCode): Desk
  /** A copy of its own, as it was when the building ended. */
  copy(): CaseCopy
  dispose(): void
}

const passphrase = Buffer.from('a long passphrase for tests')

export function deskOf(by: PersonCode): Desk {
  const now = (): Instant => instantOf(Date.now())
  return { by, now, dryRun: false, passphrase: async () => passphrase, show: () => undefined }
}

/** Three officers, two exhibits, seals, transfers in person and an acquisition of three files with their metadata. */
export async function buildCase(metadata = false): Promise<BuiltCase> {
  const root = mkdtempSync(join(tmpdir(), 'custodia-tamper-'))
  const folder = join(root, 'case')
  const home = homeAt(join(root, 'home'))
  const signers = new Map<PersonCode, Signer>([[expert, seedSigner(Buffer.alloc(32, 3))]])
  const keys = new Map<PersonCode, string>()
  for (const person of [administrator, examiner]) {
    const { fingerprint, path } = await createKeyFile(home.keys, passphrase, instantOf(Date.now()))
    keys.set(person, fingerprint)
    signers.set(person, await openKeyFile(path, passphrase))
  }
  const request = { number: 'DP 1/2026', origin: 'lab.example', zone: 'Europe/Madrid', lang: 'es' } as const
  const key = keys.get(administrator) ?? ''
  const { genesis, origin } = await initCase(folder, home, deskOf(administrator), { ...request, key })
  const seized = seizedFiles(root)
  const open = await openCase(folder, home)
  try {
    await play(open, signers, seized, metadata)
  } finally {
    open.close()
  }
  const logSigner = home.logKey(origin)
  if (!logSigner) throw new Error('no log key')
  let copies = 0
  return {
    root,
    folder,
    home,
    ledger: join(folder, 'case.db'),
    origin,
    genesis,
    seized,
    logSigner,
    signers,
    desk: deskOf,
    copy() {
      copies += 1
      return copyCase({ folder, home, ledger: '' }, join(root, `copy-${copies}`))
    },
    dispose: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** Both folders as they are now: a backup somebody may want to put back. */
export function copyCase({ folder, home }: CaseCopy, to: string): CaseCopy {
  mkdirSync(to, { recursive: true })
  cpSync(folder, join(to, 'case'), { recursive: true })
  cpSync(home.path, join(to, 'home'), { recursive: true })
  return { folder: join(to, 'case'), home: homeAt(join(to, 'home')), ledger: join(to, 'case', 'case.db') }
}

function seizedFiles(root: string): string {
  const seized = join(root, 'seized')
  mkdirSync(seized)
  writeFileSync(join(seized, 'valley.txt'), 'stands for a photograph of a valley\n')
  writeFileSync(join(seized, 'lighthouse.txt'), 'stands for a photograph of a lighthouse\n')
  const sample = new URL('../../samples/phone/Download/amanecer.gif', import.meta.url)
  copyFileSync(sample, join(seized, 'dawn.gif'))
  return seized
}

type Signers = Map<PersonCode, Signer>

async function play(open: OpenCase, signers: Signers, seized: string, metadata: boolean): Promise<void> {
  for (const [person, role] of [
    [examiner, 'examiner'],
    [expert, 'expert'],
  ] as const) {
    const signer = signers.get(person)
    await enact(
      open,
      deskOf(administrator),
      ({ commit }) => enrolment(open, person, role, commit, signers),
      new Map<string, Signer>([...signers, ...(signer ? [[`${person} new`, signer] as const] : [])]),
    )
  }
  const by = deskOf(examiner)
  const add = (exhibit: ExhibitNumber, category: 'phone' | 'usb-stick', description: string) =>
    enact(
      open,
      by,
      (drafting) => [exhibitDraft(drafting, { exhibit, category, quantity: 1, description })],
      signers,
    )
  await add(phone, 'phone', 'black telephone')
  await add(stick, 'usb-stick', 'blue stick')
  await enact(open, by, (drafting) => [sealDraft(drafting, stick, '0012345')], signers)
  await ingest(open, by, { sources: [seized], exhibit: phone, copy: true, metadata }, quiet)
  await handOver(open, signers, stick)
}

const quiet = { onRead: () => undefined, onExamined: () => undefined, onIngested: () => undefined }

/** One more act on record: the stick goes from whoever holds it to the other of the two. */
export async function handOver(
  open: OpenCase,
  signers: ReadonlyMap<PersonCode, Signer>,
  exhibit: ExhibitNumber = stick,
): Promise<void> {
  const { exhibits } = await open.live.current()
  const track = exhibits[exhibit]?.custody
  const [from, to] = track?.kind === 'held' && track.by === expert ? [expert, examiner] : [examiner, expert]
  const key = { kind: 'key' } as const
  const handover = { exhibits: [exhibit], from, to, purpose: 'examination', giver: key, receiver: key }
  await enact(
    open,
    deskOf(from),
    (drafting) => [handoverDraft(drafting, from, handover, new Map())],
    new Map(signers),
  )
}

function enrolment(
  open: OpenCase,
  person: PersonCode,
  role: 'examiner' | 'expert',
  commit: (value: { name: string }) => { c: string },
  signers: Signers,
): readonly Draft[] {
  const signer = signers.get(person)
  if (!signer) throw new Error(`no key of ${person}`)
  const key = formatVerifierKey(personKeyName(open.origin, person), signer.publicKey)
  return [
    {
      body: { kind: 'person.enrol', identity: commit({ name: `officer ${person}` }), person, roles: [role] },
    },
    {
      body: { kind: 'key.enrol', key, person },
      parties: [
        { who: administrator, as: 'administrator', signature: 'key' },
        { who: person, as: 'subject', signature: 'key' },
      ],
    },
  ]
}
