import type { Json } from '../encoding/canonical-json.js'
import { RuleError } from '../errors.js'
import { parseEntry } from '../ledger/entry.js'
import { toldBy } from '../ledger/field-entry.js'
import { linesWriter, readLines } from '../manifest/lines.js'
import { type AssessmentColumns, readAssessmentRows } from '../matching/assessment-rows.js'
import { openSource } from '../matching/known-source.js'
import { vicsModel } from '../matching/vics.js'
import { readVicsAssessments } from '../matching/vics-assessments.js'
import { type AssessmentLine, assessmentLine } from '../model/assessment-line.js'
import { blobIdOf } from '../model/digest.js'
import type { LinesReference } from '../model/field.js'
import type { KnownDigests } from '../model/known-set.js'
import { type AcquisitionNumber, isAcquisitionNumber, type PersonCode, parseItemId } from '../model/names.js'
import type { Determination } from '../model/vocabulary.js'
import { parseSignedAct } from '../signing/signed-act.js'
import type { Desk } from './desk.js'
import { type Drafting, type Enacted, enact } from './enact.js'
import { quarantineOf } from './item-ranges.js'
import { projectItems } from './items.js'
import type { OpenCase } from './open.js'
import { refuseQuarantined } from './quarantine.js'

/** What a person determined of an item. It is theirs: nothing here is drawn from a detector. */
export interface Assessment {
  readonly category?: NonNullable<AssessmentLine['category']>
  readonly determination?: Determination
  readonly realistic?: boolean
  readonly depicted?: readonly PersonCode[]
}

export type Reader = 'first' | 'second'

interface Assessed extends Assessment {
  readonly line: number
}

type ByAcquisition = Map<AcquisitionNumber, Map<number, Assessed>>

/** One item, or every file of an acquisition. */
export async function assessItems(
  open: OpenCase,
  desk: Desk,
  target: string,
  assessment: Assessment,
  reader: Reader,
): Promise<Enacted> {
  await projectItems(open)
  const id = parseItemId(target)
  const acquisition = id?.acquisition ?? target
  if (!isAcquisitionNumber(acquisition)) throw unknownItem(target)
  const rows = open.view.items(acquisition)
  const meant = rows.filter(({ kind, line }) => kind === 'file' && (id === undefined || id.line === line))
  if (meant.length === 0) throw unknownItem(target)
  const lines = new Map(meant.map(({ line }) => [line, { ...assessment, line }]))
  return recordAssessments(open, desk, new Map([[acquisition, lines]]), reader)
}

/**
 * What a person states in a list of their own, CSV or Project VIC's JSON: all of it or nothing. A row names its item, or by digests every
 * item of the case that has them.
 * @throws SourceError `source.malformed`; RuleError `rule.unknown-object` for a row whose file the case does not have
 */
export async function importAssessments(
  open: OpenCase,
  desk: Desk,
  path: string,
  columns: AssessmentColumns,
  reader: Reader,
): Promise<Enacted> {
  await projectItems(open)
  const all: ByAcquisition = new Map()
  for (const { item, digests, ...assessment } of await rowsIn(path, columns)) {
    const named = placesOf(open, item, digests)
    if (named.length === 0) throw unknownItem(item ?? Object.values(digests)[0] ?? '')
    for (const { acquisition, line } of named) {
      const lines = all.get(acquisition) ?? new Map<number, Assessed>()
      lines.set(line, { ...assessment, line })
      all.set(acquisition, lines)
    }
  }
  return recordAssessments(open, desk, all, reader)
}

interface Row extends Assessment {
  readonly item?: string
  readonly digests: KnownDigests
}

async function rowsIn(path: string, columns: AssessmentColumns): Promise<readonly Row[]> {
  const source = await openSource(path)
  try {
    const rows: Row[] = []
    if (source.format === 'vics') {
      for await (const { digests, category } of readVicsAssessments(source, vicsModel(source)))
        if (category) rows.push({ digests, category: scaleOf(category) })
      return rows
    }
    for (const { line: _, category, ...row } of await readAssessmentRows(source, columns))
      rows.push(category ? { ...row, category: scaleOf(category) } : row)
    return rows
  } finally {
    await source.close()
  }
}

/** Without the label: the scale says what its codes mean. */
function scaleOf({ code, scheme, schemeVersion }: NonNullable<AssessmentLine['category']>) {
  return { code, scheme, schemeVersion }
}

function placesOf(open: OpenCase, item: string | undefined, digests: KnownDigests) {
  const id = item === undefined ? undefined : parseItemId(item)
  const named = id && open.view.item(id.acquisition, id.line)
  if (item !== undefined && !named) return []
  const strongest = digests.sha256 ?? digests.sha1 ?? digests.md5
  const rows = named ? [named] : strongest === undefined ? [] : open.view.itemsByDigest(strongest)
  return rows.flatMap(({ acquisition, line, sha256, sha1, md5 }) => {
    const own = { sha256, sha1, md5 }
    const agrees = (['sha256', 'sha1', 'md5'] as const).every(
      (name) => digests[name] === undefined || digests[name] === own[name],
    )
    return agrees && sha256 !== null && isAcquisitionNumber(acquisition) ? [{ acquisition, line }] : []
  })
}

