/** Copies of a case and putting one back; what happened to the log or its clock; known answers on this machine. */
export const safekeeping = {
  'cli.command.backup': 'copy a case while others may be writing to it, and verify the copy',
  'cli.command.restore': 'verify a backup, and make a case of it in a new folder',
  'cli.argument.backup': 'folder that custodia backup made',
  'cli.option.no-evidence': 'leave out the bytes of evidence; manifests and findings are copied all the same',
  'placeholder.backup': 'backup',

  'cli.backup.done': 'This is a backup of the case: the copy was derived anew and nothing in it contradicts.',
  'cli.backup.not': 'This is NO backup: {folder} does not hold what a backup has to hold.',
  'cli.backup.counted':
    '{entries:count} {entries:entry/entries}, {blobs:count} {blobs:blob/blobs} ({bytes:bytes})[, {resumed:count} there from an earlier attempt and hashed again]',
  'cli.backup.no-evidence': 'The bytes of evidence are NOT in it, by request.',
  'cli.backup.in-place':
    'Files that were recorded without a copy (--no-copy) are not in it: the case never had them.',
  'cli.backup.holds-not':
    'It does not hold what is kept in the home, because whoever found both could forge the record. Keep a copy of the home apart from it:',
  'cli.backup.holds-not.signing-keys': 'the signing keys of persons',
  'cli.backup.holds-not.log-key': 'the key of the log',
  'cli.backup.holds-not.data-key': 'the case data key, without which no name or text in clear.db can be read',
  'cli.backup.holds-not.pins': 'the pinned genesis',
  'cli.backup.holds-not.anchors': 'what this home has seen of the log (anchors.db)',
  'cli.backup.holds-not.receipts': 'receipts',
  'cli.restore.done': 'The case stands in {folder}: the copy was derived anew and nothing in it contradicts.',
  'cli.restore.not': 'Nothing was restored: what stands in {folder} is no case to work with.',
  'cli.restore.not-evidence':
    'The backup was made without evidence: put the files of the vault back from where they are kept, then run custodia verify.',
  'cli.restore.behind':
    'This home has seen {seen:count} {seen:entry/entries} of this log and {size:count} {size:was/were} restored. Nothing can be recorded before administrators sign what happened: custodia incident restore.',
  'cli.progress.copied': 'copied: {bytes:bytes}',
  'thing.backup': 'the statement of a backup',
  'report.asked.vault': 'The whole record and the bytes of every file in the vault.',
  'error.source.absent/backup.what': 'There is no backup here[: {path}].',
  'error.source.absent/backup.remedy': 'Name the folder that custodia backup made and said to be a backup.',
  'error.usage.conflict/inside-case.what': 'The folder lies inside the case itself: {path}.',
  'error.usage.conflict/inside-case.remedy': 'Name a folder on another disk.',

  'cli.command.incident': 'put on record what happened to the log itself or to its clock',
  'cli.command.incident.restore': 'go on with a log that lacks entries this home had seen, and say why',
  'cli.command.incident.clock': 'put on record that a clock was wrong; log time never goes back',
  'cli.option.offset-ms':
    'milliseconds to be added to this machine’s clock to have the right time, e.g. -1500',
  'cli.option.offset-source': 'by whose word it is off; goes with --offset-ms',
  'clock-reference.ntp': 'by NTP',
  'clock-reference.time-stamp': 'by a time stamp',
  'clock-reference.other': 'by another clock',
  'label.lostHeads': 'lost at size',
  'cli.doctor.lost-branch':
    'this home had seen the log at {size:count} {size:entry/entries}, root {root}: entry {entry} says how they were lost',
  'example.disk-failed': 'disk failed on 12 March; backup of the evening before',
  'example.clock-ahead': 'the clock of the machine was a day ahead',
  'state.not-on-head': 'it has to stand right behind the head it goes on from',
  'state.not-lost': 'that head is not lost: it is the one the log goes on from',
  'state.nothing-lost': 'the log holds all that this home has seen of it: there is nothing to explain',
  'state.clock': 'it does not state the log time and the machine’s time at which it was signed',
  'error.usage.argument/milliseconds.what': '{what} is not a number of milliseconds[: {text}].',
  'error.usage.argument/milliseconds.remedy':
    'Write it in whole milliseconds, with - before it when the clock is ahead.',
  'error.ledger.rolled-back/shorter.remedy':
    'Stop and write nothing; compare with the receipts and checkpoints that others hold. If a backup was put back, administrators go on with custodia incident restore.',
  'error.ledger.rolled-back/other.remedy':
    'Stop and write nothing; compare with the receipts and checkpoints that others hold. If a backup or another copy was gone on with, administrators say so with custodia incident restore.',
  'error.ledger.rolled-back/unexplained.what':
    'The log lacks what this home had seen of it ({seen:count} entries), and this act does not say why.',
  'error.ledger.rolled-back/unexplained.remedy':
    'Put on record first what happened: custodia incident restore.',
  'finding.anchor.lost-branch':
    'This home had seen the log at {size:count} {size:entry/entries}; entry {entry} says that they were lost, so they could not be compared.',
  'finding.checkpoint.lost-branch':
    'A checkpoint of {size:count} {size:entry/entries}, signed by the log’s key, is of a branch that entry {entry} says was lost: it could not be compared.',
  'finding.receipt.lost-branch':
    'The receipt is for entry {index} of a branch, {size:count} {size:entry/entries} long, that entry {entry} says was lost: what that entry said cannot be derived here.',
  'not-checked.lost-entries':
    'Entries that stood in the log were lost, {count:count} {count:time/times}, and it went on without them.',
  'why.lost-entries/not-possible':
    'What they said is known only from receipts and copies that others hold; the entry of the incident names the head that was lost.',

  'cli.command.selftest': 'ask this machine what others have published the answers of',
  'cli.option.record': 'put the answers on record as an act',
  'cli.selftest.count':
    '{passed:count} {passed:answer/answers} right, {failed:count} wrong, {unavailable:count} not to be had on this machine',
  'cli.selftest.wrong': 'WRONG {answer}: expected {expected}, found {found}',
  'selftest.passed': 'right',
  'selftest.failed': 'WRONG',
  'selftest.unavailable': 'not to be had here',
  'label.answer': 'answer',
  'label.lock': 'lock file',
  'label.node': 'Node.js',
  'label.openssl': 'OpenSSL',
  'label.program': 'program',
  'label.source': 'published in',
  'label.sqlite': 'SQLite',
} as const
