import type { ActOf } from '../../model/act.js'
import type { ClockSource } from '../../model/instant.js'
import type { Capacity, PartySignature, SignerKind } from '../../model/party.js'
import type { ExhibitCategory, Role, SealCondition } from '../../model/vocabulary.js'

type Terms = Record<
  | `capacity.${Capacity}`
  | `category.${ExhibitCategory}`
  | `clock.${ClockSource}`
  | `condition.${SealCondition}`
  | `revocation.${ActOf<'key.revoke'>['reason']}`
  | `role.${Role}`
  | `signature.${PartySignature['kind']}`
  | `signer.${SignerKind}`,
  string
> &
  Record<string, string>

/** The words of the model, one each. */
export const terms = {
  'role.administrator': 'administrator',
  'role.examiner': 'examiner',
  'role.officer': 'officer',
  'role.custodian': 'custodian',
  'role.expert': 'expert',
  'role.court-clerk': 'court clerk',
  'role.prosecutor': 'prosecutor',
  'role.judge': 'judge',
  'role.lawyer': 'lawyer',
  'role.courier': 'courier',
  'role.party': 'party',
  'role.witness': 'witness',

  'category.phone': 'phone',
  'category.tablet': 'tablet',
  'category.computer': 'computer',
  'category.drive': 'drive',
  'category.memory-card': 'memory card',
  'category.usb-stick': 'USB stick',
  'category.optical-disc': 'optical disc',
  'category.container': 'container',
  'category.account': 'account',
  'category.online-capture': 'online capture',
  'category.document': 'document',
  'category.working-copy': 'working copy',
  'category.other': 'other',

  'condition.intact': 'intact',
  'condition.damaged': 'damaged',
  'condition.missing': 'missing',

  'custody.held': 'held by {by}',
  'custody.in-transit': 'offered by {by} to {to}, still answered for by {by}',
  'custody.inside': 'inside {of}[, held by {by}]',
  'seal-state.never-sealed': 'never sealed',
  'seal-state.sealed': 'sealed: {seals}',
  'seal-state.opened': 'opened',
  'seal-state.impossible': 'sealing not possible',
  'integrity.no-reference': 'not acquired',
  'integrity.acquired': 'acquired: {acquisitions}',
  'legal.seized-only': 'seized',

  'capacity.performer': 'performer',
  'capacity.giver': 'giver',
  'capacity.receiver': 'receiver',
  'capacity.administrator': 'administrator',
  'capacity.subject': 'subject',
  'capacity.witness': 'witness',

  'signature.key': 'signed by key',
  'signature.key.detail': '{signer}; home {host}',
  'signature.paper': 'signed on paper',
  'signature.paper.detail': 'attested by {attestedBy}; not a cryptographic signature',
  'signature.refused': 'refused to sign',
  'signature.refused.detail': '[{reason}]',
  'signature.absent': 'signature absent',
  'signature.absent.detail': '[{reason}]',
  'signer.file': 'encrypted key file',
  'signer.agent': 'unlock agent',
  'signer.ssh-agent': 'ssh-agent',
  'signer.pkcs11': 'PKCS#11 token',

  'revocation.lost': 'lost',
  'revocation.compromised': 'compromised',
  'revocation.retired': 'retired',
  'revocation.superseded': 'superseded',

  'clock.system': 'clock of the machine',
  'clock.stated': 'as stated by the signer',

  'object.person': 'person',
  'object.exhibit': 'exhibit',
  'object.seal': 'seal',
  'object.offer': 'offer',
  'object.acquisition': 'acquisition',
  'object.entry': 'entry',
  'object.item': 'item',
  'object.key': 'key',

  'key-name.log': 'the log’s own key',
  'key-name.case-data': 'the key of the case data',

  'state.sealed': 'it is sealed',
  'state.not-sealed': 'no seal stands on it',
  'state.broken': 'that seal was broken before',
  'state.to-self': 'giver and receiver are the same person',
  'state.named-twice': 'an exhibit is named twice',
  'state.in-transit': 'it is on offer to somebody',
  'state.accepted': 'the offer was accepted before',
  'state.declined': 'the offer was declined before',
  'state.withdrawn': 'the offer was withdrawn before',

  'thing.act': 'an act',
  'thing.batch': 'a list of acts',
  'thing.base64': 'base64',
  'thing.checkpoint': 'a checkpoint',
  'thing.entry': 'an entry',
  'thing.exhibit': 'an exhibit',
  'thing.genesis': 'entry 0',
  'thing.key file': 'a key file',
  'thing.public key': 'a public key',
  'thing.verifier key': 'a verifier key',
  'thing.hex': 'hexadecimal text',
  'thing.instant': 'a point in time',
  'thing.json': 'JSON',
  'thing.lines': 'JSON lines',
  'thing.message between processes': 'a message between processes',
  'thing.opening': 'an opening',
  'thing.passphrase': 'a passphrase',
  'thing.pin': 'a pinned leaf hash',
  'thing.receipt': 'a receipt',
  'thing.request': 'a signature request',
  'thing.salt': 'a salt',
  'thing.signed note': 'a signed note',
  'thing.unlock agent': 'an unlock agent',
  'thing.utf-8': 'UTF-8 text',

  'subject.anchor': 'anchor',
  'subject.blob': 'blob',
  'subject.blobs': 'blobs',
  'subject.case': 'case',
  'subject.checkpoint': 'checkpoint',
  'subject.checkpoints': 'checkpoints',
  'subject.disclosure': 'disclosure',
  'subject.entry': 'entry',
  'subject.files': 'files',
  'subject.findings': 'findings of',
  'subject.genesis': 'genesis',
  'subject.log': 'log',
  'subject.manifest': 'manifest of',
  'subject.manifests': 'manifests',
  'subject.opening': 'opening',
  'subject.openings': 'openings',
  'subject.receipts': 'receipts',
  'subject.size': 'size',
  'subject.tiles': 'tiles',

  'text.as-is': '{text}',
  'time.zoned': '{clock} ({zone})',
  'time.stated': '{zone}; {source}',
  'time.unknown-zone': '{clock} (stated zone {zone} is unknown here)',
  'time.stated-unknown-zone': 'stated zone {zone} is unknown here; {source}',
} as const satisfies Terms
