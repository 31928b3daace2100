import { createHash } from 'node:crypto'
import { audit } from '../../src/audit/audit.js'
import type { AuditResult, AuditScope } from '../../src/audit/result.js'
import type { Trust } from '../../src/audit/source.js'
import { encodeBase64 } from '../../src/encoding/base64.js'
import type { Json } from '../../src/encoding/canonical-json.js'
import { commit, type Opening } from '../../src/encoding/commitment.js'
import { parseSignedNote } from '../../src/encoding/signed-note.js'
import { append } from '../../src/ledger/append.js'
import { linesWriter } from '../../src/manifest/lines.js'
import { type Act, act as actForm } from '../../src/model/act.js'
import { type Instant, parseInstant } from '../../src/model/instant.js'
import type { LeafHash, Origin } from '../../src/model/names.js'
import { parseCheckpoint } from '../../src/signing/checkpoint.js'
import { personKeyName, signAct } from '../../src/signing/signed-act.js'
import { seedSigner } from '../../src/signing/signer.js'
import { formatVerifierKey } from '../../src/signing/verifier-key.js'
import { memoryLedger } from '../reference/memory-ledger.js'
import { madeBy } from './acts.js'
import { memorySource } from './memory-source.js'

// A record in which much happens, the same every time: four persons, one of them without a key, three exhibits, seals that are
// applied, checked, found wrong and broken, transfers of every kind, a late entry, and a receiver who refuses to sign. Invented.

export const eventfulOrigin = 'lab.example/00112233445566778899aabbccddeeff' as Origin
/** Entered by an officer who means no good. */
export const hostilePurpose = 'examen <script>alert(1)</script>\n"><img src=x onerror=alert(2)> \u202egnp.exe'

type Code = 'P-01' | 'P-02' | 'P-03' | 'P-04' | 'P-05'
type Party = readonly [who: Code, as: string, signature?: { readonly kind: string } & Record<string, unknown>]

export interface EventfulRecord {
  readonly acts: readonly Act[]
  readonly genesis: LeafHash
  readonly openings: ReadonlyMap<string, Opening>
  readonly files: readonly {
    readonly path: string
    readonly sha256: string
    readonly size: number
    readonly mediaType: string
  }[]
  audited(trust?: Partial<Trust>, scope?: AuditScope, tampered?: boolean): Promise<AuditResult>
}

type Recorder = (
  at: string,
  parties: readonly Party[],
  fields: Record<string, unknown>,
  logTime?: string,
) => Promise<void>

const files: readonly (readonly [path: string, mediaType: string, text: string])[] = [
  ['DCIM/Camera/valle.jpg', 'image/jpeg', 'stands for a photograph of a valley\n'],
  ['DCIM/Camera/faro.jpg', 'image/jpeg', 'stands for a photograph of a lighthouse\n'],
  ['Download/<b>&"bodegón".png', 'image/png', 'stands for a still life\n'],
]

