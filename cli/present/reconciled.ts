import type { Reconciliation, Speaker } from '../../src/index.js'
import { table } from './facts.js'

type Tally = Reconciliation['inventories'][number] | Reconciliation['containers'][number]

/** Counts in tables, then every thing that is missing, extra or there twice, by its number. */
export function reconciledText(speaker: Speaker, found: Reconciliation): string {
  const { say } = speaker
  const { inventories, containers, unlisted, listedTwice, reportedMissing, sameNumber } = found
  const named = inventories.length + containers.length
  const lists = inventories.map((each) => ({
    inventory: each.inventory,
    stated: each.stated,
    units: each.units,
    exhibits: each.exhibits,
    ...progressRow(each),
  }))
  const boxes = containers.map((each) => ({
    exhibit: each.exhibit,
    quantity: each.quantity,
    counted: each.counted,
    units: each.units,
    takenOut: each.takenOut,
    ...progressRow(each),
  }))
  const lines = [
    ...inventories.flatMap(({ inventory, difference }) => differing(speaker, inventory, difference)),
    ...containers.flatMap(({ exhibit, difference }) => differing(speaker, exhibit, difference)),
    ...inventories.flatMap(({ inventory, unread }) =>
      unread.length === 0
        ? []
        : [
            say('cli.reconcile.unread', {
              name: inventory,
              count: unread.length,
              exhibits: unread.join(' '),
            }),
          ],
    ),
    ...(unlisted.length === 0 ? [] : [say('cli.reconcile.unlisted', { exhibits: unlisted.join(' ') })]),
    ...listedTwice.map((each) =>
      say('cli.reconcile.listed-twice', { exhibit: each.exhibit, inventories: each.inventories.join(' ') }),
    ),
    ...(reportedMissing.length === 0
      ? []
      : [say('cli.reconcile.missing', { exhibits: reportedMissing.join(' ') })]),
    ...sameNumber.map((exhibits) => say('cli.reconcile.same-number', { exhibits: exhibits.join(' ') })),
  ]
  return [
    ...(named === 0 ? [say('cli.reconcile.nothing')] : []),
    ...(lists.length === 0
      ? []
      : [say('cli.reconcile.inventories'), table(speaker, withoutEmpty(lists)), '']),
    ...(boxes.length === 0 ? [] : [say('cli.reconcile.containers'), table(speaker, withoutEmpty(boxes)), '']),
    ...(lines.length === 0 ? [say('cli.reconcile.agrees')] : lines),
  ].join('\n')
}

type Cells = Readonly<Record<string, string | number | undefined>>

/** Columns with nothing but zeros say nothing, and take the room of those that do. */
function withoutEmpty(rows: readonly Cells[]): readonly Cells[] {
  const told = Object.keys(rows[0] ?? {}).filter(
    (name) => always.has(name) || rows.some((row) => row[name] !== 0 && row[name] !== undefined),
  )
  return rows.map((row) => Object.fromEntries(told.map((name) => [name, row[name]])))
}

const always: ReadonlySet<string> = new Set(['stated', 'units', 'media', 'imaged'])

function progressRow({ media, imaged, read, images, copies }: Tally) {
  const { whole, partial, unreadable, blank, encrypted, unstated } = read
  return { media, imaged, whole, partial, unreadable, blank, encrypted, unstated, images, copies }
}

function differing({ say }: Speaker, name: string, difference: number): readonly string[] {
  if (difference === 0) return []
  return [
    say(difference < 0 ? 'cli.reconcile.fewer' : 'cli.reconcile.more', { name, count: Math.abs(difference) }),
  ]
}
