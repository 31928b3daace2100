import { RuleError } from '../errors.js'
import { parseEntry } from '../ledger/entry.js'
import { toldBy } from '../ledger/field-entry.js'
import type { AcquisitionNumber, ExhibitNumber } from '../model/names.js'
import type { AccessKind } from '../model/vocabulary.js'
import { parseSignedAct } from '../signing/signed-act.js'
import type { Desk } from './desk.js'
import { type Enacted, enact } from './enact.js'
import { field } from './json-fields.js'
import type { OpenCase } from './open.js'

export interface NewAccess {
  readonly what: AccessKind
  readonly exhibit: ExhibitNumber
  readonly acquisition?: AcquisitionNumber
  readonly items: number
  readonly justification: string
  readonly minutes?: number
  readonly recipient?: string
}

export async function recordAccess(open: OpenCase, desk: Desk, request: NewAccess): Promise<Enacted> {
  const { what, exhibit, acquisition, items, justification, minutes, recipient } = request
  return enact(open, desk, ({ custody, commit }) => {
    const read = acquisition === undefined ? undefined : custody.acquisitions[acquisition]
    if (read && read.exhibit !== exhibit)
      throw new RuleError('rule.unknown-object', { kind: 'acquisition', name: `${exhibit} ${acquisition}` })
    return [
      {
        body: {
          kind: 'access.record',
          ...(acquisition === undefined ? {} : { acquisition }),
          exhibit,
          items,
          justification: commit({ text: justification }),
          ...(minutes === undefined ? {} : { minutes }),
          ...(recipient === undefined ? {} : { recipient: commit({ text: recipient }) }),
          what,
        },
      },
    ]
  })
}

export interface AccessView {
  readonly entry: number
  readonly at: string
  readonly by: string
  readonly what: AccessKind
  readonly exhibit: string
  readonly acquisition: string | undefined
  readonly items: number
  readonly justification: string | undefined
  readonly recipient: string | undefined
}

/** Who had to do with data and why. How long is told for a day and the case together, never for a person. */
export interface AccessLog {
  readonly accesses: readonly AccessView[]
  readonly exposure: readonly { readonly day: string; readonly minutes: number }[]
}

export async function accessLog(open: OpenCase, exhibit?: string): Promise<AccessLog> {
  const { exhibits } = await open.live.current()
  if (exhibit !== undefined && !Object.hasOwn(exhibits, exhibit))
    throw new RuleError('rule.unknown-object', { kind: 'exhibit', name: exhibit })
  const accesses: AccessView[] = []
  const exposure = new Map<string, number>()
  for await (const bytes of open.ledger.entries(0)) {
    const { seq, note } = parseEntry(bytes)
    const act = toldBy(parseSignedAct(note).act)
    if (act.kind !== 'access.record') continue
    const day = act.at.time.slice(0, 10)
    if (act.minutes !== undefined) exposure.set(day, (exposure.get(day) ?? 0) + act.minutes)
    if (exhibit !== undefined && act.exhibit !== exhibit) continue
    accesses.push({
      entry: seq,
      at: act.at.time,
      by: act.by,
      what: act.what,
      exhibit: act.exhibit,
      acquisition: act.acquisition,
      items: act.items,
      justification: field(open.opened(act.justification.c), 'text'),
      recipient: act.recipient && field(open.opened(act.recipient.c), 'text'),
    })
  }
  return { accesses, exposure: [...exposure].map(([day, minutes]) => ({ day, minutes })) }
}
