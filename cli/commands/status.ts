import { Command } from 'commander'
import { type CaseStatus, overview, type Speaker, status } from '../../src/index.js'
import { facts } from '../present/facts.js'
import { overviewText } from '../present/overview.js'
import { type CommandFactory, examples } from '../setting.js'

export const statusCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('status')
    .description(speaker.say('cli.command.status'))
    .addHelpText('after', examples(speaker, ['custodia status', 'custodia status -C ./case --json']))
    .action(async (_options, command: Command) => {
      const context = contextFor(command)
      const at = await context.caseAt()
      const [found, screen] = [await status(at), await overview(at, context.now())]
      context.show({ ...found, overview: screen }, () =>
        [statusText(speaker, found), '', overviewText(speaker, screen, found.size)].join('\n'),
      )
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
