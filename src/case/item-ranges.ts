import type { AcquisitionState, Custody } from '../custody/state.js'
import { RuleError, UsageError } from '../errors.js'
import { type AcquisitionNumber, isAcquisitionNumber } from '../model/names.js'

/** Lines of a manifest, both included. */
export interface LineRange {
  readonly from: number
  readonly to: number
}

/** Items of one acquisition, as somebody names them. */
export interface NamedItems {
  readonly acquisition: AcquisitionNumber
  readonly lines: readonly LineRange[]
}

/**
 * `A-1/3`, `A-1/3-9`, and several with commas between them, together by acquisition in the order they were named.
 * @throws UsageError `usage.argument`
 */
export function parseItems(texts: readonly string[]): readonly NamedItems[] {
  const named = new Map<AcquisitionNumber, LineRange[]>()
  for (const text of texts.flatMap((each) => each.split(','))) {
    const [, acquisition = '', first, last = first] =
      /^(A-\d+)\/([1-9]\d{0,11})(?:-([1-9]\d{0,11}))?$/.exec(text.trim()) ?? []
    const range = { from: Number(first), to: Number(last) }
    if (!isAcquisitionNumber(acquisition) || range.to < range.from)
      throw new UsageError('usage.argument', { what: '', text, reason: 'name', form: 'A-1/3, A-1/3-9' })
    named.set(acquisition, [...(named.get(acquisition) ?? []), range])
  }
  if (named.size === 0) throw new UsageError('usage.missing', { what: 'item' })
  return [...named].map(([acquisition, lines]) => ({ acquisition, lines }))
}

/** @throws RuleError `rule.unknown-object` when the acquisition has no such line */
export function requireLines(custody: Custody, { acquisition, lines }: NamedItems, count: number): void {
  if (!Object.hasOwn(custody.acquisitions, acquisition))
    throw new RuleError('rule.unknown-object', { kind: 'acquisition', name: acquisition })
  const beyond = lines.find(({ to }) => to > count)
  if (beyond)
    throw new RuleError('rule.unknown-object', { kind: 'item', name: `${acquisition}/${beyond.to}` })
}

/** The entry that put an item into quarantine, while it is there. */
export function quarantineOf(acquisition: AcquisitionState | undefined, line: number): number | undefined {
  return acquisition?.quarantined?.find(({ from, to }) => from <= line && line <= to)?.entry
}
