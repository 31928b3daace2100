import { RuleError } from '../errors.js'
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

const nothing = () => undefined

/**
 * What an act does to the record, by its kind. Refuses what has no meaning here; changes nothing until the returned change is
 * applied.
 * @throws RuleError
 */
export function effectOn(custody: Custody, entry: CustodyEntry): Change {
  const { act, seq } = entry
  switch (act.kind) {
    case 'person.enrol':
    case 'key.enrol':
    case 'key.revoke':
    case 'key.rotate':
    case 'person.grant':
    case 'quorum.change':
    case 'log.rotate':
    case 'log.freeze':
      return keyEffect(custody, act, seq)
    case 'authorization.add':
      return authority.addAuthorization(custody, act, seq)
    case 'authorization.note':
      return authority.noteAuthorization(custody, act, seq)
    case 'proceeding.add':
      return authority.addProceeding(custody, act, seq)
    case 'proceeding.include':
      return authority.includeInProceeding(custody, act)
    case 'proceeding.transfer':
      return authority.transferProceeding(custody, act, seq)
    case 'proceeding.sever':
      return authority.severProceeding(custody, act, seq)
    case 'proceeding.join':
      return authority.joinProceeding(custody, act)
    case 'facts.record':
      return authority.recordFacts(custody, act, seq)
    case 'seal.apply':
      return seals.applySeal(custody, act, seq)
    case 'seal.impossible':
      return seals.waiveSeal(custody, act)
    case 'seal.check':
      return seals.checkSeal(custody, act, seq)
    case 'seal.break':
      return seals.breakSeal(custody, act, seq)
    case 'transfer.now':
      return transfers.handOver(custody, act)
    case 'transfer.offer':
      return transfers.offer(custody, act, entry)
    case 'transfer.accept':
    case 'transfer.decline':
    case 'transfer.withdraw':
      return transfers.closeOffer(custody, act, seq)
    case 'location.add':
      return store.addLocation(custody, act, seq)
    case 'store.put':
      return store.putInStore(custody, act)
    case 'store.take':
      return store.takeFromStore(custody, act, seq)
    case 'store.move':
      return store.moveInStore(custody, act)
    case 'store.inventory':
      return store.takeInventory(custody, act)
    case 'incident.restore':
      return explainRestore(custody, act, seq)
    case 'incident.clock':
      return explainClock(custody, act, seq)
    case 'disclosure.record':
      return change([], () => {
        custody.disclosedAt = seq
      })
    case 'anchor.adopt':
    case 'selftest.recorded':
    case 'verification.recorded':
      return change([], nothing)
    case 'field.open':
      return openField(custody, act, seq)
    case 'field.join':
      return joinField(custody, act, seq)
    case 'field.entry':
      // What it brings is followed in its place; within what it brings there is no other.
      throw wrongState(act.kind, act.field, 'field-in-field')
    case 'genesis':
      throw new RuleError('rule.wrong-state', { act: act.kind, reason: 'second-genesis' })
    default:
      return effectOnThings(custody, act, seq)
  }
}

type AboutThings = Extract<
  CustodyEntry['act'],
  {
    kind: `${'exhibit' | 'identity' | 'quantity' | 'inventory' | 'retention' | 'acquisition' | 'examination' | 'integrity' | 'hashset' | 'assessment' | 'copy' | 'access' | 'quarantine' | 'purge' | 'observation' | 'entry' | 'attachment' | 'history'}.${string}`
  }
>

function effectOnThings(custody: Custody, act: AboutThings, seq: number): Change {
  switch (act.kind) {
    case 'exhibit.add':
      return exhibits.addExhibit(custody, act)
    case 'exhibit.split':
      return exhibits.splitExhibit(custody, act)
    case 'exhibit.label':
      return exhibits.labelExhibit(custody, act)
    case 'identity.check':
      return exhibits.touchExhibit(custody, act.exhibit)
    case 'quantity.count':
      return exhibits.countQuantity(custody, act, seq)
    case 'inventory.record':
      return exhibits.recordInventory(custody, act, seq)
    case 'exhibit.hold':
      return exhibits.holdExhibits(custody, act, seq)
    case 'exhibit.unhold':
      return exhibits.unholdExhibits(custody, act)
    case 'retention.set':
      return exhibits.keepUntil(custody, act)
    case 'exhibit.missing':
      return exhibits.reportMissing(custody, act, seq)
    case 'exhibit.found':
      return exhibits.reportFound(custody, act)
    case 'exhibit.deliver':
      return exhibits.deliver(custody, act)
    case 'exhibit.recover':
      return exhibits.recover(custody, act)
    case 'exhibit.release':
      return exhibits.release(custody, act, seq)
    case 'exhibit.destroy':
      return exhibits.destroy(custody, act, seq)
    case 'history.import':
      return exhibits.touchExhibit(custody, act.exhibit)
    case 'observation.record':
      return remarks.observe(custody, act, seq)
    case 'entry.correct':
      return remarks.correct(custody, act, seq)
    case 'entry.annul':
      return remarks.annul(custody, act, seq)
    case 'attachment.add':
      return remarks.attach(custody, act, seq)
    default:
      return effectOfReading(custody, act, seq)
  }
}

type AboutData = Extract<
  AboutThings,
  {
    kind: `${'acquisition' | 'examination' | 'integrity' | 'hashset' | 'assessment' | 'copy' | 'access' | 'quarantine' | 'purge'}.${string}`
  }
>

function effectOfReading(custody: Custody, act: AboutData, seq: number): Change {
  switch (act.kind) {
    case 'acquisition.record':
      return readings.acquire(custody, act, seq)
    case 'examination.record':
      return readings.examine(custody, act, seq)
    case 'integrity.check':
      return readings.checkIntegrity(custody, act, seq)
    case 'hashset.import':
      return readings.importHashSet(custody, act, seq)
    case 'hashset.match':
      return readings.matchHashSet(custody, act)
    case 'assessment.record':
      return readings.assess(custody, act)
    case 'copy.derive':
      return copies.derive(custody, act)
    case 'copy.delete':
      return copies.deleteCopy(custody, act, seq)
    case 'access.record':
      return copies.recordAccess(custody, act)
    case 'quarantine.record':
      return copies.quarantine(custody, act, seq)
    case 'quarantine.lift':
      return copies.liftQuarantine(custody, act)
    case 'purge.record':
      return copies.purge(custody, act, seq)
  }
}
