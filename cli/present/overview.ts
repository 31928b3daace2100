import type { Overview, Speaker } from '../../src/index.js'

/** Lines that a person can take in at a glance: nothing is listed that has nothing to say. */
export function overviewText(speaker: Speaker, overview: Overview, size: number): string {
  const { say } = speaker
  const { states, offers, overdue, unsealed, onHold, missing, authorizations, breaks, coverKept, zone } =
    overview
  const counts = Object.entries(states) as [keyof typeof states, number][]
  const dated = (at: (typeof offers)[number]['at']) => speaker.moment(at, zone).slice(0, 16)
  const listed = (name: 'unsealed' | 'on-hold' | 'missing', exhibits: readonly string[]) =>
    exhibits.length === 0
      ? []
      : [say(`cli.status.${name}`, { count: exhibits.length, exhibits: shortened(exhibits) })]
  const found = (Object.entries(breaks) as [keyof typeof breaks, number][]).filter(([, count]) => count > 0)
  return [
    ...counts.map(([kind, count]) => say('cli.status.state', { state: say(`cli.state.${kind}`), count })),
    ...offers.map(({ entry, from, to, exhibits, at, days }) =>
      say('cli.status.offer', { entry, from, to, exhibits: shortened(exhibits), at: dated(at), days }),
    ),
    ...overdue.map(({ exhibit, due, days }) => say('cli.status.overdue', { exhibit, due: dated(due), days })),
    ...listed('unsealed', unsealed),
    ...listed('on-hold', onHold),
    ...listed('missing', missing),
    ...authorizations.map(({ authorization, kind, at, days }) =>
      say(`cli.status.authorization.${kind}`, { authorization, at: dated(at), days }),
    ),
    found.length === 0
      ? say('cli.status.no-breaks')
      : say('cli.status.breaks', {
          breaks: found.map(([severity, count]) => `${count} ${say(`severity.${severity}`)}`).join(', '),
        }),
    say('cli.status.cover', { covered: coverKept, size }),
  ].join('\n')
}

const mostNamed = 12

function shortened(names: readonly string[]): string {
  return names.length <= mostNamed ? names.join(' ') : `${names.slice(0, mostNamed).join(' ')} …`
}
