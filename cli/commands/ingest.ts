import { Command } from 'commander'
import { type Ingested, ingest, UsageError, zoneOf } from '../../src/index.js'
import { exhibitMeant, wholeNumber } from '../context.js'
import { exitStatus } from '../exit-status.js'
import { ingestedJson, ingestedText } from '../present/ingested.js'
import { ingestProgress } from '../present/progress.js'
import { type ConditionOptions, conditionsOf, selectionOf, withConditions } from '../reading-options.js'
import { type CommandFactory, examples } from '../setting.js'

interface IngestOptions extends ConditionOptions {
  readonly exhibit: string
  readonly copy: boolean
  readonly metadata: boolean
  readonly members?: boolean
  readonly threads?: string
}

export const ingestCommand: CommandFactory = ({ speaker, contextFor }) =>
  withConditions(new Command('ingest'), speaker)
    .description(speaker.say('cli.command.ingest'))
    .argument('<path...>', speaker.say('cli.argument.sources'))
    .requiredOption('--exhibit <exhibit>', speaker.say('cli.option.exhibit'))
    .option('--no-copy', speaker.say('cli.option.no-copy'))
    .option('--no-metadata', speaker.say('cli.option.no-metadata'))
    .option('--members', speaker.say('cli.option.members'))
    .option('--threads <n>', speaker.say('cli.option.threads'))
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia ingest /mnt/phone/DCIM --exhibit E-1 --by P-02',
        'custodia ingest backup.zip --exhibit E-1 --members --by P-02',
        `custodia ingest /mnt/phone --exhibit E-1 --method logical --tool 'adb 1.0.41' --write-blocker '${speaker.say('example.none')}' --present P-04 --by P-02`,
        `custodia ingest /mnt/phone --exhibit E-1 --include '*.jpg' --exclude 'Private/**' --selection-reason '${speaker.say('example.scope')}' --by P-02`,
        'custodia ingest /mnt/nas/share --exhibit E-4 --no-copy --by P-02 --json',
      ]),
    )
    .action(async (sources: string[], options: IngestOptions, command: Command) => {
      const context = contextFor(command)
      if (options.members && !options.copy)
        throw new UsageError('usage.conflict', { what: '--members, --no-copy' })
      const started = performance.now()
      const show = (result: Ingested) => {
        context.terminal.settle()
        const seconds = Math.round(performance.now() - started) / 1000
        context.show(ingestedJson(result, seconds), () => ingestedText(speaker, result, seconds))
      }
      const at = await context.caseAt()
      const conditions = conditionsOf(context, await zoneOf(at), options)
      const selection = selectionOf(options)
      const result = await ingest(
        at,
        await context.desk(),
        {
          sources,
          exhibit: await exhibitMeant(at, options.exhibit, '--exhibit'),
          copy: options.copy,
          metadata: options.metadata,
          members: options.members ?? false,
          ...(conditions ? { conditions } : {}),
          ...(selection ? { selection } : {}),
          ...(options.threads === undefined ? {} : { threads: wholeNumber(options.threads, '--threads') }),
        },
        ingestProgress(context, show),
      )
      if (result.failed.length > 0) context.finish(exitStatus.partly)
    })
