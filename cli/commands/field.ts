import { Command } from 'commander'
import { type FieldJoined, joinField, openField, type Speaker, UsageError } from '../../src/index.js'
import { personNamed } from '../context.js'
import { enactedJson, enactedText } from '../present/enacted.js'
import { facts } from '../present/facts.js'
import { type CommandFactory, examples, group, type Setting } from '../setting.js'

export const fieldCommand: CommandFactory = (setting) =>
  group('field', setting.speaker.say('cli.command.field'), [openCommand(setting), joinCommand(setting)])

interface OpenOptions {
  readonly exhibits: string
  readonly persons?: string
  readonly home?: string
}

const openCommand = ({ speaker, contextFor }: Setting) =>
  new Command('open')
    .description(speaker.say('cli.command.field.open'))
    .argument('<dir>', speaker.say('cli.argument.new-field'))
    .requiredOption('--exhibits <from-to>', speaker.say('cli.option.exhibits'))
    .option('--persons <person>', speaker.say('cli.option.persons'))
    .option('--home <folder>', speaker.say('cli.option.field-home'))
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia field open /media/laptop/town-1 --exhibits 200-299 --by P-01',
        'custodia field open ./town-2 --exhibits 300-399 --persons P-02,P-05 --home /media/laptop/home --by P-01',
      ]),
    )
    .action(async (dir: string, { exhibits, persons, home }: OpenOptions, command: Command) => {
      const context = contextFor(command)
      const opened = await openField(await context.caseAt(), await context.desk(), {
        folder: dir,
        exhibits: rangeIn(exhibits),
        ...(persons === undefined
          ? {}
          : { persons: persons.split(',').map((each) => personNamed(each, '--persons')) }),
        ...(home === undefined ? {} : { home }),
      })
      const { enacted, ...told } = opened
      context.show({ ...told, ...enactedJson(enacted) }, () =>
        enacted.dryRun
          ? enactedText(speaker, enacted)
          : [
              facts(speaker, told),
              enactedText(speaker, enacted),
              speaker.say('cli.field.opened', { folder: told.folder }),
            ].join('\n'),
      )
    })

function rangeIn(text: string): { from: number; to: number } {
  const [, from, to] = /^([1-9][0-9]{0,5})-([1-9][0-9]{0,5})$/.exec(text) ?? []
  const range = { from: Number(from), to: Number(to) }
  if (from === undefined || range.from > range.to)
    throw new UsageError('usage.argument', { what: '--exhibits', text, reason: 'range' })
  return range
}

const joinCommand = ({ speaker, contextFor }: Setting) =>
  new Command('join')
    .description(speaker.say('cli.command.field.join'))
    .argument('<dir>', speaker.say('cli.argument.field'))
    .addHelpText('after', examples(speaker, ['custodia field join /media/laptop/town-1 --by P-01']))
    .action(async (dir: string, _options, command: Command) => {
      const context = contextFor(command)
      const joined = await joinField(await context.caseAt(), await context.desk(), dir)
      const { enacted, ...told } = joined
      context.show({ ...told, ...enactedJson(enacted) }, () => joinedText(speaker, joined))
    })

/** The act that joins it; what came with it is in the log, each in its place. */
function joinedText(speaker: Speaker, { enacted, ...told }: FieldJoined): string {
  const details = { ...told, log: told.field }
  if (told.added === 0) return speaker.say('cli.field.unchanged', details)
  const at = enacted.acts.findIndex(({ kind }) => kind === 'field.join')
  const last = { acts: enacted.acts.slice(at), recorded: enacted.recorded.slice(at) }
  const text = enactedText(speaker, { ...enacted, ...last })
  return enacted.dryRun ? text : `${speaker.say('cli.field.joined', details)}\n${text}`
}
