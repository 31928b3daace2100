import type { Match, Speaker } from '../../src/index.js'
import { itemLine } from './item.js'

/** What was found, on one line that begins with its kind. */
export function matchLine(speaker: Speaker, match: Match): string {
  const { say } = speaker
  switch (match.kind) {
    case 'exhibit': {
      const category = say(`category.${match.category}`)
      const { exhibit, holder = '', description } = match
      return line(say('match.exhibit', { exhibit, category, holder }), description)
    }
    case 'person': {
      const roles = match.roles.map((role) => say(`role.${role}`)).join(', ')
      return line(say('match.person', { person: match.person }), roles, match.name)
    }
    case 'seal': {
      const { seal, exhibit, entry, number } = match
      return line(say('match.seal', { seal, exhibit, entry }), number)
    }
    case 'acquisition': {
      const { acquisition, exhibit, entry, manifest } = match
      return say('match.acquisition', { acquisition, exhibit, entry, manifest })
    }
    case 'item':
      return `${say('match.item')} ${itemLine(speaker, match.item)}`
    case 'entry': {
      const { entry, act, subject, what } = match
      return line(say('match.entry', { entry, act: say(`act.${act}`), subject }), what)
    }
  }
}

/** Texts that the record opened are escaped already. */
function line(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('  ')
}
