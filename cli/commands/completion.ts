import { Command } from 'commander'
import { completionFor } from '../present/completion.js'
import { type CommandFactory, examples } from '../setting.js'

const shells = ['bash', 'zsh', 'fish'] as const

export const completionCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('completion')
    .description(speaker.say('cli.command.completion'))
    .argument('<bash|zsh|fish>', speaker.say('cli.argument.shell'))
    .addHelpText('after', examples(speaker, ['custodia completion bash > /etc/bash_completion.d/custodia']))
    .action(async (shell: string, _options, command: Command) => {
      const context = contextFor(command)
      const program = command.parent ?? command
      context.terminal.line(completionFor(context.oneOf(shells, shell, 'shell'), program))
    })
