import type { ActKind } from '../../model/act.js'

/** Name of each kind of act, and one line that says what the act says. Persons and things stand as codes. */
export const acts = {
  'act.genesis': 'opening of the record',
  'act.person.enrol': 'enrolment of a person',
  'act.key.enrol': 'enrolment of a key',
  'act.key.revoke': 'revocation of a key',
  'act.anchor.adopt': 'adoption of a log not seen before',
  'act.exhibit.add': 'taking of an exhibit',
  'act.seal.apply': 'application of a seal',
  'act.seal.impossible': 'sealing not possible',
  'act.seal.check': 'check of a seal',
  'act.seal.break': 'breaking of a seal',
  'act.transfer.now': 'transfer, both present',
  'act.transfer.offer': 'offer of a transfer',
  'act.transfer.accept': 'acceptance of a transfer',
  'act.transfer.decline': 'refusal of a transfer',
  'act.transfer.withdraw': 'withdrawal of an offer',
  'act.acquisition.record': 'acquisition',
  'act.examination.record': 'examination',
  'act.verification.recorded': 'verification',

  'summary.genesis': '{by} opens the record {log}',
  'summary.person.enrol': '{by} enrols {person} as {roles}',
  'summary.key.enrol': '{by} enrols a key of {person}',
  'summary.key.revoke': '{by} revokes the key {key} of {person}: {reason}',
  'summary.anchor.adopt': '{by} goes on with the log as found, at {size:count} entries',
  'summary.exhibit.add':
    '{by} takes exhibit {exhibit}[, part of {parent}]: {category}, {quantity:count} {quantity:unit/units}',
  'summary.seal.apply': '{by} applies seal {seal} to {exhibit}',
  'summary.seal.impossible': '{by} states that {exhibit} could not be sealed',
  'summary.seal.check': '{by} checks seal {seal} on {exhibit}: {condition}, {same}',
  'summary.seal.break': '{by} breaks seal {seal} on {exhibit}',
  'summary.transfer.now': '{from} hands {exhibits} over to {to}',
  'summary.transfer.offer': '{from} offers {exhibits} to {to}',
  'summary.transfer.accept': '{by} accepts[ {exhibits}][ from {from}][, offer of entry {entry}]',
  'summary.transfer.decline': '{by} declines[ {exhibits}][ from {from}][, offer of entry {entry}]',
  'summary.transfer.withdraw': '{by} withdraws the offer[ of {exhibits}][ to {to}][, entry {entry}]',
  'summary.acquisition.record':
    '{by} acquires {acquisition} from {exhibit}: {items:count} {items:file/files}, {bytes:bytes}, {failed:count} not read, {copied}',
  'summary.examination.record':
    '{by} examines {acquisition} with {methods:count} {methods:method/methods}, {failed:count} failed',
  'summary.verification.recorded': '{by} verifies the record at {size:count} entries: {verdict}',

  'seal.same': 'number as applied',
  'seal.other': 'another number',
  'acquisition.copied': 'copied',
  'acquisition.in-place': 'read in place',
} as const satisfies Record<`${'act' | 'summary'}.${ActKind}`, string> & Record<string, string>
