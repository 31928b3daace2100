import { RuleError } from '../errors.js'
import type { StatedTime } from '../model/instant.js'
import type { AuthorizationNumber, ExhibitNumber, PersonCode } from '../model/names.js'
import type {
  AuthorizationEvent,
  AuthorizationType,
  ConsentConflict,
  ConsentLawyer,
  ExhibitCategory,
  Power,
} from '../model/vocabulary.js'
import type { Desk } from './desk.js'
import { type DocumentNamed, storedDocument } from './documents.js'
import { type Draft, type Drafting, type Enacted, enact } from './enact.js'
import { nextNumber } from './exhibits.js'
import type { OpenCase } from './open.js'

/** Whoever hands something over of their own will. */
export interface Consent {
  readonly by: PersonCode
  readonly conflict: ConsentConflict
  readonly guardian?: PersonCode
  readonly lawyer: ConsentLawyer
  readonly returnBy?: StatedTime
}

export interface NewAuthorization {
  /** Given out in order when absent. */
  readonly authorization?: AuthorizationNumber
  readonly type: AuthorizationType
  readonly powers: readonly Power[]
  /** As whoever issued it wrote it. */
  readonly number: string
  readonly issuer: string
  /** From when on; from the act's own time when absent. */
  readonly from?: StatedTime
  readonly until?: StatedTime
  readonly exhibits?: readonly ExhibitNumber[]
  readonly categories?: readonly ExhibitCategory[]
  readonly scopeText?: string
  readonly conditions?: string
  readonly consent?: Consent
}

/** @param document file of the order or the signed consent: it is kept in the vault, the act names its digest */
export async function addAuthorization(
  open: OpenCase,
  desk: Desk,
  request: NewAuthorization,
  document?: string,
): Promise<Enacted> {
  const stored = await storedDocument(open, desk, document)
  const now: StatedTime = desk.late?.at ?? { clock: 'system', time: desk.now(), zone: open.genesis.zone }
  return enact(open, desk, (drafting) => [authorizationDraft(drafting, { from: now, ...request }, stored)])
}

export function authorizationDraft(
  drafting: Drafting,
  request: NewAuthorization & Required<Pick<NewAuthorization, 'from'>>,
  stored: { readonly document?: DocumentNamed } = {},
): Draft {
  const { commit } = drafting
  const { type, powers, number, issuer, from, until, conditions, consent } = request
  const scope = scopeOf(drafting, request)
  return {
    body: {
      kind: 'authorization.add',
      authorization: request.authorization ?? (nextNumber(drafting, 'authorization') as AuthorizationNumber),
      ...(conditions === undefined ? {} : { conditions: commit({ text: conditions }) }),
      ...(consent === undefined ? {} : { consent: consentOf(consent) }),
      ...stored,
      from: { ...from },
      issuer: commit({ text: issuer }),
      number: commit({ text: number }),
      powers: [...new Set(powers)],
      ...(scope === undefined ? {} : { scope }),
      type,
      ...(until === undefined ? {} : { until: { ...until } }),
    },
  }
}

function consentOf({ by, conflict, guardian, lawyer, returnBy }: Consent) {
  return {
    by,
    conflict,
    ...(guardian === undefined ? {} : { guardian }),
    lawyer,
    ...(returnBy === undefined ? {} : { returnBy: { ...returnBy } }),
  }
}

/** Nothing where nothing is said: it then covers all there is in the case. */
function scopeOf({ commit }: Drafting, { exhibits = [], categories = [], scopeText }: NewAuthorization) {
  const scope = {
    ...(categories.length === 0 ? {} : { categories: [...new Set(categories)] }),
    ...(exhibits.length === 0 ? {} : { exhibits: [...exhibits] }),
    ...(scopeText === undefined ? {} : { text: commit({ text: scopeText }) }),
  }
  return Object.keys(scope).length === 0 ? undefined : scope
}

/** What became of an authorization. */
export interface AuthorizationNote {
  readonly authorization: AuthorizationNumber
  readonly event: AuthorizationEvent
  /** The new end of one that was extended. */
  readonly until?: StatedTime
  readonly reason?: string
}

export async function noteAuthorization(
  open: OpenCase,
  desk: Desk,
  { authorization, event, until, reason }: AuthorizationNote,
  document?: string,
): Promise<Enacted> {
  if (!(await open.live.current()).authorizations[authorization])
    throw new RuleError('rule.unknown-object', { kind: 'authorization', name: authorization })
  const stored = await storedDocument(open, desk, document)
  return enact(open, desk, ({ commit }) => [
    {
      body: {
        kind: 'authorization.note',
        authorization,
        ...stored,
        event,
        ...(reason === undefined ? {} : { reason: commit({ text: reason }) }),
        ...(until === undefined ? {} : { until: { ...until } }),
      },
    },
  ])
}
