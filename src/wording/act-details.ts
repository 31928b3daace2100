import type { Details } from '../errors.js'
import type { Act } from '../model/act.js'
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
  switch (act.kind) {
    case 'genesis':
      return { log: act.log }
    case 'person.enrol':
      return { person: act.person, roles: act.roles.map((role) => say(`role.${role}`)).join(', ') }
    case 'key.enrol':
      return { person: act.person }
    case 'key.revoke':
      return { person: act.person, key: act.key, reason: say(`revocation.${act.reason}`) }
    case 'anchor.adopt':
      return { size: act.head.size }
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
    case 'verification.recorded':
      return { size: act.head.size, verdict: say(`verdict.${act.verdict}`) }
  }
}
