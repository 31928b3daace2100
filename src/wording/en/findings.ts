/** One sentence for each thing an audit can say (`audit/finding.ts`). `report/` lets the compiler hold the two together. */
export const findings = {
  'finding.trust.pinned':
    'Entry 0 is the one that is pinned, in this home or by whoever verifies: {genesis}.',
  'finding.trust.self-stated':
    'No leaf hash of entry 0 was given from outside, so the record can only agree with itself[; it states {genesis}].',
  'finding.trust.mismatch':
    'Entry 0 is not the one that was pinned from outside: expected {expected}, found {found}.',
  'finding.trust.not-compared':
    'There is no entry 0 that could be compared with what was pinned from outside.',

  'finding.storage.confirmed':
    'Tables, triggers and stored rows are as this program made them and agree with the entries[; rows: {rows:count}].',
  'finding.storage.schema-altered':
    'A table or trigger is not as this program made it[: {object}][ ({fault})].',
  'finding.storage.corrupt': 'The container could not be read whole[ ({reason})].',
  'finding.storage.row-mismatch':
    'A stored column is not what its entry gives[: {column}][, expected {expected}, found {found}].',

  'finding.log.confirmed':
    '{entries:count} {entries:entry was/entries were} re-derived in order: chain, log time, leaf hashes, {signatures:count} {signatures:signature/signatures} and custody rules agree. Root: {root}.',
  'finding.log.empty': 'The log holds no entry.',
  'finding.log.forked':
    'Somebody was shown another history of this log, signed with its key[: the two part at entry {at}][: the two part at one of the entries {from} to {to}][; what was kept of {agrees:count} entries agrees].',
  'finding.entry.malformed': 'Entry {entry} does not have the form of an entry.',
  'finding.entry.out-of-sequence': 'Entry {entry} carries the number {found}.',
  'finding.entry.chain-broken':
    'Entry {entry} does not follow on the entry before it: it names {found}, expected {expected}.',
  'finding.entry.clock-backward':
    'The log time of entry {entry} ({found}) lies before that of an earlier entry ({newest}).',
  'finding.act.malformed': 'The act in entry {entry} does not have the form of an act.',
  'finding.act.signature-invalid': 'The signatures of entry {entry} do not match its parties and their keys.',
  'finding.act.refused':
    'The custody rules refuse entry {entry}; no program that follows them would have recorded it.',
  'finding.act.seen-mismatch': 'The signer of entry {entry} had seen another log at {size:count} entries.',

  'finding.checkpoint.confirmed':
    '{checkpoints:count} {checkpoints:checkpoint is/checkpoints are} signed by the log’s key and {checkpoints:agrees/agree} with the entries, up to size {size}.',
  'finding.checkpoint.absent':
    'No checkpoint covers all {size:count} entries; the newest covers {newest:count}.',
  'finding.checkpoint.missing':
    'A checkpoint of size {size:count} was signed, since an act or a receipt names it, and it is no longer here.',
  'finding.checkpoint.malformed': 'A checkpoint does not have the form of a checkpoint.',
  'finding.checkpoint.signature-invalid':
    'A checkpoint of size {size} does not carry a signature of this log’s key.',
  'finding.checkpoint.root-mismatch':
    'A signed checkpoint of size {size} names another root than the entries give.',
  'finding.checkpoint.beyond-log':
    'A signed checkpoint covers {size:count} entries and the log has {entries:count}: entries are missing.',

  'finding.anchor.confirmed': 'The log extends what this home had seen of it, at size {size}.',
  'finding.anchor.absent':
    'This home has seen nothing of this log before, so a shortened log would not show here.',
  'finding.anchor.ahead':
    'This home has seen {size:count} entries of this log; the folder holds {entries:count}. Either it was made before the others, or its end was cut off: nothing here says which. A newer disclosure, or the case, does.',
  'finding.anchor.rolled-back':
    'This home has seen {size:count} entries of this log and {entries:count} are here: entries are missing.',
  'finding.anchor.forked': 'The log is another one than this home has seen[ at size {size}].',
  'finding.anchor.not-compared':
    'The record could not be read as far as its name, so it was not compared with what this home has seen of it.',

  'finding.receipt.confirmed':
    '{receipts:count} kept {receipts:receipt agrees/receipts agree} with the entries.',
  'finding.receipt.malformed': 'A receipt does not have the form of a receipt.',
  'finding.receipt.contradicts': 'A kept receipt for entry {entry} does not agree with the log[ ({failed})].',

  'finding.manifest.confirmed':
    '{manifests:count} {manifests:manifest is the one a signed act names/manifests are the ones the signed acts name}, line by line.',
  'finding.manifest.absent': 'A manifest that a signed act names is not here[: {sha256}].',
  'finding.manifest.mismatch':
    'A manifest is not what the signed act says: expected {expected}, found {found}.',
  'finding.manifest.malformed': 'A manifest does not have the form of a manifest.',

  'finding.blob.confirmed':
    '{blobs:count} {blobs:file was/files were} hashed again ({bytes:bytes}) and agree with the manifests (SHA-256).',
  'finding.blob.absent':
    'The bytes of {items}[ and of {more:count} more][ ({name})] were not here to be hashed again[ ({size:bytes})].',
  'finding.blob.mismatch':
    'The bytes of {items}[ and of {more:count} more][ ({name})] are not those recorded: expected {expected}, found {found}.',

  'finding.opening.confirmed':
    '{openings:count} opened {openings:value matches/values match} the commitment in the record.',
  'finding.opening.mismatch': 'An opened value does not match its commitment[: {commitment}].',

  'finding.tile.confirmed': '{tiles:count} {tiles:tile agrees/tiles agree} with the entries.',
  'finding.tile.mismatch': 'A tile of the disclosure does not agree with its entries[: {path}].',

  'finding.file.confirmed':
    '{files:count} {files:file of the folder is/files of the folder are} what the record makes of them.',
  'finding.file.absent': 'A file of the folder could not be read[: {path}].',
  'finding.file.mismatch':
    'A file of the folder is not what it must be[: {path}][, expected {expected}, found {found}].',
  'finding.file.unexpected':
    'The folder holds something that does not belong to it[: {path}][ ({kind})]; nothing rests on it.',

  'finding.cover.confirmed':
    'People outside the lab vouch for {covered:count} of {size:count} {size:entry/entries}, as the trust policy asks[; nobody outside vouches for entry {only}][; nobody outside vouches for entries {from} to {last}].',
  'finding.cover.other-log':
    'The trust policy lists logs, and this one is not among them: its witnesses count for nothing here[ ({log})].',
  'finding.cover.mismatch':
    'What was kept as cover of {expected:count} {expected:entry/entries} speaks of {found:count}.',
  'finding.cosignature.confirmed':
    'The witness {who} cosigned the log at {size:count} {size:entry/entries}; by its clock at {at}.',
  'finding.cosignature.invalid':
    'A cosignature that names the key of the witness {witness} is not of that key over this checkpoint, at size {size}.',
  'finding.timestamp.confirmed':
    'The authority {who} stamped the log at {size:count} {size:entry/entries}; by its clock at {at}.',
  'finding.key.disputed':
    '{acts:count} {acts:act/acts} signed with the key {key} of {person} {acts:is/are} disputed, {acts:entry/entries} {entries}.[ Entry {revoked} says that the key was compromised][ The disputed entry {brought} brought that key into the record][; since {since}]. Nobody outside the lab had vouched for {acts:that entry/those entries} before; what came later shows that an act existed, not whose hand signed it.[ The first {covered:count} entries were covered by then, and stand.][ {open:count} earlier {open:act/acts} of that key: older by the log’s own clock alone.]',
  'finding.key.undisputed':
    'No act is disputed for the key {key} of {person}[, which entry {revoked} says was compromised][, which the disputed entry {brought} brought into the record][; since {since}].[ {open:count} earlier {open:act/acts} of that key: older by the log’s own clock alone.]',
  'finding.errata.confirmed':
    '{errata:count} {errata:erratum/errata} read; no entry here was made by software that {errata:it names/they name}.',
  'finding.errata.affects':
    '{acts:count} {acts:entry/entries} ({entries}) {acts:was/were} made by software with a known fault, {id}: {en} — {es}',
  'finding.errata.untrusted': 'The errata were not read.',
  'finding.coverage.absent':
    'Cover from outside was asked for, and it reaches {covered:count} of {size:count} {size:entry/entries}.',
} as const
