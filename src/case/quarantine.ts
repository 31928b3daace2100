import { RuleError } from '../errors.js'
import type { QuarantineGround } from '../model/vocabulary.js'
import type { Desk } from './desk.js'
import { type Enacted, enact } from './enact.js'
import { type NamedItems, parseItems, requireLines } from './item-ranges.js'
import { actAt, projectItems } from './items.js'
import { field } from './json-fields.js'
import type { OpenCase } from './open.js'

/** Items that nobody may look at until the quarantine is lifted. */
export async function quarantineItems(
  open: OpenCase,
  desk: Desk,
  items: readonly string[],
  ground: QuarantineGround,
  reason: string,
): Promise<Enacted> {
  const named = await itemsNamed(open, items)
  return enact(open, desk, ({ commit }) =>
    named.map(({ acquisition, lines }) => ({
      body: {
        kind: 'quarantine.record',
        acquisition,
        ground,
        lines: [...lines],
        reason: commit({ text: reason }),
      },
    })),
  )
}

/** Lifts whole ranges, as they were put. @throws RuleError `rule.wrong-state` */
export async function liftQuarantine(
  open: OpenCase,
  desk: Desk,
  items: readonly string[],
  reason: string,
): Promise<Enacted> {
  const named = await itemsNamed(open, items)
  return enact(open, desk, ({ commit }) =>
    named.map(({ acquisition, lines }) => ({
      body: { kind: 'quarantine.lift', acquisition, lines: [...lines], reason: commit({ text: reason }) },
    })),
  )
}

async function itemsNamed(open: OpenCase, texts: readonly string[]): Promise<readonly NamedItems[]> {
  const named = parseItems(texts)
  await projectItems(open)
  const custody = await open.live.current()
  for (const each of named) requireLines(custody, each, open.view.itemCount(each.acquisition))
  return named
}

/** One range of items in quarantine, and why. */
export interface QuarantineView {
  readonly acquisition: string
  readonly exhibit: string
  readonly from: number
  readonly to: number
  readonly entry: number
  readonly ground: QuarantineGround
  readonly reason: string | undefined
}

export async function quarantinesIn(open: OpenCase): Promise<readonly QuarantineView[]> {
  const { acquisitions } = await open.live.current()
  const views: QuarantineView[] = []
  for (const [acquisition, { exhibit, quarantined = [] }] of Object.entries(acquisitions)) {
    for (const { from, to, entry } of quarantined) {
      const { ground, reason } = await actAt(open, entry, 'quarantine.record')
      views.push({
        acquisition,
        exhibit,
        from,
        to,
        entry,
        ground,
        reason: field(open.opened(reason.c), 'text'),
      })
    }
  }
  return views
}

/** @throws RuleError `rule.wrong-state` for the first of them that is in quarantine: nobody looks at it, assesses or matches it */
export function refuseQuarantined(act: string, item: string, entry: number | undefined): void {
  if (entry !== undefined)
    throw new RuleError('rule.wrong-state', { act, name: item, state: 'quarantined', reason: 'state' })
}
