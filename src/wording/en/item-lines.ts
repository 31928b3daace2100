/** What an audit says of documents about items, and of bytes that were removed by order. */
export const itemLines = {
  'finding.blob.purged':
    'The bytes of {items}[ and of {more:count} more][ ({name})] are absent by order, entry {entry}; what was recorded of them stays.',
  'finding.purge.unfinished':
    'Entry {entry} says that the bytes of {items}[ and of {more:count} more][ ({name})] were removed, and they were found.',
  'not-checked.purged-blobs':
    'The bytes of {count:count} {count:file/files} were removed by order and cannot be hashed again.',
  'why.purged-blobs/not-possible': 'Their digests stand in the manifests that were read.',
  'subject.matches': 'matches of',
  'subject.assessments': 'determinations of',
  'subject.purge': 'removal',
} as const