export async function eventfulRecord(): Promise<EventfulRecord> {
  const store = memoryLedger()
  const openings = new Map<string, Opening>()
  const acts: Act[] = []
  const leaves: LeafHash[] = []

  const committed = (value: Json): { c: string } => {
    const opening = commit(value, digest(`salt ${openings.size}`))
    openings.set(opening.c, opening)
    return { c: opening.c }
  }
  const text = (value: string) => committed({ text: value })

  const record = async (
    at: string,
    parties: readonly Party[],
    fields: Record<string, unknown>,
    logTime = at,
  ) => {
    const { size, checkpoint } = await store.head()
    const root = checkpoint ? parseCheckpoint(parseSignedNote(checkpoint).text).root : digest('')
    const late =
      logTime === at
        ? {}
        : { late: { reason: text('sin cobertura en el lugar'), signed: clock('system', logTime) } }
    const act = actForm.parse({
      ...fields,
      ...late,
      at: clock(logTime === at ? 'system' : 'stated', at),
      by: parties[0]?.[0],
      log: eventfulOrigin,
      nonce: encodeBase64(digest(`nonce ${size}`).subarray(0, 16)),
      parties: parties.map(([who, as, signature = key(who)]) => ({ who, as, signature })),
      rules: 1,
      seen: { root: encodeBase64(root), size },
      software: madeBy,
    })
    const signers = act.parties.flatMap((each) => (each.signature.kind === 'key' ? [each.who] : []))
    const signed = await signAct(act, [
      ...(act.kind === 'genesis' ? [{ name: eventfulOrigin, signer: signerOf('log') }] : []),
      ...signers.map((who) => ({ name: personKeyName(eventfulOrigin, who), signer: signerOf(who) })),
    ])
    const now = () => instant(logTime, 4)
    const { recorded } = await append(
      store,
      [signed.note],
      { origin: eventfulOrigin, signer: signerOf('log') },
      now,
      async () => undefined,
    )
    acts.push(act)
    leaves.push(...recorded.map(({ leaf }) => leaf))
  }

  const manifest = await documentOf(manifestLines(committed))
  const findings = await documentOf(findingLines(committed))
  await enrolAll(record, committed)
  await firstDay(record, text, committed)
  await laterDays(record, { text, leaves, manifest: manifest.reference, findings: findings.reference })

  const source = memorySource({
    entries: () => store.entries(0),
    checkpoints: () => store.checkpoints(),
    document: async (sha256) =>
      [manifest, findings].find((each) => each.reference.sha256 === sha256)?.stream(),
    openings,
  })
  const genesis = leaves[0]
  if (genesis === undefined) throw new Error('nothing was recorded')
  return {
    acts,
    genesis,
    openings,
    files: files.map(([path, mediaType, content]) => ({
      path,
      mediaType,
      sha256: hex(content),
      size: Buffer.byteLength(content),
    })),
    audited: (trust = { genesis }, scope = { bytes: 'all', requireCoverage: false }, tampered = false) =>
      audit(
        source,
        { anchorExpected: false, checkpoints: [], receipts: [], ...trust },
        scope,
        async ({ sha256 }) => {
          const found = files.find(([, , content]) => hex(content) === sha256)
          return found && stream(Buffer.from(tampered ? `${found[2]}!` : found[2]))
        },
      ),
  }
}

async function enrolAll(record: Recorder, committed: (value: Json) => { c: string }): Promise<void> {
  const person = (name: string) => committed({ name })
  await record('2026-03-12T08:00', [['P-01', 'administrator']], {
    kind: 'genesis',
    administrators: [
      { identity: person('Administradora Ficticia'), key: verifierOf('P-01'), person: 'P-01' },
    ],
    case: {
      court: committed({ text: 'Juzgado de Instrucción n.º 3 de Ejemplo' }),
      number: committed({ text: 'DP 123/2026' }),
      unit: committed({ text: 'Unidad de Ejemplo' }),
    },
    lang: 'es',
    logKey: formatVerifierKey(eventfulOrigin, signerOf('log').publicKey),
    policy: { quorum: 1 },
    zone: 'Europe/Madrid',
  })
  for (const [code, role] of [
    ['P-02', 'examiner'],
    ['P-03', 'custodian'],
  ] as const) {
    await record('2026-03-12T08:05', [['P-01', 'performer']], {
      kind: 'person.enrol',
      identity: person(code),
      person: code,
      roles: [role],
    })
    await record(
      '2026-03-12T08:05',
      [
        ['P-01', 'performer'],
        [code, 'subject'],
      ],
      { kind: 'key.enrol', key: verifierOf(code), person: code },
    )
  }
  await record('2026-03-12T08:09', [['P-01', 'performer']], {
    kind: 'person.enrol',
    identity: person('Perita Ficticia'),
    person: 'P-04',
    roles: ['expert'],
  })
}

