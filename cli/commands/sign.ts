import { Command } from 'commander'
import { answerRequest, requestText, takeReceipt, UsageError, writeNamedFile } from '../../src/index.js'
import { type Context, personNamed } from '../context.js'
import { refuseExisting } from '../request-file.js'
import { type CommandFactory, examples } from '../setting.js'

interface SignOptions {
  readonly output?: string
  readonly receipt?: string
}

export const signCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('sign')
    .description(speaker.say('cli.command.sign'))
    .argument('[request-file]', speaker.say('cli.argument.request'))
    .option('-o, --output <file>', speaker.say('cli.option.output'))
    .option('--receipt <file>', speaker.say('cli.option.handed-receipt'))
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia sign transfer.json -o transfer.signed.json --by P-03',
        'custodia sign --receipt transfer.receipt',
      ]),
    )
    .action(async (path: string | undefined, { output, receipt }: SignOptions, command: Command) => {
      const context = contextFor(command)
      if (receipt !== undefined && (path !== undefined || output !== undefined))
        throw new UsageError('usage.conflict', { what: '--receipt, request-file' })
      if (receipt !== undefined) return keep(context, receipt)
      if (path === undefined) throw new UsageError('usage.missing', { what: 'request-file' })
      return answer(context, path, output ?? `${path.replace(/\.json$/, '')}.signed.json`)
    })

async function answer(context: Context, path: string, file: string): Promise<void> {
  const { options, speaker, terminal } = context
  if (!options.dryRun) refuseExisting(file)
  const desk = context.deskFor(personNamed(options.by ?? 'P-01', '--by'))
  const answered = await answerRequest(context.home, desk, path)
  if (!answered) return terminal.line(speaker.say('cli.enacted.dry'))
  const { genesis, pinned } = answered
  await writeNamedFile(file, await requestText(answered.answer))
  const lines = [
    ...(pinned ? [speaker.say('cli.sign.pinned', { genesis })] : []),
    speaker.say('cli.sign.written', { file }),
  ]
  context.show({ ...answered.answer, file, genesis, pinned }, () => lines.join('\n'))
}

async function keep(context: Context, file: string): Promise<void> {
  context.refuseDryRun()
  const kept = await takeReceipt(context.home, file)
  context.show(kept, () => context.speaker.say('cli.sign.kept', { ...kept }))
}
