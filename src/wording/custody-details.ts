import type { Details } from '../errors.js'
import type { Act } from '../model/act.js'
import type { Say } from './catalogue.js'

const list = (names: readonly string[]) => names.join(', ')

type Authority = Extract<Act, { kind: `${'authorization' | 'proceeding' | 'facts'}.${string}` }>
type Holding = Extract<
  Act,
  {
    kind: `${'exhibit' | 'identity' | 'quantity' | 'inventory' | 'retention' | 'location' | 'store'}.${string}`
  }
>
type OfThings = Exclude<Holding, { kind: 'exhibit.add' }>
type OfData = Extract<
  Act,
  {
    kind: `${'integrity' | 'hashset' | 'assessment' | 'copy' | 'access' | 'quarantine' | 'purge' | 'observation' | 'entry' | 'attachment' | 'history'}.${string}`
  }
>

/** What the summaries of acts on authority, custody, the store, copies and remarks are filled with. */
export function custodyDetails(act: Authority | OfThings | OfData, say: Say): Details {
  switch (act.kind) {
    case 'authorization.add':
    case 'authorization.note':
    case 'proceeding.add':
    case 'proceeding.include':
    case 'proceeding.transfer':
    case 'proceeding.sever':
    case 'proceeding.join':
    case 'facts.record':
      return ofAuthority(act, say)
    case 'integrity.check':
    case 'hashset.import':
    case 'hashset.match':
    case 'assessment.record':
    case 'copy.derive':
    case 'copy.delete':
    case 'access.record':
    case 'quarantine.record':
    case 'quarantine.lift':
    case 'purge.record':
    case 'observation.record':
    case 'entry.correct':
    case 'entry.annul':
    case 'attachment.add':
    case 'history.import':
      return ofData(act, say)
    default:
      return ofThings(act, say)
  }
}

function ofAuthority(act: Authority, say: Say): Details {
  switch (act.kind) {
    case 'authorization.add': {
      const { authorization, type, powers } = act
      const named = list(powers.map((power) => say(`power.${power}`)))
      return { authorization, type: say(`authorization-type.${type}`), powers: named }
    }
    case 'authorization.note':
      return { authorization: act.authorization, event: say(`authorization-event.${act.event}`) }
    case 'facts.record':
      return { facts: act.facts, from: act.from.time, to: act.to.time, persons: list(act.persons) }
    case 'proceeding.transfer':
      return { proceeding: act.proceeding }
    case 'proceeding.join':
      return { proceeding: act.proceeding, into: act.into }
    default: {
      const { proceeding, exhibits, persons } = act
      return {
        proceeding,
        exhibits: list(exhibits),
        persons: list(persons),
        ...('regime' in act ? { regime: say(`regime.${act.regime}`) } : {}),
        ...('into' in act ? { into: act.into } : {}),
      }
    }
  }
}

function ofThings(act: OfThings, say: Say): Details {
  switch (act.kind) {
    case 'exhibit.split':
      return { exhibit: act.exhibit, parts: list(act.parts) }
    case 'exhibit.label':
      return { exhibit: act.exhibit, is: say(`identifier.${act.label.is}`) }
    case 'identity.check': {
      const same = say(act.same ? 'identity.same' : 'identity.other')
      return { exhibit: act.exhibit, is: say(`identifier.${act.observed.is}`), same }
    }
    case 'quantity.count':
      return { exhibit: act.exhibit, counted: act.counted }
    case 'inventory.record': {
      const { inventory, stated, rows, exhibits } = act
      return { inventory, stated, rows, count: exhibits.length }
    }
    case 'retention.set':
      return { exhibits: list(act.exhibits), until: act.until.time }
    case 'exhibit.deliver':
    case 'exhibit.recover':
    case 'exhibit.release':
      return { exhibits: list(act.exhibits), from: act.from, to: act.to }
    case 'location.add':
      return { location: act.location, within: act.within ?? '' }
    case 'store.put': {
      const returned = act.returned ? say('store.returned') : ''
      return { exhibits: list(act.exhibits), location: act.location, from: act.from ?? '', returned }
    }
    case 'store.take':
      return { exhibits: list(act.exhibits), to: act.to, due: act.due?.time ?? '' }
    case 'store.move':
      return { exhibits: list(act.exhibits), location: act.location }
    case 'store.inventory': {
      const { location = '', present, missing, unexpected, foreign, unreadable } = act
      const counts = { present: present.length, missing: missing.length, unexpected: unexpected.length }
      return { location, ...counts, foreign, unreadable }
    }
    default:
      return { exhibits: list(act.exhibits) }
  }
}

function ofData(act: OfData, say: Say): Details {
  switch (act.kind) {
    case 'integrity.check': {
      const { exhibit, acquisition = '', chunks, differing, unreadable } = act
      const result = say(`integrity-result.${act.result}`)
      return { exhibit, acquisition, chunks, differing, unreadable, result }
    }
    case 'hashset.import':
      return { set: act.set, class: say(`hash-set.${act.class}`), members: act.members }
    case 'hashset.match': {
      const { set, acquisition, matched, weak, conflicting } = act
      return { set, acquisition, matched, weak, conflicting }
    }
    case 'assessment.record': {
      const { acquisition, assessments, reader } = act
      return { acquisition, count: assessments.lines, reader: say(`reader.${reader}`) }
    }
    case 'copy.derive':
      return { exhibit: act.exhibit, parent: act.parent, expires: act.expires?.time ?? '' }
    case 'copy.delete':
      return { exhibit: act.exhibit }
    case 'access.record': {
      const { exhibit, acquisition = '', what, items } = act
      return { exhibit, acquisition, items, what: say(`access.${what}`) }
    }
    default:
      return ofRemarks(act, say)
  }
}

type OfRemarks = Extract<
  OfData,
  { kind: `${'quarantine' | 'purge' | 'observation' | 'entry' | 'attachment' | 'history'}.${string}` }
>

function ofRemarks(act: OfRemarks, say: Say): Details {
  switch (act.kind) {
    case 'quarantine.record':
    case 'quarantine.lift': {
      const { acquisition, lines } = act
      const ground = act.kind === 'quarantine.record' ? { ground: say(`quarantine.${act.ground}`) } : {}
      return { acquisition, lines: rangesText(lines), ...ground }
    }
    case 'purge.record':
      return { blobs: act.blobs.lines, bytes: act.bytes }
    case 'observation.record': {
      const explains = (act.explains ?? []).map(({ code, entry }) => `${code} ${entry}`)
      return { exhibits: list(act.exhibits ?? []), explains: list(explains) }
    }
    case 'entry.correct': {
      const { entry, exhibit = '', field } = act
      return { entry, exhibit, field: say(`correctable.${field}`) }
    }
    case 'entry.annul':
      return { entry: act.entry, exhibits: list(act.exhibits) }
    case 'attachment.add': {
      const { document, exhibit = '', seal = '' } = act
      return { sha256: document.sha256, exhibit, seal, class: say(`attachment.${act.class}`) }
    }
    case 'history.import':
      return { exhibit: act.exhibit, events: act.events.length }
  }
}

function rangesText(ranges: readonly { readonly from: number; readonly to: number }[]): string {
  return list(ranges.map(({ from, to }) => (from === to ? String(from) : `${from}–${to}`)))
}
