/** Verdicts, severities, and what nobody looked at. `<thing>/<why>` where the general reason would not be exact enough. */
export const verification = {
  'verdict.confirmed': 'confirmed',
  'verdict.contradicted': 'contradicted',
  'verdict.unchecked': 'unchecked',
  'verdict.confirmed.meaning': 'Everything that was asked was checked, and it agrees.',
  'verdict.contradicted.meaning': 'At least one thing in the record or the evidence contradicts another.',
  'verdict.unchecked.meaning':
    'Nothing contradicts, and at least one thing that was asked could not be checked.',

  'severity.critical': 'critical',
  'severity.major': 'major',
  'severity.minor': 'minor',
  'severity.information': 'information',
  'severity.critical.meaning':
    'the record contradicts that it is the same thing, or that nobody else could have reached it',
  'severity.major.meaning':
    'for some time the record does not say who answered for the exhibit, under what seal or authority',
  'severity.minor.meaning': 'a form was not kept or came late; the passage itself is supported',
  'severity.information.meaning': 'worth knowing when the record is read; no fault by itself',

  'not-checked.blobs': 'The bytes of {count:count} {count:file/files} were not hashed again.',
  'not-checked.other-digests': 'Digests other than SHA-256 were not computed again.',
  'not-checked.outside-cover': 'Nobody outside the lab vouches for the log.',
  'not-checked.uncovered-tail':
    'Nobody outside the lab vouches for {count:count} {count:entry/entries} at the end of the log.',
  'not-checked.cosignatures':
    '{count:count} {count:cosignature was/cosignatures were} not verified and {count:counts/count} for nothing.',
  'not-checked.timestamps':
    '{count:count} time {count:stamp was/stamps were} not verified and {count:counts/count} for nothing.',
  'not-checked.projections': 'The tables derived from the log were not compared with it.',
  'not-checked.entries-after-fault': '{count:count} {count:entry was/entries were} hashed and not followed.',
  'not-checked.openings':
    '{count:count} {count:value/values} behind commitments {count:was/were} not opened.',
  'not-checked.physical-medium': 'The physical exhibits were not looked at.',
  'not-checked.time-of-acts': 'The times of the acts are those their signers state.',

  'why.not-asked': 'It was not asked for.',
  'why.not-here': 'What it takes was not here.',
  'why.not-trusted': 'Nothing that was given says whose keys count.',
  'why.not-possible': 'No program can check it from a record.',
  'why.sampled': 'A sample was asked for.',
  'why.stopped': 'The check stopped at an earlier fault.',

  'why.blobs/not-asked':
    'Only the record was asked for. Whether the files are still the recorded ones is open.',
  'why.blobs/not-here': 'The files were not found in the vault or at the places given.',
  'why.blobs/sampled': 'A random sample was asked for; of the other files nothing is said.',
  'why.entries-after-fault/stopped':
    'The record cannot be followed beyond the entry that contradicts it, so what those entries say counts for nothing here.',
  'why.openings/not-here':
    'They were withheld, or are not here; each can be opened later and held against its commitment.',
  'why.other-digests/not-asked': 'They serve to match foreign hash lists; identity rests on SHA-256.',
  'why.outside-cover/not-here':
    'There are no cosignatures of witnesses and no time stamps: whoever holds all the keys could have written the record anew, unless a receipt or checkpoint held by someone else is compared.',
  'why.outside-cover/not-trusted':
    'There are cosignatures or time stamps here, and nothing that was given says whose count; name witnesses with --policy, time-stamping authorities with --tsa.',
  'why.uncovered-tail/not-here':
    'What came after the last checkpoint seen by somebody who is trusted here could have been written anew by whoever holds all the keys, unless a receipt or checkpoint held by someone else is compared.',
  'why.uncovered-tail/not-trusted':
    'They came after the last checkpoint that somebody who is trusted here has seen; what else is here was made with keys that no trust policy that was given names.',
  'why.cosignatures/not-trusted':
    'No trust policy that was given names the keys they were made with: anyone can make such a key.',
  'why.physical-medium/not-possible':
    'A record speaks of what people did with a thing. That the thing in the bag is that thing is for eyes and seal numbers.',
  'why.projections/not-asked':
    'This report is composed from the entries, not from those tables; custodia doctor compares them.',
  'why.time-of-acts/not-possible':
    'A time stamp from outside shows by when an act existed, not when it was signed; the log only shows the order.',
} as const
