import { createHash } from 'node:crypto'
import { RuleError } from '../errors.js'
import type { ClockReference } from '../model/vocabulary.js'
import type { Desk } from './desk.js'
import { administratorsAt, type Enacted, enact } from './enact.js'
import { checkpointIn, treeHeadOf } from './lost-branch.js'
import type { OpenCase } from './open.js'

// What happened to the log itself or to its clock. Where several administrators are needed, those of `desk.with` sign the same act.

/**
 * Puts on record that entries this home had seen are gone, and lets the home go on with the log as it is.
 * @param open opened to be explained
 * @throws RuleError `rule.wrong-state` when the log holds all that this home has seen
 */
export async function recordRestore(open: OpenCase, desk: Desk, reason: string): Promise<Enacted> {
  const { abandoned } = open
  if (!abandoned)
    throw new RuleError('rule.wrong-state', {
      act: 'incident.restore',
      name: open.origin,
      state: 'nothing-lost',
      reason: 'nothing-lost',
    })
  const checkpoint = createHash('sha256').update(abandoned.note).digest('hex')
  const lost = { checkpoint, ...treeHeadOf(checkpointIn(abandoned.note)) }
  return enact(open, desk, ({ commit, custody }) => [
    {
      // The root is that of what the signers have seen: it is filled in with that.
      body: {
        kind: 'incident.restore',
        from: { root: '', size: custody.size },
        lost,
        reason: commit({ text: reason }),
      },
      parties: administratorsAt(desk),
    },
  ])
}

export interface ClockStatement {
  readonly reason: string
  /** How many milliseconds are to be added to this machine's clock, and by whose word. */
  readonly correction?: { readonly offset: number; readonly source: ClockReference }
}

/**
 * Puts on record that a clock was wrong: this machine's, or the one the newest entry took its time from. While this machine's clock
 * stands before the newest entry, that entry and those after it take the log time of the newest, until the clock has passed it.
 */
export async function recordClock(
  open: OpenCase,
  desk: Desk,
  { reason, correction }: ClockStatement,
): Promise<Enacted> {
  return enact(open, desk, ({ commit, custody }) => [
    {
      body: {
        kind: 'incident.clock',
        ...(correction ? { correction: { ...correction } } : {}),
        machine: desk.now(),
        newest: custody.lastLogTime,
        reason: commit({ text: reason }),
      },
      parties: administratorsAt(desk),
    },
  ])
}
