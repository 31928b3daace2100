import { Command } from 'commander'
import { type CaseStatus, type Speaker, status } from '../../src/index.js'
import { facts } from '../present/facts.js'
import { type CommandFactory, examples } from '../setting.js'

export const statusCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('status')
    .description(speaker.say('cli.command.status'))
    .addHelpText('after', examples(speaker, ['custodia status', 'custodia status -C ./case --json']))
    .action(async (_options, command: Command) => {
      const context = contextFor(command)
      const found = await status(await context.caseAt())
      context.show(found, () => statusText(speaker, found))
    })

function statusText(speaker: Speaker, { fieldLogs = [], ...found }: CaseStatus): string {
  const lines = fieldLogs.map(({ closed, newest, ...log }) =>
    log.entries === 0
      ? speaker.say('cli.status.field.never', log)
      : speaker.say('cli.status.field', {
          ...log,
          newest: newest ?? '',
          ...(closed ? { closed: speaker.say('cli.status.field.closed') } : {}),
        }),
  )
  return [facts(speaker, found), ...lines].join('\n')
}
