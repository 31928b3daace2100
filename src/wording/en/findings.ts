/** One sentence for each thing an audit can say (`audit/finding.ts`). `report/` lets the compiler hold the two together. */
export const findings = {
  'finding.trust.pinned':
    'Entry 0 is the one that is pinned, in this home or by whoever verifies: {genesis}.',
  'finding.trust.self-stated':
    'No leaf hash of entry 0 was given from outside, so the record can only agree with itself[; it states {genesis}].',
  'finding.trust.mismatch':
    'Entry 0 is not the one that was pinned from outside: expected {expected}, found {found}.',

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
  'finding.anchor.rolled-back':
    'This home has seen {size:count} entries of this log and {entries:count} are here: entries are missing.',
  'finding.anchor.forked': 'The log is another one than this home has seen[ at size {size}].',

  'finding.receipt.confirmed':
    '{receipts:count} kept {receipts:receipt agrees/receipts agree} with the entries.',
  'finding.receipt.malformed': 'A receipt does not have the form of a receipt.',
  'finding.receipt.contradicts': 'A kept receipt for entry {entry} does not agree with the log[ ({failed})].',

  'finding.manifest.confirmed':
    '{manifests:count} {manifests:manifest is/manifests are} the ones the signed acts name, line by line.',
  'finding.manifest.absent': 'A manifest that a signed act names is not here[: {sha256}].',
  'finding.manifest.mismatch':
    'A manifest is not what the signed act says: expected {expected}, found {found}.',
  'finding.manifest.malformed': 'A manifest does not have the form of a manifest.',

  'finding.blob.confirmed':
    '{blobs:count} {blobs:file was/files were} hashed again ({bytes:bytes}) and agree with the manifests (SHA-256).',
  'finding.blob.absent': 'The bytes of a file were not here to be hashed again[ ({size:bytes})].',
  'finding.blob.mismatch': 'The bytes of a file are not those recorded: expected {expected}, found {found}.',

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

  'finding.coverage.absent':
    'Nobody outside vouches for the log[ up to size {size}], and that was asked for.',
} as const
