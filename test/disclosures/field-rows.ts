import { createHash } from 'node:crypto'
import { parseSignedNote } from '../../src/encoding/signed-note.js'
import type { Act, ActBody } from '../../src/model/act.js'
import type { ExhibitNumber, LeafHash, Origin, PersonCode } from '../../src/model/names.js'
import { formatVerifierKey } from '../../src/signing/verifier-key.js'
import { signerOf } from '../support/acts.js'
import type { LogRows } from '../support/case-surgery.js'
import { edited, forgeries, rechained, resigned } from '../support/forger.js'
import { acts, nextAct, origin, persons, record, withAct, writeForged } from './forging.js'
import type { Row } from './rows.js'

// Disclosures of a log into which the entries of a field log came, and of the field log itself.

const place = 'lab.example/101112131415161718191a1b1c1d1e1f' as Origin
const exhibits = { from: 200, to: 299 } as const
const description = { c: record.openings[0]?.c ?? '' }
const keyThere = (person: string, owner = person) =>
  formatVerifierKey(`${place}/${person}`, signerOf(owner).publicKey)
const keyIdHere = (person: string) =>
  formatVerifierKey(`${origin}/${person}`, signerOf(person).publicKey).split('+')[1] ?? ''
const [genesis, enrolment] = record.acts
if (genesis?.kind !== 'genesis' || enrolment?.kind !== 'person.enrol') throw new Error('another record')
const identities = {
  'P-01': genesis.administrators[0]?.identity ?? description,
  'P-02': enrolment.identity,
}

/** Entry 0 of the field log; `owner` is whose key P-02 is said to hold there. */
function opening(owner = 'P-02'): ActBody {
  const person = (name: 'P-01' | 'P-02', role: 'administrator' | 'examiner', holder: string) => ({
    identity: identities[name],
    keys: [{ key: keyThere(name, holder) }],
    person: name as PersonCode,
    roles: [role],
  })
  return {
    kind: 'genesis',
    administrators: [{ identity: identities['P-01'], key: keyThere('P-01'), person: 'P-01' as PersonCode }],
    case: { number: description },
    field: {
      exhibits,
      genesis: record.genesis,
      of: origin,
      persons: [person('P-01', 'administrator', 'P-01'), person('P-02', 'examiner', owner)],
    },
    lang: 'es',
    logKey: formatVerifierKey(place, signerOf('field').publicKey),
    policy: { quorum: 1 },
    zone: 'Europe/Madrid',
  }
}

const found: ActBody = {
  kind: 'exhibit.add',
  category: 'phone',
  description,
  exhibit: 'E-200' as ExhibitNumber,
  quantity: 1,
}
const enrolled: ActBody = {
  kind: 'person.enrol',
  identity: description,
  person: 'P-200' as PersonCode,
  roles: ['witness'],
}

/** The field log: its genesis, and a thing found and a person enrolled there. */
function fieldLog(owner?: string): Promise<LogRows> {
  const bodies: readonly (readonly [string, ActBody])[] = [
    ['P-01', opening(owner)],
    ['P-02', found],
    ['P-01', enrolled],
  ]
  const [base] = acts()
  if (!base) throw new Error('no acts')
  const notes = bodies.map((_, seq) => ({ ...base, logTime: acts()[seq]?.logTime ?? base.logTime }))
  const keys = { origin: place, log: signerOf('field'), persons }
  return resigned(notes, [notes.length], keys, (act, seq) => {
    const [by, body] = bodies[seq] ?? []
    if (!by || !body) throw new Error('no such act')
    return { ...nextAct(act, seq, by, body), log: place } as Act
  })
}

const whole = await fieldLog()
const leafOf = ({ entries }: LogRows) =>
  createHash('sha256')
    .update(Uint8Array.of(0))
    .update(entries[0]?.body ?? '')
    .digest('base64') as LeafHash

const open = (rows: LogRows = whole, keyId = keyIdHere('P-02')): ActBody => ({
  kind: 'field.open',
  exhibits,
  field: place,
  genesis: leafOf(rows),
  persons: [
    { keys: [keyIdHere('P-01')], person: 'P-01' as PersonCode },
    { keys: [keyId], person: 'P-02' as PersonCode },
  ],
})
const bring = ({ entries }: LogRows): readonly ActBody[] =>
  entries.map(({ body }) => bringing(Buffer.from(body)))
const bringing = (bytes: Buffer): ActBody => ({
  kind: 'field.entry',
  entry: bytes.toString('base64'),
  field: place,
})
const join = ({ checkpoints }: LogRows, size = 3): ActBody => ({
  kind: 'field.join',
  checkpoint: Buffer.from(checkpoints.at(-1)?.note ?? '').toString(),
  field: place,
  size,
})

/** The field log with its second entry changed, chained again by whoever has its key. */
async function forged(by = 'field'): Promise<LogRows> {
  const lie = (text: string) => text.replace('"category":"phone"', '"category":"drive"')
  const notes = forgeries(whole).map((each, seq) => (seq === 1 ? edited(each, lie) : each))
  return rechained(notes, [notes.length], { origin: place, signer: signerOf(by) })
}

