/** A case on one screen, and the custody of an exhibit at a glance. */
export const overview = {
  'cli.option.svg': 'draw it into an SVG file instead',
  'cli.custody.drawn': 'Drawn: {file}',
  'cli.custody.breaks': 'Breaks: {breaks}',
  'cli.status.state': '  {count:count} {state}',
  'cli.state.held': 'held by a person',
  'cli.state.in-transit': 'on the way',
  'cli.state.inside': 'inside another',
  'cli.state.in-store': 'in the store',
  'cli.state.at-court': 'at the court',
  'cli.state.missing': 'missing',
  'cli.state.released': 'returned for good',
  'cli.state.destroyed': 'destroyed',
  'cli.state.annulled': 'annulled',
  'cli.status.offer':
    '! open offer #{entry}: {exhibits}, {from} to {to}, since {at} ({days:count} {days:day/days})',
  'cli.status.overdue': '! overdue: {exhibit}, due {due} ({days:count} {days:day/days} ago)',
  'cli.status.unsealed': '! without a seal: {count:count} ({exhibits})',
  'cli.status.on-hold': '  on hold: {count:count} ({exhibits})',
  'cli.status.missing': '! missing: {count:count} ({exhibits})',
  'cli.status.authorization.ends': '! {authorization} ends {at} (in {days:count} {days:day/days})',
  'cli.status.authorization.ended': '! {authorization} ended {at} ({days:count} {days:day/days} ago)',
  'cli.status.authorization.unanswered':
    '! {authorization}: urgent since {at}, answered by no judge on record ({days:count} {days:day/days})',
  'cli.status.breaks': '! custody breaks: {breaks}',
  'cli.status.no-breaks': '  no custody break was found',
  'cli.status.cover':
    '  kept from outside: something for {covered:count} of {size:count} {size:entry/entries}; whose word counts is asked by verify --policy',
} as const