async function firstDay(
  record: Recorder,
  text: (value: string) => { c: string },
  committed: (value: Json) => { c: string },
): Promise<void> {
  const examiner: readonly Party[] = [['P-02', 'performer']]
  await record('2026-03-12T10:15', examiner, {
    kind: 'exhibit.add',
    category: 'phone',
    description: text('teléfono negro, pantalla rajada \\ funda <azul>'),
    exhibit: 'E-1',
    found: { at: clock('stated', '2026-03-12T09:40'), place: text('C/ Ficticia 1, dormitorio') },
    identifiers: committed({ serial: 'SN-0001', label: 'bolsa 7' }),
    quantity: 1,
  })
  await record('2026-03-12T10:17', examiner, {
    kind: 'exhibit.add',
    category: 'memory-card',
    description: text('tarjeta microSD'),
    exhibit: 'E-1.1',
    parent: 'E-1',
    quantity: 1,
  })
  await record('2026-03-12T10:20', examiner, {
    kind: 'seal.apply',
    exhibit: 'E-1',
    number: committed({ number: '0048213' }),
    seal: 'S-1',
  })
  await record(
    '2026-03-12T12:30',
    [
      ['P-02', 'giver'],
      ['P-03', 'receiver'],
    ],
    { kind: 'transfer.now', exhibits: ['E-1'], from: 'P-02', purpose: text('depósito'), to: 'P-03' },
  )
}

interface Later {
  readonly text: (value: string) => { c: string }
  readonly leaves: readonly LeafHash[]
  readonly manifest: Json
  readonly findings: Json
}

async function laterDays(record: Recorder, { text, leaves, manifest, findings }: Later): Promise<void> {
  const examiner: readonly Party[] = [['P-02', 'performer']]
  await record(
    '2026-03-11T18:00',
    examiner,
    {
      kind: 'exhibit.add',
      category: 'container',
      description: text('caja con cincuenta discos'),
      exhibit: 'E-2',
      quantity: 50,
    },
    '2026-03-13T07:45',
  )
  await record('2026-03-13T08:00', [['P-02', 'giver']], {
    kind: 'transfer.offer',
    exhibits: ['E-2'],
    from: 'P-02',
    purpose: text('depósito'),
    to: 'P-03',
  })
  await record('2026-03-13T08:40', [['P-03', 'receiver']], { kind: 'transfer.accept', offer: leaves.at(-1) })
  await record('2026-03-16T08:10', [['P-03', 'performer']], {
    kind: 'seal.check',
    condition: 'intact',
    exhibit: 'E-1',
    same: true,
    seal: 'S-1',
  })
  await record(
    '2026-03-16T08:15',
    [
      ['P-03', 'giver'],
      ['P-02', 'receiver'],
    ],
    { kind: 'transfer.now', exhibits: ['E-1'], from: 'P-03', purpose: text(hostilePurpose), to: 'P-02' },
  )
  await record('2026-03-16T08:30', examiner, {
    kind: 'seal.break',
    exhibit: 'E-1',
    reason: text('volcado'),
    seal: 'S-1',
  })
  await record('2026-03-16T09:50', examiner, {
    kind: 'acquisition.record',
    accessTimes: 'preserved',
    acquisition: 'A-1',
    bytes: files.reduce((sum, [, , content]) => sum + Buffer.byteLength(content), 0),
    copied: true,
    exhibit: 'E-1',
    failed: 1,
    items: files.length,
    manifest,
    source: text('/mnt/soporte'),
  })
  await record('2026-03-16T09:58', examiner, {
    kind: 'examination.record',
    acquisition: 'A-1',
    failed: 0,
    findings,
    isolation: { limited: true, networkless: true },
    methods: [{ id: 'exif', version: 1 }],
  })
  await record(
    '2026-03-17T09:00',
    [
      ['P-02', 'giver'],
      ['P-04', 'receiver', { kind: 'paper', attestedBy: 'P-02', scan: text('acta') }],
    ],
    {
      kind: 'transfer.now',
      despite: { codes: ['OPENED-NOT-RESEALED'], reason: text('el perito precinta en su laboratorio') },
      exhibits: ['E-1'],
      from: 'P-02',
      purpose: text('contrapericia'),
      to: 'P-04',
    },
  )
  await record(
    '2026-03-18T09:00',
    [
      ['P-03', 'giver'],
      ['P-04', 'receiver', { kind: 'refused', reason: text('no conforme con el recuento') }],
    ],
    { kind: 'transfer.now', exhibits: ['E-2'], from: 'P-03', purpose: text('contrapericia'), to: 'P-04' },
  )
  await record(
    '2026-03-19T08:00',
    [
      ['P-02', 'performer'],
      ['P-04', 'giver', { kind: 'absent', reason: text('devuelto por mensajería') }],
      ['P-03', 'receiver'],
    ],
    { kind: 'transfer.now', exhibits: ['E-1'], from: 'P-04', purpose: text('devolución'), to: 'P-03' },
  )
  await record('2026-03-19T08:20', [['P-03', 'performer']], {
    kind: 'seal.apply',
    exhibit: 'E-1',
    number: text('0048377'),
    seal: 'S-2',
  })
  await record('2026-03-23T08:00', [['P-03', 'performer']], {
    kind: 'seal.check',
    condition: 'damaged',
    exhibit: 'E-1',
    observed: text('0048399'),
    same: false,
    seal: 'S-2',
  })
}

