import { Command } from 'commander'
import { writeNamedFile, writeReport } from '../../src/index.js'
import { exitStatus } from '../exit-status.js'
import { type CommandFactory, examples } from '../setting.js'

const kinds = ['integrity'] as const
const formats = ['html', 'json'] as const

interface ReportOptions {
  readonly kind: string
  readonly format: string
  readonly output: string
  readonly names?: boolean
  readonly full?: boolean
}

export const reportCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('report')
    .description(speaker.say('cli.command.report'))
    .option(`--kind <${kinds.join('|')}>`, speaker.say('cli.option.report-kind'), 'integrity')
    .option(`--format <${formats.join('|')}>`, speaker.say('cli.option.report-format'), 'html')
    .requiredOption('-o, --output <file>', speaker.say('cli.option.output'))
    .option('--names', speaker.say('cli.option.names'))
    .option('--full', speaker.say('cli.option.full'))
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia report --kind integrity --format html -o report.html',
        'custodia report --lang en --format json -o report.json --full',
      ]),
    )
    .action(async (options: ReportOptions, command: Command) => {
      const context = contextFor(command)
      context.refuseDryRun()
      context.oneOf(kinds, options.kind, '--kind')
      const format = context.oneOf(formats, options.format, '--format')
      const report = await writeReport(await context.caseAt(), {
        format,
        lang: speaker.lang,
        names: options.names ?? false,
        full: options.full ?? false,
        now: context.now(),
      })
      await writeNamedFile(options.output, report.bytes)
      const said = {
        file: options.output,
        sha256: report.sha256,
        verdict: report.verdict,
        entries: report.entries,
      }
      context.show(said, () =>
        speaker.say('cli.report.written', {
          file: said.file,
          entries: said.entries,
          digest: said.sha256,
          verdict: speaker.say(`verdict.${report.verdict}`),
        }),
      )
      if (report.verdict === 'contradicted') context.finish(exitStatus.contradicted)
    })
