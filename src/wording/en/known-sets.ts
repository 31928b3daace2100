/** Sets of known files: what is wrong with one, and why it is not loaded. */
export const knownSets = {
  'thing.hash-set': 'the index of a set of known files',
  'thing.hash-list': 'a list of digests',
  'thing.known-set': 'a set of known files',
  'thing.vics': 'a Project VIC file',
  'thing.nsrl': 'an NSRL database',
  'thing.assessments': 'a list of assessments',

  'error.source.malformed/hash-set.what':
    '{path}: the index of this set of known files cannot be used: {fault}.',
  'error.source.malformed/hash-set.remedy':
    'Nothing was matched against it; import the set again from its source.',
  'error.source.malformed/hash-list.what':
    '{path}, line {line}[, column {column}]: {fault}[; {more:count} more {more:line/lines} cannot be read (lines {lines})].',
  'error.source.malformed/hash-list.remedy':
    'Nothing was taken from the list; ask for it again, or mend it and give it again.',
  'error.source.malformed/vics.what':
    '{path}, record {line}[, {column}]: {fault}[; {more:count} more {more:record/records} cannot be read (records {lines})].',
  'error.source.malformed/vics.remedy':
    'Nothing was taken from the file; ask for it again from whoever made it.',
  'error.source.malformed/nsrl.what': '{path}[, row {line}][, column {column}]: {fault}[ ({reason})].',
  'error.source.malformed/nsrl.remedy':
    'Nothing was taken from it; compare its digest with the published one.',
  'error.source.malformed/assessments.what':
    '{path}, line {line}[, column {column}]: {fault}[; {more:count} more {more:line/lines} cannot be read (lines {lines})].',
  'error.source.malformed/assessments.remedy': 'Mend the file and give it again; nothing was taken from it.',

  'error.source.refused/vics-as-known-good.what':
    '{path} is a Project VIC file: it names relevant files, and is never loaded as a set of files known to be harmless.',
  'error.source.refused/vics-as-known-good.remedy': 'Load it as known-relevant.',
  'error.source.refused/nsrl-as-known-relevant.what':
    '{path} is an NSRL database: it names files of published software, and is never loaded as a set of relevant files.',
  'error.source.refused/nsrl-as-known-relevant.remedy': 'Load it as known-good.',
  'error.source.refused/set-not-known-good.what':
    '{path} is a set of known-relevant files, not of known-good ones.',
  'error.source.refused/set-not-known-good.remedy':
    'Nothing was matched; name a set of the kind that is asked for.',
  'error.source.refused/set-not-known-relevant.what':
    '{path} is a set of known-good files, not of known-relevant ones.',
  'error.source.refused/set-not-known-relevant.remedy':
    'Nothing was matched; name a set of the kind that is asked for.',
  'error.source.refused/no-vics-context.what':
    '{path} is JSON, but does not begin with the context of a Project VIC data model.',
  'error.source.refused/no-vics-context.remedy': 'Export it again as VICS, or give its digests as a list.',
  'error.source.refused/vics-version.what':
    '{path} states version {version} of the Project VIC data model, which is not read here.',
  'error.source.refused/vics-version.remedy': 'Export it as version 2.0, or 1.1 to 1.3.',
  'error.source.refused/no-nsrl-tables.what':
    '{path} is an SQLite database, but has neither of the tables FILE and METADATA of an NSRL release.',
  'error.source.refused/no-nsrl-tables.remedy':
    'Give the database of an RDS release, version 3, as it was published.',
  'error.source.refused/nsrl-unfinished.what':
    '{path} has unfinished writing beside it, or would be written beside when it is opened.',
  'error.source.refused/nsrl-unfinished.remedy':
    'Copy the database as it was published to a place of its own.',
  'error.usage.missing/set-kind.what':
    '{path} is a list of digests, which does not say what kind of set it is.',
  'error.usage.missing/set-kind.remedy': 'Say whether its files are known-good or known-relevant.',
  'error.usage.conflict/hash-set.what': 'There is a file already: {path}.',
  'error.usage.conflict/hash-set.remedy': 'Name one that does not exist yet; an index is never written over.',

  'set-fault.digest': 'this is no digest: 32, 40 or 64 hexadecimal digits for MD5, SHA-1 and SHA-256',
  'set-fault.digest-length': 'the digest is not as long as the first one of the list',
  'set-fault.no-digest': 'there is no digest',
  'set-fault.line-length': 'the line is too long',
  'set-fault.csv': 'this is not CSV: count its separators and quotation marks against the first line',
  'set-fault.columns': 'there are more or fewer columns than in the first line',
  'set-fault.column-absent': 'the first line has no such column',
  'set-fault.column-twice': 'the first line has this column twice',
  'set-fault.missing': 'it must not be empty',
  'set-fault.scheme': 'a code counts only with the scale it belongs to and its version',
  'set-fault.determination': 'it must be real, altered, generated or undetermined',
  'set-fault.yes-no': 'it must be yes or no, true or false',
  'set-fault.depicted': 'it must be codes of victims with semicolons between them, such as V-01; V-02',
  'set-fault.item': 'it must be the number of an item, such as A-3/17',
  'set-fault.text': 'it is not of the form that the data model gives it, or too long',
  'set-fault.json': 'this is no JSON, or it ends too early',
  'set-fault.object': 'there is no record where one must stand',
  'set-fault.record-length': 'the record has no end',
  'set-fault.empty': 'there is nothing in it',
  'set-fault.encoding': 'the text is not UTF-8',
  'set-fault.category': 'a category is empty or too long',
  'set-fault.categories': 'it has more categories than a set may have',
  'set-fault.magic': 'it does not begin as one',
  'set-fault.truncated': 'it ends too early',
  'set-fault.too-long': 'it goes on behind its end',
  'set-fault.header': 'its header is not of the form it must have',
  'set-fault.unsorted': 'its entries are not in order',
  'set-fault.class': 'an entry names a class that is not there or has no such digest',
  'set-fault.checksum': 'its bytes are not those its checksum was taken of',
  'set-fault.database': 'SQLite cannot read it',
} as const
