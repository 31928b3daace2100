/** Labels for bags, seals and shelves, and what was scanned from them. */
export const labels = {
  'labels.title': 'Labels of case {number}',
  'labels.printing':
    'Print at 100 %, without fitting to the page. Labels hold no name of a person and no description; this note is not printed.',
  'labels.exhibit': 'Exhibit',
  'labels.seal': 'Seal',
  'labels.location': 'Location',
  'labels.case': 'case {caseId}',
  'labels.head': 'head {size} {root}',
  'error.source.malformed/label.what':
    'It is neither a label nor the number of an exhibit, a seal or a location[: {text}].',
  'error.source.malformed/label.remedy':
    'Scan the label again, or type the number as it stands on it, such as E-12.',
  'error.source.malformed/label-version.what':
    'It is a label of a version that this program does not know[: {text}].',
  'error.source.malformed/label-version.remedy':
    'Type the number that stands on the label, or use a newer version of the program.',
  'error.source.malformed/label-check.what':
    'The check characters of the label do not match its text[: {text}].',
  'error.source.malformed/label-check.remedy':
    'Scan it again. If it stays so, the label is damaged or the scanner types for another keyboard: type the number that stands on it.',
  'error.source.refused/label-case.what':
    'The label {number} is one of case {of}[, and this is case {ours}].',
  'error.source.refused/label-case.remedy':
    'Set the thing apart: it belongs to another case. Nothing was counted for this one.',
} as const