function manifestLines(committed: (value: Json) => { c: string }): readonly Json[] {
  const zeros = (length: number) => '0'.repeat(length)
  const lines = files.map(
    ([path, mediaType, content]): Json => ({
      accessTime: 'preserved',
      digests: {
        blake3: zeros(64),
        ed2k: zeros(32),
        md5: zeros(32),
        sha1: zeros(40),
        sha256: hex(content),
        sha512: zeros(128),
      },
      kind: 'file',
      links: 1,
      mediaType,
      path: committed({ bytes: encodeBase64(Buffer.from(path)) }),
      size: Buffer.byteLength(content),
      times: {
        accessed: '2026-03-10T18:02:11.000000000Z',
        changed: '2026-03-10T18:02:11.000000000Z',
        modified: '2026-03-10T18:02:11.000000000Z',
      },
    }),
  )
  const unread: Json = {
    code: 'source.not-regular',
    kind: 'unread',
    path: committed('enlace'),
    reason: committed('link'),
    what: 'link',
  }
  return [...lines, unread]
}

function findingLines(committed: (value: Json) => { c: string }): readonly Json[] {
  const [first] = files
  return first
    ? [{ kind: 'extracted', method: 'exif', sha256: hex(first[2]), values: committed([]), version: 1 }]
    : []
}

async function documentOf(lines: readonly Json[]) {
  const pieces: Uint8Array[] = []
  const writer = linesWriter(async (bytes) => {
    pieces.push(bytes)
  })
  for (const line of lines) await writer.add(line)
  const reference = await writer.finish()
  return { reference: { ...reference }, stream: () => stream(Buffer.concat(pieces)) }
}

async function* stream(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

function key(who: Code) {
  return { kind: 'key', host: hex(`home of ${who}`).slice(0, 16), signer: who === 'P-03' ? 'agent' : 'file' }
}

function clock(source: 'system' | 'stated', minute: string) {
  return { clock: source, time: instant(minute, 0), zone: 'Europe/Madrid' }
}

function instant(minute: string, seconds: number): Instant {
  return parseInstant(`${minute}:${String(seconds).padStart(2, '0')}.000Z`)
}

function verifierOf(person: Code): string {
  return formatVerifierKey(`${eventfulOrigin}/${person}`, signerOf(person).publicKey)
}

function signerOf(name: string) {
  return seedSigner(digest(`seed of ${name}`))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function hex(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