async function recordAssessments(
  open: OpenCase,
  desk: Desk,
  all: ByAcquisition,
  reader: Reader,
): Promise<Enacted> {
  const custody = await open.live.current()
  const documents = new Map<AcquisitionNumber, LinesReference>()
  for (const [acquisition, lines] of all) {
    for (const line of lines.keys())
      refuseQuarantined(
        'assessment.record',
        `${acquisition}/${line}`,
        quarantineOf(custody.acquisitions[acquisition], line),
      )
    for (const { depicted = [] } of lines.values()) requirePersons(custody, depicted)
    if (reader === 'second') await requireOtherReader(open, desk.by, acquisition, lines)
    documents.set(acquisition, await storeLines(open, [...lines.values()], desk.dryRun))
  }
  return enact(open, desk, () =>
    [...documents].map(([acquisition, assessments]) => ({
      body: { kind: 'assessment.record', acquisition, assessments, reader },
    })),
  )
}

function requirePersons({ persons }: Drafting['custody'], depicted: readonly PersonCode[]): void {
  const stranger = depicted.find((person) => !person.startsWith('V-'))
  const known = Object.keys(persons)
  if (stranger !== undefined && !known.includes(stranger))
    throw new RuleError('rule.unknown-object', { kind: 'person', name: stranger })
}

/** A second reading by whoever made the first is no second one. */
async function requireOtherReader(
  open: OpenCase,
  by: PersonCode,
  acquisition: AcquisitionNumber,
  lines: ReadonlyMap<number, Assessed>,
): Promise<void> {
  for await (const reading of readingsOf(open, acquisition))
    if (reading.by === by && reading.reader === 'first' && lines.has(reading.line))
      throw new RuleError('rule.wrong-state', {
        act: 'assessment.record',
        name: `${acquisition}/${reading.line}`,
        state: 'same-reader',
        reason: 'state',
      })
}

async function storeLines(
  open: OpenCase,
  assessed: readonly Assessed[],
  dryRun: boolean,
): Promise<LinesReference> {
  const staging = await open.vault.stage()
  try {
    const lines = linesWriter((bytes) => staging.write(bytes))
    for (const each of assessed.toSorted((one, other) => one.line - other.line))
      await lines.add(each as unknown as Json)
    const reference = await lines.finish()
    if (!dryRun) {
      await staging.commit(blobIdOf(reference.sha256))
      await open.vault.flush()
    }
    return reference
  } finally {
    await staging.discard()
  }
}

/** One reading of one item, by a named person. */
export interface ReadingView extends Assessment {
  readonly entry: number
  readonly by: PersonCode
  readonly reader: Reader
}

export interface AssessedItem {
  readonly item: string
  /** All of them, in the order of the record. */
  readonly readings: readonly ReadingView[]
  /** Whether the newest first and the newest second reading say different things. Both stay. */
  readonly disagree: boolean
}

export async function assessmentsIn(open: OpenCase, acquisition?: string): Promise<readonly AssessedItem[]> {
  const { acquisitions } = await open.live.current()
  if (acquisition !== undefined && !Object.hasOwn(acquisitions, acquisition))
    throw new RuleError('rule.unknown-object', { kind: 'acquisition', name: acquisition })
  const items = new Map<string, ReadingView[]>()
  for await (const { line, acquisition: of, ...reading } of readingsOf(open, acquisition)) {
    const item = `${of}/${line}`
    items.set(item, [...(items.get(item) ?? []), reading])
  }
  return [...items].map(([item, readings]) => {
    const newest = (reader: Reader) => readings.findLast((each) => each.reader === reader)
    const [first, second] = [newest('first'), newest('second')]
    return {
      item,
      readings,
      disagree: first !== undefined && second !== undefined && said(first) !== said(second),
    }
  })
}

function said({ category, determination, realistic, depicted = [] }: ReadingView): string {
  return JSON.stringify([category, determination, realistic, depicted.toSorted()])
}

async function* readingsOf(open: OpenCase, acquisition?: string) {
  for await (const bytes of open.ledger.entries(0)) {
    const { seq, note } = parseEntry(bytes)
    const act = toldBy(parseSignedAct(note).act)
    if (act.kind !== 'assessment.record' || (acquisition !== undefined && act.acquisition !== acquisition))
      continue
    const { by, reader } = act
    for await (const { remark: _, ...line } of readLines(
      open.vault.read(blobIdOf(act.assessments.sha256)),
      assessmentLine,
    ))
      yield { ...stated(line), line: line.line, acquisition: act.acquisition, entry: seq, by, reader }
  }
}

function stated({ category, determination, realistic, depicted }: AssessmentLine): Assessment {
  return {
    ...(category ? { category } : {}),
    ...(determination ? { determination } : {}),
    ...(realistic === undefined ? {} : { realistic }),
    ...(depicted ? { depicted } : {}),
  }
}

function unknownItem(name: string): RuleError {
  return new RuleError('rule.unknown-object', { kind: 'item', name })
}
