/** Titles, captions and sentences of reports. */
export const report = {
  'report.integrity.title': 'Integrity report',
  'report.integrity.subtitle': 'Chain of custody, digests and verification of the record',
  'report.footer': 'record of {size} entries · root {root}…',
  'report.none': 'none',
  'report.withheld': 'not shown in this copy; commitment {commitment}',
  'report.entry': 'Entry',
  'report.exhibit': 'Exhibit',
  'report.item': 'Item',
  'report.person': 'Person',

  'report.banner.contradicted.title': 'This record is contradicted',
  'report.banner.contradicted':
    'The verification found {count:count} {count:contradiction/contradictions}, listed with the results. Everything below is shown as recorded and has to be read in that light.',
  'report.banner.contradicted.short': 'CONTRADICTED',
  'report.banner.unchecked.title': 'Not everything that was asked could be checked',
  'report.banner.unchecked':
    'Nothing contradicts. {count:count} {count:finding stands/findings stand} unchecked and {count:is/are} listed with the results.',
  'report.banner.unchecked.short': 'not everything checked',

  'report.cover.number': 'Procedure',
  'report.cover.court': 'Court',
  'report.cover.unit': 'Unit',
  'report.cover.origin': 'Log',
  'report.cover.result': 'Result of the verification',
  'report.cover.asked': 'What was asked',
  'report.cover.breaks': 'Custody breaks',
  'report.cover.breaks.count': '{breaks:count} on record',
  'report.cover.genesis': 'Leaf hash of entry 0 (genesis): what trust is pinned to',
  'report.cover.head': 'Head of the log: root over {size:count} {size:entry/entries}',
  'report.cover.made': 'Made {time} with {name} {version}.',
  'report.cover.content':
    'This report holds digests and metadata. It shows no content of any evidence. Persons stand as codes. It states facts and the questions they raise; what follows from them is for the court.',

  'report.scope.title': 'What was asked and what was checked',
  'report.scope.source.case':
    'The verification read the case folder itself and derived everything anew from the signed entries.',
  'report.scope.source.disclosure':
    'The verification read a disclosure, the folder handed to the other party, and derived everything anew from the signed entries.',
  'report.scope.entries': 'Entries',
  'report.scope.signatures': 'Signatures by key',
  'report.scope.checkpoints': 'Checkpoints',
  'report.scope.manifests': 'Manifests',
  'report.scope.items': 'Files listed in them',
  'report.scope.blobs': 'Different contents hashed again',
  'report.scope.bytes': 'Bytes hashed again',
  'report.scope.timestamps': 'Time stamps from outside',
  'report.scope.cosignatures': 'Cosignatures of witnesses',
  'report.scope.reading':
    'Each result is confirmed, contradicted or unchecked. Unchecked is neither of the other two: it says that nobody could look. What was left out is listed in a section of its own.',
  'report.asked.all': 'The whole record and the bytes of every file.',
  'report.asked.none': 'The whole record, without the bytes of the files.',
  'report.asked.sample':
    'The whole record and the bytes of {sample:count} {sample:file/files} chosen at random.',
  'report.asked.coverage': 'Cover from outside the lab was required.',

  'report.exhibits.title': 'Exhibits',
  'report.exhibits.none': 'No exhibit is on record.',
  'report.exhibits.intro':
    'An exhibit keeps its number for ever. Descriptions are those of the person who took it, and stand here only where they were opened for this report.',
  'report.exhibits.caption': 'Exhibits as they stand after {size:count} {size:entry/entries}',
  'report.exhibits.what': 'What it is',
  'report.exhibits.quantity': 'Units',
  'report.exhibits.custody': 'Custody',
  'report.exhibits.seal': 'Seal',
  'report.exhibits.acquired': 'Acquisition',
  'report.exhibits.identifier': '{name}: {text}',
  'report.exhibits.possessor': 'found with {person}',
  'report.exhibits.found-at': 'found {time}',
  'report.exhibits.place': 'place: {place}',
  'identifier.serial': 'serial number',
  'identifier.label': 'label',

  'report.custody.title': 'Chain of custody',
  'report.custody.intro':
    'For each exhibit every act on record that touches it, in the order of the log; a part moves and is sealed with what it is inside of. The time of an act is the one its signer states; the log time is the clock of the machine that recorded it.',
  'report.custody.signatures':
    'Only a signature by key is cryptographic. What is signed on paper is attested by another person who signs by key, and is not counted as a signature here. A refusal or absence stands with its reason where that was opened.',
  'report.custody.withheld':
    'Purposes, reasons and seal numbers stand in the record as commitments. They appear below only where they were opened for this report.',
  'report.custody.exhibit': 'Exhibit {exhibit}, {category}',
  'report.custody.caption': 'Acts on record for {exhibit}',
  'report.custody.what': 'Act',
  'report.custody.when': 'Time',
  'report.custody.parties': 'Parties and signatures',
  'report.custody.party': '{person}, {capacity}:',
  'report.custody.logged': 'log time {time}',
  'report.custody.late': 'entered late, signed {time}[: {reason}]',
  'report.custody.break': 'Break: {code} ({severity})',
  'report.custody.despite': 'recorded knowing of {codes}[: {reason}]',
  'report.field.purpose': 'purpose: {text}',
  'report.field.reason': 'reason: {text}',
  'report.field.number': 'number: {text}',
  'report.field.observed': 'number read: {text}',

  'report.timeline.title':
    'Who answered for {exhibit}, entry by entry; the distance between points says nothing about time',
  'report.timeline.part': '({part} of {total})',
  'report.timeline.point':
    'Entry {entry}, {time}: {summary}; then held by {holder}, {seal}[; breaks: {breaks}].',
  'report.legend.under-seal': 'under seal',
  'report.legend.no-seal': 'no seal standing',
  'report.legend.taken': 'taken',
  'report.legend.sealed': 'sealed',
  'report.legend.checked': 'seal checked',
  'report.legend.opened': 'seal broken',
  'report.legend.moved': 'transfer',
  'report.legend.offered': 'offer',
  'report.legend.returned': 'declined or withdrawn',
  'report.legend.acquired': 'acquisition',
  'report.legend.examined': 'examination',
  'report.legend.other': 'other act',
  'report.legend.break': 'custody break',

  'report.digests.title': 'Acquisitions and digests',
  'report.digests.none': 'No acquisition is on record.',
  'report.digests.intro':
    'Each acquisition names its manifest by digest and by the Merkle root over its lines; the signatures of the act cover both. The manifest holds one line for each file with six digests (SHA-256, SHA-512, SHA-1, MD5, BLAKE3, eD2k). SHA-256 names the file.',
  'report.digests.acquisition': '{acquisition}, from exhibit {exhibit}',
  'report.digests.files': 'Files',
  'report.digests.bytes': 'Bytes',
  'report.digests.unread': 'Not read',
  'report.digests.kept': 'Bytes',
  'report.digests.access-times': 'Access times of the source',
  'access-times.preserved': 'left as they were',
  'access-times.may-have-changed': 'may have been changed by reading',
  'report.digests.manifest': 'Manifest',
  'report.digests.manifest.confirmed': 'read, and the one the act names',
  'report.digests.manifest.open': 'not confirmed; see the results',
  'report.digests.manifest-digest': 'Digest of the manifest',
  'report.digests.manifest-root': 'Root over its {lines:count} {lines:line/lines}',
  'report.digests.caption': 'Files of {acquisition}: {files:count}',
  'report.digests.size': 'Bytes',
  'report.digests.media-type': 'Type by content',
  'report.digests.beyond.title': 'Not all files are listed here',
  'report.digests.beyond':
    '{count:count} more {count:file stands/files stand} in the manifests and not in these tables.',
  'report.digests.unaudited.title': 'Files of manifests that were not confirmed',
  'report.digests.unaudited':
    '{count:count} {count:file is/files are} not listed, because the manifest that names them was not confirmed by the verification.',

  'report.verification.title': 'Results of the verification',
  'report.verification.result': 'Result: {verdict}',
  'report.verification.none': 'The verification found nothing to say. That confirms nothing.',
  'report.verification.verifier':
    'The disclosure of entry {entry} goes with programs to check it: verify.mjs has the SHA-256 {program}, verify.html {page}.',
  'report.verification.caption': 'Findings: {findings:count}',
  'report.verification.verdict': 'Verdict',
  'report.verification.subject': 'About',
  'report.verification.explanation': 'What was found',

  'report.breaks.title': 'Custody breaks',
  'report.breaks.none':
    'By the rules that were applied, the record shows no custody break. What no rule covers is not excluded by this.',
  'report.breaks.intro':
    'A break is a fact on record about custody that a court would ask about. It changes nothing in the results above: a record can be intact and show breaks. The answer is not given here.',
  'report.breaks.caption': 'Breaks: {breaks:count}',
  'report.breaks.severity': 'Severity',
  'report.breaks.entries': 'Entries',
  'report.breaks.question': 'Fact and question',
  'report.breaks.meaning': '{severity}: {meaning}',
  'report.breaks.explained': '{person} signed the act knowing of it[ and stated: {reason}].',

  'report.not-checked.title': 'What was not checked',
  'report.not-checked.intro': 'Of the following nothing is said in this report, in either direction.',

  'report.persons.title': 'Persons and keys',
  'report.persons.none': 'No person is on record.',
  'report.persons.intro':
    'Persons stand as codes; who they are is kept apart and encrypted. A key counts for the entries named and for no other.',
  'report.persons.caption': 'Persons enrolled in this record',
  'report.persons.roles': 'Roles',
  'report.persons.keys': 'Keys',
  'report.persons.no-key': 'no key; signs on paper or not at all',
  'report.persons.key': '{keyId}, from entry {from}[ to before entry {until}]',

  'report.recipe.title': 'How to check this without the lab',
  'report.recipe.intro':
    'Nothing here has to be believed. The disclosure that belongs to this report, the folder handed to the other party, can be verified without a network and without the lab:',
  'report.recipe.program': 'With this program',
  'report.recipe.command': 'custodia verify <folder> --genesis {genesis}',
  'report.recipe.hand': 'Without it',
  'report.recipe.spec':
    'SPEC.md, which lies in the folder, gives the commands; they need sha256sum, openssl and xxd and nothing else.',
  'report.recipe.head':
    'The log must have at least {size:count} {size:entry/entries}, and at that size the root {root}.',
  'report.recipe.receipts':
    'Whoever signed an act holds a receipt for it. Each receipt must agree with the log; one that does not is a contradiction.',
  'report.recipe.files':
    'Each file must give, with sha256sum, the digest listed above; the files are handed over on a route of their own.',
} as const
