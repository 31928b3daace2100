import { createHash } from 'node:crypto'
import type { Act } from '../../src/model/act.js'
import type { LeafHash } from '../../src/model/names.js'
import type { Party, Recorder } from './eventful-record.js'

// What else may happen: at least one act of each kind on authority, counts, the store, comparisons, copies and remarks.

export interface Further {
  readonly record: Recorder
  readonly text: (value: string) => { c: string }
  readonly stated: (minute: string) => object
  /** What a set knows of the items, what a person determined of them, and which were removed by order. */
  readonly matches: object
  readonly assessments: object
  readonly removed: { readonly blobs: object; readonly bytes: number }
  readonly leaves: readonly LeafHash[]
  readonly acts: readonly Act[]
}

const officer: readonly Party[] = [['P-02', 'performer']]
const custodian: readonly Party[] = [['P-03', 'performer']]
const administrator: readonly Party[] = [['P-01', 'performer']]
/** Stands for every paper and photograph that acts name. */
export const annexBytes = Buffer.from('stands for a photograph of a seal\n')
const paper = { sha256: createHash('sha256').update(annexBytes).digest('hex'), size: annexBytes.length }

/** Acts of one day in their order, a minute apart. */
type Day = readonly (readonly [parties: readonly Party[], fields: Record<string, unknown>])[]