/** The field log's entries as they are, under a checkpoint by another's key. */
function signedByAnother(): Promise<LogRows> {
  return rechained(forgeries(whole), [3], { origin: place, signer: signerOf('log') })
}

const swapped = ([first, second, third]: readonly ActBody[]) =>
  [first, third, second].flatMap((each) => each ?? [])

const writing =
  (...bodies: readonly (ActBody | readonly ActBody[])[]): Row['make'] =>
  async (folder) =>
    writeForged(folder, await withAct('P-01', ...bodies.flat()))

function bad(name: string, threat: string, find: string, make: Row['make']): Row {
  return { name: `field-${name}_fail`, threat, verdict: 'contradicted', finds: [find], make }
}

const joined: readonly Row[] = [
  {
    name: 'field-joined',
    threat: 'none',
    verdict: 'confirmed',
    finds: [],
    make: writing(open(), bring(whole), join(whole)),
  },
  {
    name: 'field-not-joined',
    threat: 'none',
    verdict: 'confirmed',
    finds: [],
    make: writing(open(), bring(whole).slice(0, 2)),
  },
  {
    name: 'field-by-itself',
    threat: 'none',
    verdict: 'confirmed',
    finds: [],
    genesis: leafOf(whole),
    make: (folder) => writeForged(folder, whole, { documents: [] }),
  },
]

const broken: readonly Row[] = [
  bad(
    'chain',
    'entries of a field log in another order',
    'act.refused entry 9',
    writing(open(), swapped(bring(whole))),
  ),
  bad(
    'entry-left-out',
    'an entry of a field log left out',
    'act.refused entry 9',
    writing(open(), bring(whole)[0] ?? [], bring(whole)[2] ?? []),
  ),
  bad('forged-entry', 'an entry forged in the field', 'act.signature-invalid entry 9', async (folder) =>
    writing(open(), bring(await forged()))(folder),
  ),
  bad('wrong-checkpoint', 'forged head of a field log', 'act.refused entry 11', async (folder) =>
    writing(open(), bring(whole), join(await forged()))(folder),
  ),
  bad(
    'short-checkpoint',
    'forged head of a field log',
    'act.refused entry 10',
    writing(open(), bring(whole).slice(0, 2), join(whole)),
  ),
  bad(
    'joined-twice',
    'replayed act',
    'act.refused entry 12',
    writing(open(), bring(whole), join(whole), join(whole)),
  ),
  bad(
    'checkpoint-by-another',
    'forged head of a field log',
    'act.signature-invalid entry 11',
    async (folder) => writing(open(), bring(whole), join(await signedByAnother()))(folder),
  ),
  bad(
    'checkpoint-no-note',
    'forged head of a field log',
    'act.signature-invalid entry 11',
    writing(open(), bring(whole), { ...join(whole), checkpoint: 'none\n' } as ActBody),
  ),
  bad('key-not-held', 'a key that was not proved', 'act.refused entry 7', writing(open(whole, '00000000'))),
  bad('key-of-another', 'a key that was not proved', 'act.refused entry 8', async (folder) => {
    const other = await fieldLog('P-07')
    await writing(open(other), bring(other))(folder)
  }),
  bad('other-genesis', 'another field log', 'act.refused entry 8', async (folder) =>
    writing(open(await fieldLog('P-07')), bring(whole))(folder),
  ),
  bad('not-opened', 'another field log', 'act.refused entry 7', writing(bring(whole))),
  bad('opened-twice', 'replayed act', 'act.refused entry 8', writing(open(), open())),
  bad('without-quorum', 'thief of one key', 'act.refused entry 7', async (folder) =>
    writeForged(folder, await withAct('P-02', open())),
  ),
]

/** Entry 7 of a copy of the log that was lost, as somebody kept its checkpoint and receipt. */
const lost = await withAct('P-02', found)
const kept = Buffer.from(lost.checkpoints.at(-1)?.note ?? '')
const rootIn = (note: Uint8Array) => parseSignedNote(note).text.split('\n')[2] ?? ''
const restoring = (root: string): ActBody => ({
  kind: 'incident.restore',
  from: { root: rootIn(record.checkpoints.at(-1) ?? Buffer.alloc(0)), size: 7 },
  lost: { checkpoint: createHash('sha256').update(kept).digest('hex'), root, size: 8 },
  reason: description,
})
const asked = { checkpoints: [{ name: 'known', bytes: kept }] }

const branches: readonly Row[] = [
  {
    name: 'lost-branch_fail',
    threat: 'restored from a backup',
    verdict: 'unchecked',
    finds: ['checkpoint.lost-branch known'],
    asked,
    make: writing(restoring(rootIn(kept)), { ...found, exhibit: 'E-2' as ExhibitNumber }),
  },
  {
    ...bad('lost', 'a lost branch that nobody explained', 'checkpoint.root-mismatch known', (folder) =>
      writing(restoring(description.c), { ...found, exhibit: 'E-2' as ExhibitNumber })(folder),
    ),
    name: 'lost-branch-unexplained_fail',
    asked,
  },
]

const logs = [...joined, ...broken].map((row): Row => ({ ...row, unfollowed: true }))

export const fieldRows: readonly Row[] = [...logs, ...branches]
