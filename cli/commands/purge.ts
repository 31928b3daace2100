import { Command } from 'commander'
import { purge, resumePurges, UsageError } from '../../src/index.js'
import { acquisitionNamed, authorizationNamed, filled, personNamed } from '../context.js'
import { enactedJson, enactedText } from '../present/enacted.js'
import { type CommandFactory, examples } from '../setting.js'

interface PurgeOptions {
  readonly authority?: string
  readonly item?: readonly string[]
  readonly acquisition?: string
  readonly backups?: string
  readonly witness?: string
  readonly reason?: string
  readonly resume?: boolean
}

export const purgeCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('purge')
    .description(speaker.say('cli.command.purge'))
    .option('--authority <authorization>', speaker.say('cli.option.authority'))
    .option('--item <items...>', speaker.say('cli.argument.items'))
    .option('--acquisition <acquisition>', speaker.say('cli.option.purge-acquisition'))
    .option('--backups <text>', speaker.say('cli.option.backups'))
    .option('--witness <person>', speaker.say('cli.option.purge-witness'))
    .option('--reason <text>', speaker.say('cli.option.reason'))
    .option('--resume', speaker.say('cli.option.resume'))
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia purge --authority AU-3 --item A-1/7 --backups '${speaker.say('example.backups')}' --witness P-04 --reason '${speaker.say('example.ordered')}' --by P-02`,
        'custodia purge --resume',
      ]),
    )
    .action(async (options: PurgeOptions, command: Command) => {
      const context = contextFor(command)
      if (options.resume) {
        context.refuseDryRun()
        const removed = await resumePurges(await context.caseAt())
        return context.show({ removed }, () => speaker.say('cli.purged.resumed', { removed }))
      }
      const result = await purge(await context.caseAt(), await context.desk(), orderOf(options))
      const { enacted, items, blobs, bytes, removed } = result
      context.show({ ...enactedJson(enacted), items, blobs, bytes, removed }, () =>
        [
          enactedText(speaker, enacted),
          ...(enacted.dryRun ? [] : [speaker.say('cli.purged.done', { items, removed, bytes })]),
        ].join('\n'),
      )
    })

function orderOf({ authority, item, acquisition, witness, ...texts }: PurgeOptions) {
  if (authority === undefined) throw new UsageError('usage.missing', { what: '--authority' })
  if (witness === undefined) throw new UsageError('usage.missing', { what: '--witness' })
  if ((item === undefined) === (acquisition === undefined))
    throw new UsageError('usage.missing', { what: '--item, --acquisition' })
  return {
    authority: authorizationNamed(authority, '--authority'),
    witness: personNamed(witness, '--witness'),
    backups: filled(texts.backups ?? '', '--backups'),
    reason: filled(texts.reason ?? '', '--reason'),
    ...(item === undefined ? {} : { items: item }),
    ...(acquisition === undefined ? {} : { acquisition: acquisitionNamed(acquisition, '--acquisition') }),
  }
}
