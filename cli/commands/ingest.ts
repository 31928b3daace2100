import { Command } from 'commander'
import { type Ingested, ingest } from '../../src/index.js'
import { exhibitNamed } from '../context.js'
import { exitStatus } from '../exit-status.js'
import { ingestedJson, ingestedText } from '../present/ingested.js'
import { ingestProgress } from '../present/progress.js'
import { type CommandFactory, examples } from '../setting.js'
import { wholeNumber } from './exhibit.js'

interface IngestOptions {
  readonly exhibit: string
  readonly copy: boolean
  readonly metadata: boolean
  readonly threads?: string
}

export const ingestCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('ingest')
    .description(speaker.say('cli.command.ingest'))
    .argument('<path...>', speaker.say('cli.argument.sources'))
    .requiredOption('--exhibit <exhibit>', speaker.say('cli.option.exhibit'))
    .option('--no-copy', speaker.say('cli.option.no-copy'))
    .option('--no-metadata', speaker.say('cli.option.no-metadata'))
    .option('--threads <n>', speaker.say('cli.option.threads'))
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia ingest /mnt/phone/DCIM --exhibit E-1 --by P-02',
        'custodia ingest /mnt/nas/share --exhibit E-4 --no-copy --by P-02 --json',
      ]),
    )
    .action(async (sources: string[], options: IngestOptions, command: Command) => {
      const context = contextFor(command)
      const started = performance.now()
      const show = (result: Ingested) => {
        context.terminal.settle()
        const seconds = Math.round(performance.now() - started) / 1000
        context.show(ingestedJson(result, seconds), () => ingestedText(speaker, result, seconds))
      }
      const result = await ingest(
        await context.caseAt(),
        await context.desk(),
        {
          sources,
          exhibit: exhibitNamed(options.exhibit, '--exhibit'),
          copy: options.copy,
          metadata: options.metadata,
          ...(options.threads === undefined ? {} : { threads: wholeNumber(options.threads, '--threads') }),
        },
        ingestProgress(context, show),
      )
      if (result.failed.length > 0) context.finish(exitStatus.partly)
    })
