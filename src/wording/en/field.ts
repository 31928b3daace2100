/** Logs of their own for places without a connection, and how they come in. */
export const field = {
  'cli.command.field': 'logs of their own for places without a connection',
  'cli.command.field.open':
    'make a case folder for a place without a connection, and give out numbers to it: exhibits of the range, parts of these, persons enrolled there by the same numbers, seals and acquisitions a hundred for each',
  'cli.command.field.join':
    'bring the new entries of a field log in, byte for byte; repeat it whenever the field log has grown',
  'cli.argument.new-field': 'folder of the new case; nothing may stand there',
  'cli.argument.field': 'case folder of the field log',
  'cli.option.exhibits': 'exhibit numbers that it gives out, e.g. 200-299',
  'cli.option.persons': 'who goes along; everybody on record unless some are named, several with commas',
  'cli.option.field-home':
    'home (CUSTODIA_HOME) of the device that takes it along: the log key goes there and nowhere else',
  'error.usage.argument/range.what': '{what} is not a range of numbers[: {text}].',
  'error.usage.argument/range.remedy': 'Write it as 200-299, up to 999999.',
  'placeholder.from-to': 'from-to',
  'cli.field.opened':
    'Take the folder along with the home that has its log key. Those who act there need their own keys in that home. Join it afterwards: custodia field join {folder}',
  'cli.field.joined':
    '{log}: {added:count} {added:entry/entries} brought in, {entries:count} stand here; {blobs:count} {blobs:blob/blobs} ({bytes:bytes}) copied',
  'cli.field.unchanged': '{log}: nothing new; {entries:count} {entries:entry/entries} stand here.',
  'cli.status.field':
    'field log {log}, exhibits {exhibits}: joined up to {entries:count} {entries:entry/entries}, the newest of {newest}[; {closed}]',
  'cli.status.field.never': 'field log {log}, exhibits {exhibits}: opened by entry {opened}, never joined',
  'cli.status.field.closed': 'closed there, its numbers are free again',
  'cli.log.field': 'from the field log {log}, entry {entry} there',
  'label.ownNumbers': 'numbers of its own',
  'not-checked.field-logs':
    '{count:count} {count:field log/field logs} {count:was/were} opened and never joined.',
  'why.field-logs/not-here':
    'What was recorded there is not part of this record. Join them with custodia field join, or ask for them.',
  'report.brought': 'Entry {entry} of the field log {log}; brought in by {by} at {at}',
} as const
