import { Command } from 'commander'
import { accessKinds, accessLog, recordAccess, UsageError } from '../../src/index.js'
import { acquisitionNamed, exhibitNamed, filled, wholeNumber } from '../context.js'
import { table } from '../present/facts.js'
import { type Elsewhere, record, signableElsewhere } from '../request-file.js'
import { type CommandFactory, examples, type Setting } from '../setting.js'

interface AddOptions extends Elsewhere {
  readonly what?: string
  readonly exhibit?: string
  readonly acquisition?: string
  readonly items?: string
  readonly justification?: string
  readonly minutes?: string
  readonly recipient?: string
}

export const accessLogCommand: CommandFactory = (setting) => {
  const { speaker, contextFor } = setting
  return new Command('access-log')
    .description(speaker.say('cli.command.access-log'))
    .argument('[exhibit]', speaker.say('cli.argument.exhibit'))
    .addHelpText('after', examples(speaker, ['custodia access-log', 'custodia access-log E-1 --json']))
    .action(async (exhibit: string | undefined, _options, command: Command) => {
      const context = contextFor(command)
      const log = await accessLog(await context.caseAt(), exhibit)
      context.show(log, () => {
        const rows = log.accesses.map(({ what, ...access }) => ({
          ...access,
          what: speaker.say(`access.${what}`),
        }))
        const exposure = log.exposure.map((each) => speaker.say('cli.access.exposure', each))
        return [table(speaker, rows), ...exposure].join('\n')
      })
    })
    .addCommand(addCommand(setting))
}

const addCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const command = new Command('add')
    .description(speaker.say('cli.command.access-log.add'))
    .option(`--what <${accessKinds.join('|')}>`, speaker.say('cli.option.access-what'))
    .option('--exhibit <exhibit>', speaker.say('cli.option.access-exhibit'))
    .option('--acquisition <acquisition>', speaker.say('cli.option.copy-acquisition'))
    .option('--items <n>', speaker.say('cli.option.access-items'))
    .option('--justification <text>', speaker.say('cli.option.justification'))
    .option('--minutes <n>', speaker.say('cli.option.minutes'))
    .option('--recipient <text>', speaker.say('cli.option.recipient'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia access-log add --what view --exhibit E-1 --acquisition A-1 --items 12 --justification '${speaker.say('example.ordered')}' --minutes 20 --by P-02`,
      ]),
    )
    .action((options: AddOptions) => {
      const context = contextFor(command)
      return record(context, options, (at, desk) => {
        const { what, exhibit, acquisition, items, minutes, recipient } = options
        if (what === undefined) throw new UsageError('usage.missing', { what: '--what' })
        if (exhibit === undefined) throw new UsageError('usage.missing', { what: '--exhibit' })
        if (items === undefined) throw new UsageError('usage.missing', { what: '--items' })
        return recordAccess(at, desk, {
          what: context.oneOf(accessKinds, what, '--what'),
          exhibit: exhibitNamed(exhibit, '--exhibit'),
          items: wholeNumber(items, '--items'),
          justification: filled(options.justification ?? '', '--justification'),
          ...(acquisition === undefined
            ? {}
            : { acquisition: acquisitionNamed(acquisition, '--acquisition') }),
          ...(minutes === undefined ? {} : { minutes: wholeNumber(minutes, '--minutes') }),
          ...(recipient === undefined ? {} : { recipient: filled(recipient, '--recipient') }),
        })
      })
    })
}
