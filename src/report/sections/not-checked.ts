import type { Section } from '../section.js'

/** A clean result says what it is clean of. */
export const notChecked: Section = {
  id: 'not-checked',
  title: 'report.not-checked.title',
  compose({ audit, speaker }) {
    return [
      { kind: 'paragraph', text: speaker.say('report.not-checked.intro') },
      { kind: 'list', items: audit.notChecked.map((gap) => speaker.notChecked(gap)) },
    ]
  },
}
