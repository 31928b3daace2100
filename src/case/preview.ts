import { randomBytes } from 'node:crypto'
import { exhibitsOf } from '../custody/breaks/about.js'
import type { Break } from '../custody/breaks/rule.js'
import { type Custody, holderOf } from '../custody/state.js'
import { follow } from '../custody/tracks.js'
import { encodeBase64 } from '../encoding/base64.js'
import type { Opening } from '../encoding/commitment.js'
import { RuleError } from '../errors.js'
import type { Act } from '../model/act.js'
import type { LeafHash } from '../model/names.js'
import { actText } from '../signing/signed-act.js'
import type { Desk } from './desk.js'
import { textsIn } from './json-fields.js'

/** Follows the drafts on a copy of the record, so that a refusal comes before any key is used; shows what will be signed. */
export function preview(
  desk: Desk,
  custody: Custody,
  acts: readonly Act[],
  openings: readonly Opening[],
): readonly Break[] {
  const copy = structuredClone(custody)
  const numbers = [...new Set(acts.flatMap((act) => exhibitsOf(copy, act)))]
  const before = new Map(numbers.map((exhibit) => [exhibit, holderOf(copy, exhibit)]))
  const breaks = acts.flatMap((act) => {
    const leaf = encodeBase64(randomBytes(32)) as LeafHash
    return follow(copy, { seq: copy.size, leaf, logTime: desk.now(), act })
  })
  desk.show({
    acts,
    texts: acts.map(actText),
    said: textsIn(openings.map((each) => each.value)),
    breaks,
    holders: numbers.map((exhibit) => ({
      exhibit,
      holder: before.get(exhibit),
      next: holderOf(copy, exhibit),
    })),
  })
  requireExplained(acts, breaks)
  return breaks
}

/** While an act is being made, a break that a rule stops at needs a signed reason; on record it is a break like any other. */
export function requireExplained(acts: readonly Act[], breaks: readonly Break[]): void {
  const explained = new Set(acts.flatMap((act) => act.despite?.codes ?? []))
  const open = breaks.filter((found) => found.live === 'refuse' && !explained.has(found.code))
  const [first] = open
  if (!first) return
  throw new RuleError('rule.break-unexplained', {
    codes: [...new Set(open.map((found) => found.code))].join(','),
    exhibit: first.exhibit ?? '',
    entries: first.entries.join(','),
  })
}
