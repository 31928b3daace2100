import type { Details } from '../errors.js'
import type { Act } from '../model/act.js'
import type { Role } from '../model/vocabulary.js'
import type { MessageKey } from './catalogue.js'

/** What an answer to an offer is about: it stands in the offer's entry, not in the answer. */
export interface OfferFacts {
  readonly entry: number
  readonly exhibits: readonly string[]
  readonly from: string
  readonly to: string
}

type Say = (key: MessageKey, details?: Details) => string

/** What the one-line summary of an act is filled with. Nothing behind a commitment stands in it. */
export function actDetails(act: Act, say: Say, offer: OfferFacts | undefined): Details {
  return { by: act.by, ...detailsByKind(act, say, offer) }
}

function detailsByKind(act: Act, say: Say, offer: OfferFacts | undefined): Details {
  const rolesIn = (roles: readonly Role[]) => roles.map((role) => say(`role.${role}`)).join(', ')
  switch (act.kind) {
    case 'genesis':
      return { log: act.log }
    case 'person.enrol':
      return { person: act.person, roles: rolesIn(act.roles) }
    case 'key.enrol':
      return { person: act.person }
    case 'key.revoke':
      return {
        person: act.person,
        key: act.key,
        reason: say(`revocation.${act.reason}`),
        since: act.since?.time ?? '',
      }
    case 'key.rotate':
      return { old: act.old, key: keyIdIn(act.key) }
    case 'person.grant':
      return { person: act.person, granted: rolesIn(act.granted), withdrawn: rolesIn(act.withdrawn) }
    case 'quorum.change':
      return { quorum: act.quorum }
    case 'log.rotate':
      return { key: keyIdIn(act.logKey) }
    case 'log.freeze':
      return {}
    case 'incident.restore':
      return { from: act.from.size, lost: act.lost.size }
    case 'incident.clock': {
      const { machine, newest, correction } = act
      const by = correction && {
        offset: correction.offset,
        source: say(`clock-reference.${correction.source}`),
      }
      return { machine, newest, ...by }
    }
    case 'selftest.recorded':
      return { passed: act.passed, failed: act.failed, unavailable: act.unavailable }
    case 'anchor.adopt':
      return { size: act.head.size }
    case 'disclosure.record':
      return { profile: act.profile, program: act.verifier.program }
    case 'field.open':
      return { log: act.field, from: act.exhibits.from, to: act.exhibits.to }
    case 'field.entry':
      return { log: act.field }
    case 'field.join':
      return { log: act.field, size: act.size }
    case 'verification.recorded':
      return { size: act.head.size, verdict: say(`verdict.${act.verdict}`) }
    default:
      return detailsOfThings(act, say, offer)
  }
}

type AboutThings = Extract<
  Act,
  { kind: `${'acquisition' | 'examination' | 'exhibit' | 'seal' | 'transfer'}.${string}` }
>

function detailsOfThings(act: AboutThings, say: Say, offer: OfferFacts | undefined): Details {
  switch (act.kind) {
    case 'exhibit.add': {
      const { exhibit, quantity, category, parent = '' } = act
      return { exhibit, quantity, parent, category: say(`category.${category}`) }
    }
    case 'seal.apply':
    case 'seal.break':
      return { exhibit: act.exhibit, seal: act.seal }
    case 'seal.impossible':
      return { exhibit: act.exhibit }
    case 'seal.check': {
      const { exhibit, seal, condition, same } = act
      return {
        exhibit,
        seal,
        condition: say(`condition.${condition}`),
        same: say(same ? 'seal.same' : 'seal.other'),
      }
    }
    case 'transfer.now':
    case 'transfer.offer':
      return { exhibits: act.exhibits.join(', '), from: act.from, to: act.to }
    case 'transfer.accept':
    case 'transfer.decline':
    case 'transfer.withdraw':
      return offer ? { ...offer, exhibits: offer.exhibits.join(', ') } : {}
    case 'acquisition.record': {
      const { acquisition, exhibit, items, bytes, failed, copied } = act
      const where = say(copied ? 'acquisition.copied' : 'acquisition.in-place')
      return { acquisition, exhibit, items, bytes, failed, copied: where }
    }
    case 'examination.record':
      return { acquisition: act.acquisition, methods: act.methods.length, failed: act.failed }
  }
}

/** The key id in a verifier key, `<name>+<key id>+<key>`. */
function keyIdIn(verifierKey: string): string {
  return verifierKey.split('+')[1] ?? ''
}
