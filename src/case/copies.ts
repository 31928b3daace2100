import { isTerminal } from '../custody/exhibit-state.js'
import { holderOf } from '../custody/state.js'
import { RuleError } from '../errors.js'
import type { StatedTime } from '../model/instant.js'
import type { AcquisitionNumber, ExhibitNumber, PersonCode } from '../model/names.js'
import type { Desk } from './desk.js'
import { type Enacted, enact } from './enact.js'
import { nextNumber } from './exhibits.js'
import { actAt } from './items.js'
import { field } from './json-fields.js'
import type { OpenCase } from './open.js'

export interface NewCopy {
  /** Given out in order when absent. */
  readonly exhibit?: ExhibitNumber
  readonly parent: ExhibitNumber
  readonly purpose: string
  readonly description: string
  readonly acquisition?: AcquisitionNumber
  readonly expires?: StatedTime
  readonly encrypted: boolean
  readonly sha256?: string
}

/** A working copy, held by whoever makes it. It names the entry that last found its parent the same as its reference, if one did. */
export async function deriveCopy(open: OpenCase, desk: Desk, request: NewCopy): Promise<Enacted> {
  const { parent, acquisition, expires, sha256, encrypted } = request
  return enact(open, desk, (drafting) => {
    const { custody, commit } = drafting
    const track = custody.exhibits[parent]?.integrity
    if (!track) throw new RuleError('rule.unknown-object', { kind: 'exhibit', name: parent })
    if (expires && expires.time < desk.now())
      throw new RuleError('rule.impossible-time', { at: expires.time, reason: 'interval' })
    return [
      {
        body: {
          kind: 'copy.derive',
          ...(acquisition === undefined ? {} : { acquisition }),
          description: commit({ text: request.description }),
          encrypted,
          exhibit: request.exhibit ?? (nextNumber(drafting, 'exhibit') as ExhibitNumber),
          ...(expires ? { expires } : {}),
          parent,
          purpose: commit({ text: request.purpose }),
          ...(sha256 === undefined ? {} : { sha256 }),
          ...(track.kind === 'verified' ? { verified: track.entry } : {}),
        },
      },
    ]
  })
}

/** A copy is gone, and how that was made sure of. */
export async function deleteCopy(
  open: OpenCase,
  desk: Desk,
  {
    exhibit,
    method,
    proof,
  }: { readonly exhibit: ExhibitNumber; readonly method: string; readonly proof: string },
): Promise<Enacted> {
  return enact(open, desk, ({ custody, commit }) => {
    const state = custody.exhibits[exhibit]
    if (state && isTerminal(state))
      throw new RuleError('rule.wrong-state', {
        act: 'copy.delete',
        name: exhibit,
        state: state.custody.kind,
        reason: 'state',
      })
    return [
      {
        body: {
          kind: 'copy.delete',
          exhibit,
          method: commit({ text: method }),
          proof: commit({ text: proof }),
        },
      },
    ]
  })
}

/** One working copy, and whether it is accounted for. */
export interface CopyView {
  readonly exhibit: ExhibitNumber
  readonly parent: ExhibitNumber
  readonly entry: number
  readonly purpose: string | undefined
  readonly encrypted: boolean
  readonly holder: PersonCode | undefined
  readonly expires: string | undefined
  /** `overdue`: it may not be kept any longer, and nothing says that it is gone. */
  readonly state: 'kept' | 'overdue' | 'gone' | 'missing'
}

/** Every working copy of the case, or of one exhibit, as the record accounts for them. */
export async function copiesIn(
  open: OpenCase,
  desk: Pick<Desk, 'now'>,
  parent?: string,
): Promise<readonly CopyView[]> {
  const custody = await open.live.current()
  const views: CopyView[] = []
  for (const exhibit of Object.values(custody.exhibits)) {
    const { number, copyOf } = exhibit
    const [entry] = exhibit.entries
    if (!copyOf || entry === undefined || (parent !== undefined && copyOf.parent !== parent)) continue
    const { purpose, encrypted } = await actAt(open, entry, 'copy.derive')
    const isOverdue = copyOf.expires !== undefined && copyOf.expires < desk.now()
    const standing = isOverdue ? 'overdue' : 'kept'
    views.push({
      exhibit: number,
      parent: copyOf.parent,
      entry,
      purpose: field(open.opened(purpose.c), 'text'),
      encrypted,
      holder: holderOf(custody, number),
      expires: copyOf.expires,
      state: isTerminal(exhibit) ? 'gone' : exhibit.custody.kind === 'missing' ? 'missing' : standing,
    })
  }
  return views
}
