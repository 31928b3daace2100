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
  'not-checked.projections': 'The tables derived from the log were not compared with it.',
  'not-checked.entries-after-fault': '{count:count} {count:entry was/entries were} hashed and not followed.',
  'not-checked.openings': 'Values behind commitments were not opened.',
  'not-checked.physical-medium': 'The physical exhibits were not looked at.',
  'not-checked.time-of-acts': 'The times of the acts are those their signers state.',

  'why.not-asked': 'It was not asked for.',
  'why.not-here': 'What it takes was not here.',
  'why.not-possible': 'No program can check it from a record.',
  'why.sampled': 'A sample was asked for.',
  'why.stopped': 'The check stopped at an earlier fault.',

  'why.blobs/not-asked':
    'Only the record was asked for. Whether the files are still the recorded ones is open.',
  'why.blobs/not-here': 'The files were not found in the vault or at the places given.',
  'why.blobs/sampled': 'A random sample was asked for; of the other files nothing is said.',
  'why.entries-after-fault/stopped':
    'The record cannot be followed beyond the entry that contradicts it, so what those entries say counts for nothing here.',
  'why.other-digests/not-asked': 'They serve to match foreign hash lists; identity rests on SHA-256.',
  'why.outside-cover/not-here':
    'There are no cosignatures of witnesses and no time stamps: whoever holds all the keys could have written the record anew, unless a receipt or checkpoint held by someone else is compared.',
  'why.physical-medium/not-possible':
    'A record speaks of what people did with a thing. That the thing in the bag is that thing is for eyes and seal numbers.',
  'why.projections/not-asked':
    'This report is composed from the entries, not from those tables; custodia doctor compares them.',
  'why.time-of-acts/not-possible':
    'Without time stamps from outside nothing shows when an act was signed; the log only shows the order.',
} as const
