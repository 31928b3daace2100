import type { Custody } from '../custody/state.js'
import { encodeBase64 } from '../encoding/base64.js'
import { RuleError } from '../errors.js'
import { labelHead } from '../labels/head.js'
import { type LabelOrder, labelPages, labelSheets, type SheetName } from '../labels/sheet.js'
import { frontierRoot } from '../merkle/frontier.js'
import type { Instant } from '../model/instant.js'
import { caseIdOf, type LabelledThing } from '../model/label.js'
import type { ExhibitNumber, LocationNumber, SealNumber } from '../model/names.js'
import type { Language } from '../wording/language.js'
import { clockText } from '../wording/times.js'
import type { OpenCase } from './open.js'
import { shownText } from './status.js'

export interface LabelRequest {
  /** Of which kind, where none is named. */
  readonly kind: LabelledThing['kind']
  /** Those that are named; every one of the kind when there is none. */
  readonly things: readonly LabelledThing[]
  readonly format: 'html' | 'svg'
  readonly sheet: SheetName
  /** Cells of the first page that are already used. */
  readonly used: number
  readonly cut: boolean
  readonly lang: Language
  readonly now: Instant
}

export interface PrintedLabels {
  readonly labels: number
  /** One page each; HTML holds all of them in one. */
  readonly pages: readonly string[]
}

/** @throws RuleError `rule.unknown-object` for what is not on record, or when there is nothing to print */
export async function printLabels(open: OpenCase, request: LabelRequest): Promise<PrintedLabels> {
  const custody = await open.live.current()
  const { frontier, size } = await open.ledger.head()
  const things = request.things.length > 0 ? request.things : everyOne(custody, request.kind)
  for (const thing of things) requireOnRecord(custody, thing)
  if (things.length === 0) throw new RuleError('rule.unknown-object', { kind: request.kind, name: '' })
  const caseNumber = shownText(open, open.genesis.case.number.c)
  const order: LabelOrder = {
    caseId: caseIdOf(open.origin),
    ...(caseNumber === undefined ? {} : { caseNumber }),
    date: clockText(request.now, open.genesis.zone).slice(0, 10),
    head: labelHead({ size, root: encodeBase64(frontierRoot(frontier)) }),
    things,
    sheet: request.sheet,
    used: request.used,
    cut: request.cut,
    lang: request.lang,
  }
  const pages = request.format === 'html' ? [labelPages(order)] : labelSheets(order)
  return { labels: things.length, pages }
}

function everyOne(
  { exhibits, seals, locations }: Custody,
  kind: LabelledThing['kind'],
): readonly LabelledThing[] {
  switch (kind) {
    case 'exhibit':
      return (Object.keys(exhibits) as ExhibitNumber[]).map((number) => ({ kind, number }))
    case 'seal':
      return (Object.keys(seals) as SealNumber[]).map((number) => ({ kind, number }))
    case 'location':
      return (Object.keys(locations) as LocationNumber[]).map((number) => ({ kind, number }))
  }
}

function requireOnRecord({ exhibits, seals, locations }: Custody, { kind, number }: LabelledThing): void {
  const tables = { exhibit: exhibits, seal: seals, location: locations }
  if (!Object.hasOwn(tables[kind], number)) throw new RuleError('rule.unknown-object', { kind, name: number })
}
