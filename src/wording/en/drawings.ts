/** Drawings of custody that stand alone. */
export const drawings = {
  'drawing.exhibit.title': 'Custody of {exhibit}, {category}',
  'drawing.exhibit.reading':
    'One line for each entry, in the order of the log. A band runs down under the person who answered for it.',
  'drawing.case.title': 'Custody over time',
  'drawing.case.reading':
    'One band for each exhibit, with the person who answered for it; times as the acts state them. A figure in a circle: so many entries close together.',
  'drawing.facts': 'Log {origin}, head of {size:count} {size:entry/entries} {root}',
  'drawing.made': 'drawn {time}',
  'drawing.gap': '{days:count} {days:day/days} without an entry',
  'drawing.back': 'the time stated next is an earlier one',
  'drawing.break': '{code} ({severity}): {title}',
  'drawing.holder': '{holder}, {seal}, {from} to {to}',
  'drawing.cluster': '{count:count} entries, {from} to {to}',
  'drawing.none': 'No exhibit is on record.',
} as const
