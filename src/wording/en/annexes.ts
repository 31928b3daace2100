/** Photographs and papers that are kept beside the record. */
export const annexes = {
  'cli.command.attach': 'keep a photograph or a paper that shows nothing of the evidence',
  'cli.argument.attachment': 'picture, PDF or, for a document, plain text; it is stored and never rendered',
  'cli.option.attachment-class': 'what it shows',
  'cli.option.attachment-exhibit': 'the exhibit that it is about',
  'cli.option.attachment-seal': 'the seal that it shows, e.g. S-1; the one on the exhibit when left out',
  'cli.option.attachment-description': 'what can be seen on it, or what it says',
  'cli.option.declare': 'your declaration, which you sign, that it shows no content of the evidence',
  'example.seal-photo': 'Seal S-1 on the closed bag, both ends',
  'example.sheet': 'Signed sheet of the search',
  'error.source.malformed/attachment.what':
    'By its content it is {found}: photographs must be pictures or PDF, documents may also be plain text[ ({path})].',
  'error.source.malformed/attachment.remedy':
    'Attach the photograph or the paper itself; what comes from an exhibit is read with custodia ingest. Nothing was stored.',
  'error.rule.unknown-object/which-seal.what': 'Which seal is meant is not clear[: {name}].',
  'error.rule.unknown-object/which-seal.remedy': 'Name it with --seal S-1; nothing was written.',
  'finding.annex.confirmed':
    '{annexes:count} {annexes:photograph or paper is/photographs and papers are} here as the record names them.',
  'finding.annex.absent':
    'A photograph or paper that a signed act names is not here (ATTACH-MISSING): {sha256}. It may have been held back.',
  'finding.annex.mismatch':
    'A photograph or paper is not the one that the signed act names (ATTACH-HASH): {sha256} with {size:bytes} there, {found} with {bytes:bytes} here.',
  'subject.annex': 'annex',
  'subject.annexes': 'annexes',
} as const
