import { Command } from 'commander'
import type { Speaker } from '../src/index.js'
import type { Context } from './context.js'
import { termText } from './present/help.js'

/** What a command is built with. */
export interface Setting {
  readonly speaker: Speaker
  /** The context of one run, from the options as they were parsed. */
  contextFor(command: Command): Context
}

export type CommandFactory = (setting: Setting) => Command

/** A command that only holds others. */
export function group(name: string, about: string, members: readonly Command[]): Command {
  const command = new Command(name).description(about)
  for (const member of members) command.addCommand(member)
  return command
}

/** Examples stand below a command's options; a line that begins with `#` explains the next. */
export function examples({ say }: Speaker, lines: readonly string[]): string {
  return `\n${say('cli.title.examples')}\n${lines.map((line) => `  ${termText(say, line)}`).join('\n')}\n`
}