export async function furtherDays(further: Further): Promise<void> {
  const days = [authority(further), things(further), storeRoom(further), data(further)]
  let minute = 0
  for (const [parties, fields] of days.flat()) {
    const at = `2026-03-23T${String(9 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
    await further.record(at, parties, fields)
    minute += 1
  }
  await remarks(further)
}

/** Before anything is taken. */
export function order({ text, stated }: Pick<Further, 'text' | 'stated'>): Record<string, unknown> {
  return {
    kind: 'authorization.add',
    authorization: 'AU-1',
    conditions: text('en presencia de la persona titular'),
    document: paper,
    from: stated('2026-03-11T00:00'),
    issuer: text('Juzgado de Instrucción n.º 3 de Ejemplo'),
    number: text('Auto 77/2026'),
    powers: ['seizure', 'access', 'copy'],
    type: 'device-order',
    until: stated('2026-03-22T23:59'),
  }
}

function authority({ text, stated }: Further): Day {
  const docket = (number: string) => ({
    court: text('Juzgado de Instrucción n.º 3 de Ejemplo'),
    number: text(number),
  })
  return [
    [
      administrator,
      {
        kind: 'authorization.add',
        authorization: 'AU-2',
        consent: { by: 'P-04', conflict: 'none', lawyer: 'present', returnBy: stated('2026-03-23T20:00') },
        from: stated('2026-03-23T08:00'),
        issuer: text('entrega voluntaria'),
        number: text('s/n'),
        powers: ['release', 'destruction'],
        scope: {
          categories: ['memory-card', 'container'],
          exhibits: ['E-2', 'E-1.1'],
          text: text('lo entregado'),
        },
        type: 'voluntary-delivery',
      },
    ],
    [
      administrator,
      {
        kind: 'authorization.note',
        authorization: 'AU-1',
        event: 'extended',
        reason: text('prórroga'),
        until: stated('2026-04-22T23:59'),
      },
    ],
    [
      administrator,
      {
        kind: 'proceeding.add',
        ...docket('DP 123/2026'),
        exhibits: ['E-1'],
        persons: ['P-04'],
        proceeding: 'PR-1',
        regime: 'adult',
      },
    ],
    [administrator, { kind: 'proceeding.include', exhibits: ['E-2'], persons: [], proceeding: 'PR-1' }],
    [
      administrator,
      {
        kind: 'proceeding.transfer',
        ...docket('DP 9/2026'),
        proceeding: 'PR-1',
        reason: text('inhibición'),
      },
    ],
    [
      administrator,
      {
        kind: 'proceeding.sever',
        ...docket('EX 4/2026'),
        exhibits: ['E-2'],
        into: 'PR-2',
        moved: false,
        persons: ['P-04'],
        proceeding: 'PR-1',
        reason: text('pieza de menores'),
        regime: 'juvenile',
      },
    ],
    [
      administrator,
      { kind: 'proceeding.join', into: 'PR-1', proceeding: 'PR-2', reason: text('acumulación') },
    ],
    [
      administrator,
      {
        kind: 'facts.record',
        description: text('hechos ficticios'),
        facts: 'F-1',
        from: stated('2026-01-01T00:00'),
        offence: 'es.cp.189',
        persons: ['P-04'],
        proceeding: 'PR-1',
        to: stated('2026-01-31T00:00'),
      },
    ],
  ]
}

function things({ text, stated }: Further): Day {
  const reason = text('motivo')
  return [
    [officer, { kind: 'exhibit.split', exhibit: 'E-1', parts: ['E-1.1'] }],
    [officer, { kind: 'exhibit.label', exhibit: 'E-2', label: { is: 'police', value: text('PJ-77') } }],
    [
      officer,
      {
        kind: 'identity.check',
        exhibit: 'E-1',
        observed: { is: 'serial', value: text('SN-0001') },
        same: true,
      },
    ],
    [officer, { kind: 'quantity.count', counted: 49, exhibit: 'E-2' }],
    [
      officer,
      {
        kind: 'inventory.record',
        document: paper,
        exhibits: ['E-1', 'E-2'],
        inventory: 'IN-1',
        place: text('C/ Ficticia 1'),
        rows: 2,
        stated: 51,
      },
    ],
    [custodian, { kind: 'exhibit.hold', exhibits: ['E-2'], reason }],
    [custodian, { kind: 'exhibit.unhold', exhibits: ['E-2'], reason }],
    [
      custodian,
      { kind: 'retention.set', basis: reason, exhibits: ['E-2'], until: stated('2027-03-12T08:00') },
    ],
    [custodian, { kind: 'exhibit.missing', exhibits: ['E-1.1'], reason }],
    [officer, { kind: 'exhibit.found', exhibits: ['E-1.1'], reason }],
    [officer, { kind: 'seal.impossible', exhibit: 'E-1.1', reason: text('cabe en el teléfono') }],
  ]
}

function storeRoom({ text, stated }: Further): Day {
  const store = (kind: string, more: object) => ({ kind: `store.${kind}`, exhibits: ['E-1'], ...more })
  return [
    [custodian, { kind: 'location.add', location: 'L-1', name: text('almacén') }],
    [
      custodian,
      {
        kind: 'location.add',
        away: [{ from: 'L-1', minutes: 5 }],
        location: 'L-2',
        name: text('estante'),
        within: 'L-1',
      },
    ],
    [custodian, store('put', { location: 'L-1', returned: false })],
    [custodian, store('move', { location: 'L-2' })],
    [
      custodian,
      {
        kind: 'store.inventory',
        foreign: 1,
        location: 'L-2',
        missing: [],
        present: ['E-1'],
        unexpected: ['E-2'],
        unreadable: 0,
      },
    ],
    [
      [
        ['P-03', 'giver'],
        ['P-02', 'receiver'],
      ],
      store('take', { due: stated('2026-03-23T14:00'), purpose: text('volcado'), to: 'P-02' }),
    ],
    [
      [
        ['P-03', 'receiver'],
        ['P-02', 'giver'],
      ],
      store('put', { from: 'P-02', location: 'L-2', returned: true }),
    ],
  ]
}

function data({ text, stated, matches, assessments, removed }: Further): Day {
  const range = [{ from: 1, to: 2 }]
  return [
    [
      officer,
      {
        kind: 'integrity.check',
        acquisition: 'A-1',
        chunks: 3,
        differing: 0,
        exhibit: 'E-1',
        result: 'same',
        source: text('/mnt/soporte'),
        unreadable: 0,
      },
    ],
    [
      officer,
      {
        kind: 'hashset.import',
        class: 'known-good',
        index: 'b'.repeat(64),
        members: 1000,
        name: text('lista ficticia'),
        sha256: 'c'.repeat(64),
        set: 'H-1',
      },
    ],
    [
      officer,
      {
        kind: 'hashset.match',
        acquisition: 'A-1',
        conflicting: 0,
        matched: 1,
        matches,
        set: 'H-1',
        weak: 1,
      },
    ],
    [officer, { kind: 'assessment.record', acquisition: 'A-1', assessments, reader: 'first' }],
    [
      officer,
      {
        kind: 'copy.derive',
        acquisition: 'A-1',
        description: text('copia de trabajo'),
        encrypted: true,
        exhibit: 'E-3',
        expires: stated('2026-03-30T08:00'),
        parent: 'E-1',
        purpose: text('análisis'),
      },
    ],
    [
      officer,
      { kind: 'copy.delete', exhibit: 'E-3', method: text('sobrescritura'), proof: text('acta de borrado') },
    ],
    [
      officer,
      {
        kind: 'access.record',
        acquisition: 'A-1',
        exhibit: 'E-1',
        items: 2,
        justification: text('identificación'),
        minutes: 20,
        what: 'view',
      },
    ],
    [
      officer,
      {
        kind: 'quarantine.record',
        acquisition: 'A-1',
        ground: 'privileged',
        lines: range,
        reason: text('correspondencia con su letrada'),
      },
    ],
    [officer, { kind: 'quarantine.lift', acquisition: 'A-1', lines: range, reason: text('no lo era') }],
    [
      [
        ['P-01', 'performer'],
        ['P-02', 'witness'],
      ],
      { kind: 'purge.record', backups: text('ninguna'), ...removed, reason: text('auto') },
    ],
  ]
}

/** What is said about other entries names them by their number in the record. */
async function remarks({ record, text, stated, leaves, acts }: Further): Promise<void> {
  const reason = text('error de transcripción')
  const tell = (hour: string, parties: readonly Party[], fields: Record<string, unknown>) =>
    record(`2026-03-23T${hour}`, parties, fields)
  await tell(
    '14:00',
    [
      ['P-02', 'performer'],
      ['P-03', 'witness'],
    ],
    {
      kind: 'seal.apply',
      exhibit: 'E-1.1',
      number: text('0048999'),
      seal: 'S-3',
    },
  )
  await tell(
    '14:01',
    [
      ['P-02', 'performer'],
      ['P-03', 'witness'],
    ],
    {
      kind: 'entry.annul',
      entry: leaves.length - 1,
      exhibits: ['E-1.1'],
      reason,
    },
  )
  await tell('14:02', officer, {
    kind: 'entry.correct',
    becomes: text('bolsa 8'),
    entry: 7,
    exhibit: 'E-1',
    field: 'label',
    reason,
    was: labelIn(acts),
  })
  await tell('14:03', officer, {
    kind: 'observation.record',
    exhibits: ['E-1'],
    explains: [{ code: 'FIELD-MISSING', entry: 7 }],
    text: text('se tomó a oscuras'),
  })
  await tell('14:04', officer, {
    kind: 'attachment.add',
    class: 'seal',
    declared: 'no-evidence-content',
    description: text('fotografía del precinto'),
    document: paper,
    exhibit: 'E-1',
    mediaType: 'image/jpeg',
    seal: 'S-2',
  })
  await tell('14:05', officer, {
    kind: 'history.import',
    agency: text('Policía Local de Ejemplo'),
    channel: text('en mano'),
    document: paper,
    events: [
      { at: stated('2026-03-10T08:00'), on: 'paper', text: text('intervenido'), what: 'seized' },
      { on: 'unsigned', text: text('«a media tarde»'), what: 'stored' },
    ],
    exhibit: 'E-2',
    limits: text('no difundir'),
  })
  await refused({ record, text, leaves })
  await leaving({ record, text })
}

/** Offers that nothing comes of. */
async function refused({ record, text, leaves }: Pick<Further, 'record' | 'text' | 'leaves'>): Promise<void> {
  const giver: readonly Party[] = [['P-02', 'giver']]
  const offer = (at: string) =>
    record(`2026-03-23T${at}`, giver, {
      kind: 'transfer.offer',
      exhibits: ['E-1.1'],
      from: 'P-02',
      purpose: text('depósito'),
      to: 'P-03',
    })
  const reason = text('fuera de horario')
  await offer('14:30')
  await record('2026-03-23T14:31', [['P-03', 'receiver']], {
    kind: 'transfer.decline',
    offer: leaves.at(-1),
    reason,
  })
  await offer('14:32')
  await record('2026-03-23T14:33', giver, { kind: 'transfer.withdraw', offer: leaves.at(-1), reason })
}

/** How things leave: to a court and back, for good, and destroyed. */
async function leaving({ record, text }: Pick<Further, 'record' | 'text'>): Promise<void> {
  const onPaper = { kind: 'paper', attestedBy: 'P-02', scan: text('acuse') }
  const reason = text('auto de devolución')
  await record(
    '2026-03-23T15:00',
    [
      ['P-02', 'giver'],
      ['P-04', 'receiver', onPaper],
    ],
    {
      kind: 'exhibit.deliver',
      depository: text('depósito judicial'),
      exhibits: ['E-1.1'],
      from: 'P-02',
      receipt: text('acuse 12'),
      to: 'P-04',
    },
  )
  await record(
    '2026-03-23T15:01',
    [
      ['P-02', 'receiver'],
      ['P-04', 'giver', onPaper],
    ],
    {
      kind: 'exhibit.recover',
      document: text('oficio'),
      exhibits: ['E-1.1'],
      from: 'P-04',
      to: 'P-02',
    },
  )
  await record(
    '2026-03-23T15:02',
    [
      ['P-02', 'giver'],
      ['P-04', 'receiver', onPaper],
    ],
    {
      kind: 'exhibit.release',
      exhibits: ['E-1.1'],
      from: 'P-02',
      reason,
      to: 'P-04',
    },
  )
  await record(
    '2026-03-23T15:03',
    [
      ['P-03', 'performer'],
      ['P-02', 'witness'],
    ],
    {
      kind: 'exhibit.destroy',
      exhibits: ['E-2'],
      method: text('trituración'),
      stated: { nature: text('discos'), quantity: text('50'), samples: text('ninguna') },
      waived: [{ field: 'weight', reason: text('sin báscula'), why: 'not-possible' }],
    },
  )
}

/** What was written down as the label of the first exhibit. */
function labelIn(acts: readonly Act[]): object | undefined {
  return acts
    .flatMap((act) => (act.kind === 'exhibit.add' ? (act.identifiers ?? []) : []))
    .find(({ is }) => is === 'label')?.value
}
