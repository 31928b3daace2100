import { line } from '../block.js'
import type { Section } from '../section.js'

/** How the reader checks all this without us. */
export const recipe: Section = {
  id: 'recipe',
  title: 'report.recipe.title',
  compose({ audit, speaker }) {
    const { head, genesis = '' } = audit
    return [
      { kind: 'paragraph', text: speaker.say('report.recipe.intro') },
      {
        kind: 'facts',
        rows: [
          {
            label: speaker.say('report.recipe.program'),
            value: line(speaker.say('report.recipe.command', { genesis }), 'code'),
          },
          { label: speaker.say('report.recipe.hand'), value: line(speaker.say('report.recipe.spec')) },
        ],
      },
      {
        kind: 'list',
        items: [
          speaker.say('report.recipe.head', { size: head.size, root: head.root }),
          speaker.say('report.recipe.receipts'),
          speaker.say('report.recipe.files'),
        ],
      },
    ]
  },
}
