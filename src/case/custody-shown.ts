import { standingBreaks } from '../custody/breaks/standing.js'
import type { Instant } from '../model/instant.js'
import { dossierOf } from '../report/dossier.js'
import { caseDrawing, exhibitDrawing } from '../report/drawing.js'
import { caseSvg } from '../report/render/svg-case.js'
import { exhibitSvg } from '../report/render/svg-exhibit.js'
import { software } from '../software.js'
import type { Language } from '../wording/language.js'
import type { OpenCase } from './open.js'
import { type ExhibitView, exhibitNamed, exhibitsIn, type LogLine, logOf, shownText } from './status.js'
import { verify } from './verify.js'

// The custody of one exhibit as it is looked at: entry after entry in a terminal, or drawn.

export interface CustodyOf {
  /** Undefined when by then it was not under custody. */
  readonly exhibit: ExhibitView | undefined
  readonly history: readonly LogLine[]
  /** What signers and others said to a break, where it can be opened: by entry and code, `12 SEAL-MISSING`. */
  readonly explanations: ReadonlyMap<string, string>
}

/** @param until leaves out what is said to have happened later */
export async function custodyOf(open: OpenCase, number: string, until?: Instant): Promise<CustodyOf> {
  const now = await exhibitNamed(open, number)
  const custody = await open.live.current()
  const standing = until === undefined ? standingBreaks(custody) : []
  const history: LogLine[] = []
  const explanations = new Map<string, string>()
  for await (const line of logOf(open)) {
    takeExplanations(open, line, explanations)
    if (until !== undefined && line.act.at.time > until) continue
    if (!line.exhibits.some((each) => each === number)) continue
    const later = standing.filter(({ seq, exhibit }) => seq === line.entry && exhibit === number)
    history.push(later.length === 0 ? line : { ...line, breaks: [...line.breaks, ...later] })
  }
  const exhibit =
    until === undefined ? now : (await exhibitsIn(open, until)).find((each) => each.number === number)
  return { exhibit, history, explanations }
}

function takeExplanations(open: OpenCase, { entry, act }: LogLine, explanations: Map<string, string>): void {
  const add = (key: string, commitment: string) => {
    const text = shownText(open, commitment)
    if (text === undefined) return
    const before = explanations.get(key)
    explanations.set(key, before === undefined ? text : `${before}; ${text}`)
  }
  for (const code of act.despite?.codes ?? []) add(`${entry} ${code}`, act.despite?.reason.c ?? '')
  if (act.kind !== 'observation.record') return
  for (const { code, entry: about } of act.explains ?? []) add(`${about} ${code}`, act.text.c)
}

/** Drawn from what an audit of the record saw, and from nothing else. */
export async function drawCustody(
  open: OpenCase,
  exhibit: string | undefined,
  { lang, now }: { readonly lang: Language; readonly now: Instant },
): Promise<string> {
  const number = exhibit === undefined ? undefined : (await exhibitNamed(open, exhibit)).number
  const scope = { bytes: 'none', requireCoverage: false } as const
  const audit = await verify({ folder: open.folder, knownCheckpoints: [], receipts: [], scope }, open.home)
  const dossier = await dossierOf(audit, {
    lang,
    zone: open.genesis.zone,
    generatedAt: { clock: 'system', time: now, zone: open.genesis.zone },
    software: software(),
    origin: open.origin,
    opened: (commitment) => open.opened(commitment),
    items: [],
  })
  return number === undefined
    ? caseSvg(caseDrawing(dossier), dossier.speaker)
    : exhibitSvg(exhibitDrawing(dossier, number), lang)
}
