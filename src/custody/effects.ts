import { RuleError } from '../errors.js'
import type { ActKind, ActOf } from '../model/act.js'
import type { LeafHash } from '../model/names.js'
import { type Change, change, wrongState } from './change.js'
import * as authority from './effects/authority.js'
import * as copies from './effects/copies.js'
import * as exhibits from './effects/exhibits.js'
import { keyEffect } from './effects/keys.js'
import * as readings from './effects/readings.js'
import * as remarks from './effects/remarks.js'
import * as seals from './effects/seals.js'
import * as store from './effects/store.js'
import * as transfers from './effects/transfers.js'
import type { CustodyEntry } from './entry.js'
import { joinField, openField } from './field-logs.js'
import { explainClock, explainRestore } from './incidents.js'
import type { Custody } from './state.js'

/** Refuses what has no meaning here; changes nothing until the returned change is applied. */
type Effect<Kind extends ActKind> = (
  custody: Custody,
  act: ActOf<Kind>,
  seq: number,
  leaf: LeafHash,
) => Change
type Effects<Kind extends ActKind> = { readonly [Each in Kind]: Effect<Each> }
type About<Subject extends string> = Extract<ActKind, `${Subject}.${string}`>

const ofPeople: Effects<About<'person' | 'key'>> = {
  'person.enrol': keyEffect,
  'key.enrol': keyEffect,
  'key.revoke': keyEffect,
  'key.rotate': keyEffect,
  'person.grant': keyEffect,
}

const ofLog: Effects<
  | 'genesis'
  | About<'quorum' | 'log' | 'anchor' | 'verification' | 'incident' | 'selftest' | 'disclosure' | 'field'>
> = {
  genesis: () => {
    throw new RuleError('rule.wrong-state', { act: 'genesis', reason: 'second-genesis' })
  },
  'quorum.change': keyEffect,
  'log.rotate': keyEffect,
  'log.freeze': keyEffect,
  'incident.restore': explainRestore,
  'incident.clock': explainClock,
  'disclosure.record': (custody, _, seq) =>
    change([], () => {
      custody.disclosedAt = seq
    }),
  'anchor.adopt': nothing,
  'selftest.recorded': nothing,
  'verification.recorded': nothing,
  'field.open': openField,
  'field.join': joinField,
  // What it brings is followed in its place; within what it brings there is no other.
  'field.entry': (_, act) => {
    throw wrongState(act.kind, act.field, 'field-in-field')
  },
}

const ofAuthority: Effects<About<'authorization' | 'proceeding' | 'facts'>> = {
  'authorization.add': authority.addAuthorization,
  'authorization.note': authority.noteAuthorization,
  'proceeding.add': authority.addProceeding,
  'proceeding.include': authority.includeInProceeding,
  'proceeding.transfer': authority.transferProceeding,
  'proceeding.sever': authority.severProceeding,
  'proceeding.join': authority.joinProceeding,
  'facts.record': authority.recordFacts,
}

const ofExhibits: Effects<About<'exhibit' | 'identity' | 'quantity' | 'inventory' | 'retention'>> = {
  'exhibit.add': exhibits.addExhibit,
  'exhibit.split': exhibits.splitExhibit,
  'exhibit.label': exhibits.labelExhibit,
  'identity.check': touch,
  'quantity.count': exhibits.countQuantity,
  'inventory.record': exhibits.recordInventory,
  'exhibit.hold': exhibits.holdExhibits,
  'exhibit.unhold': exhibits.unholdExhibits,
  'retention.set': exhibits.keepUntil,
  'exhibit.missing': exhibits.reportMissing,
  'exhibit.found': exhibits.reportFound,
  'exhibit.deliver': exhibits.deliver,
  'exhibit.recover': exhibits.recover,
  'exhibit.release': exhibits.release,
  'exhibit.destroy': exhibits.destroy,
}

const ofPassage: Effects<About<'seal' | 'transfer' | 'location' | 'store'>> = {
  'seal.apply': seals.applySeal,
  'seal.impossible': seals.waiveSeal,
  'seal.check': seals.checkSeal,
  'seal.break': seals.breakSeal,
  'transfer.now': transfers.handOver,
  'transfer.offer': transfers.offer,
  'transfer.accept': transfers.closeOffer,
  'transfer.decline': transfers.closeOffer,
  'transfer.withdraw': transfers.closeOffer,
  'location.add': store.addLocation,
  'store.put': store.putInStore,
  'store.take': store.takeFromStore,
  'store.move': store.moveInStore,
  'store.inventory': store.takeInventory,
}

const ofData: Effects<
  About<
    | 'acquisition'
    | 'examination'
    | 'integrity'
    | 'hashset'
    | 'assessment'
    | 'copy'
    | 'access'
    | 'quarantine'
    | 'purge'
  >
> = {
  'acquisition.record': readings.acquire,
  'examination.record': readings.examine,
  'integrity.check': readings.checkIntegrity,
  'hashset.import': readings.importHashSet,
  'hashset.match': readings.matchHashSet,
  'assessment.record': readings.assess,
  'copy.derive': copies.derive,
  'copy.delete': copies.deleteCopy,
  'access.record': copies.recordAccess,
  'quarantine.record': copies.quarantine,
  'quarantine.lift': copies.liftQuarantine,
  'purge.record': copies.purge,
}

const ofRemarks: Effects<About<'observation' | 'entry' | 'attachment' | 'history'>> = {
  'observation.record': remarks.observe,
  'entry.correct': remarks.correct,
  'entry.annul': remarks.annul,
  'attachment.add': remarks.attach,
  'history.import': touch,
}

const effects: Effects<ActKind> = {
  ...ofPeople,
  ...ofLog,
  ...ofAuthority,
  ...ofExhibits,
  ...ofPassage,
  ...ofData,
  ...ofRemarks,
}

/**
 * What an act does to the record, by its kind. Refuses what has no meaning here; changes nothing until the returned change is
 * applied.
 * @throws RuleError
 */
export function effectOn(custody: Custody, { act, seq, leaf }: CustodyEntry): Change {
  return effectOf(act.kind)(custody, act, seq, leaf)
}

function effectOf<Kind extends ActKind>(kind: Kind): Effect<Kind> {
  return effects[kind]
}

function nothing(): Change {
  return change([], () => undefined)
}

function touch(custody: Custody, act: ActOf<'identity.check' | 'history.import'>): Change {
  return exhibits.touchExhibit(custody, act.exhibit)
}
