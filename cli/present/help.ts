import { type Argument, Help, type HelpConfiguration, type Option } from 'commander'
import type { Speaker } from '../../src/index.js'

type Say = Speaker['say']

/** Words that stand for a value. Choices such as `es|en` are typed as they are and stand in no language. */
const placeholders = [
  'acquisition',
  'backup',
  'category',
  'code',
  'command',
  'dir',
  'exhibit',
  'file',
  'fingerprint',
  'folder',
  'from-to',
  'item',
  'leaf hash',
  'local time',
  'log name',
  'name',
  'number',
  'offer',
  'options',
  'path',
  'person',
  'procedure',
  'reason',
  'request-file',
  'role',
  'text',
  'time',
  'zone',
  '[person=]file',
  'text|digest|serial|seal',
] as const

export function placeholderText(say: Say, word: string): string {
  const known = placeholders.find((each) => each === word)
  return known === undefined ? word : say(`placeholder.${known}`)
}

/** `exhibit show <exhibit>` with the words between brackets in the user's language. */
export function termText(say: Say, term: string): string {
  return term.replace(
    /([<[])((?:\[person=\])?[^<>[\]]+?)(\.\.\.)?([>\]])/g,
    (_, open: string, word: string, more: string | undefined, close: string) =>
      `${open}${placeholderText(say, word)}${more ?? ''}${close}`,
  )
}

/** Commander's help with its own words in the user's language. */
export function helpIn(say: Say): HelpConfiguration {
  const plain = new Help()
  const described = (each: Option | Argument, takesValue: boolean) =>
    takesValue && each.defaultValue !== undefined
      ? `${each.description} (${say('cli.help.default', { value: String(each.defaultValue) })})`
      : each.description
  const titles: Readonly<Record<string, string>> = {
    'Usage:': say('cli.title.usage'),
    'Arguments:': say('cli.title.arguments'),
    'Options:': say('cli.title.options'),
    'Commands:': say('cli.title.commands'),
  }
  return {
    minWidthToWrap: 30,
    styleTitle: (title) => titles[title] ?? title,
    commandUsage: (command) => termText(say, plain.commandUsage(command)),
    subcommandTerm: (command) => termText(say, plain.subcommandTerm(command)),
    optionTerm: (option) => termText(say, plain.optionTerm(option)),
    argumentTerm: (argument) => placeholderText(say, argument.name()),
    optionDescription: (option) => described(option, option.required || option.optional),
    argumentDescription: (argument) => described(argument, true),
  }
}
