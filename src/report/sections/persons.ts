import type { KeyState } from '../../custody/state.js'
import { line } from '../block.js'
import type { Dossier } from '../dossier.js'
import type { Section } from '../section.js'

/** Codes, roles and keys. Never a name: that is an opening of its own, for whoever is entitled to it. */
export const persons: Section = {
  id: 'persons',
  title: 'report.persons.title',
  compose(dossier) {
    const { audit, speaker } = dossier
    const enrolled = Object.entries(audit.custody?.persons ?? {})
    if (enrolled.length === 0) return [{ kind: 'paragraph', text: speaker.say('report.persons.none') }]
    return [
      { kind: 'paragraph', text: speaker.say('report.persons.intro') },
      {
        kind: 'table',
        caption: speaker.say('report.persons.caption'),
        columns: [
          { title: speaker.say('report.person'), width: 14 },
          { title: speaker.say('report.persons.roles'), width: 36 },
          { title: speaker.say('report.persons.keys'), width: 50 },
        ],
        rows: enrolled.map(([code, { roles, keys }]) => [
          line(code, 'strong'),
          line(roles.map((role) => speaker.say(`role.${role}`)).join(', ')),
          keys.length === 0
            ? line(speaker.say('report.persons.no-key'))
            : keys.map((key) => ({ text: keyText(dossier, key) })),
        ]),
      },
    ]
  },
}

function keyText({ speaker }: Dossier, { keyId, from, until }: KeyState): string {
  return speaker.say('report.persons.key', { keyId, from, until: until ?? '' })
}
