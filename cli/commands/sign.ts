import { Command } from 'commander'
import { answerRequest, requestText, writeNamedFile } from '../../src/index.js'
import { personNamed } from '../context.js'
import { type CommandFactory, examples } from '../setting.js'

export const signCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('sign')
    .description(speaker.say('cli.command.sign'))
    .argument('<request-file>', speaker.say('cli.argument.request'))
    .option('-o, --output <file>', speaker.say('cli.option.output'))
    .addHelpText(
      'after',
      examples(speaker, ['custodia sign transfer.json -o transfer.signed.json --by P-03']),
    )
    .action(async (path: string, { output }: { output?: string }, command: Command) => {
      const context = contextFor(command)
      const desk = context.deskFor(personNamed(context.options.by ?? 'P-01', '--by'))
      const answer = await answerRequest(context.home, desk, path)
      if (!answer) return context.terminal.line(speaker.say('cli.enacted.dry'))
      const text = await requestText(answer)
      const file = output ?? `${path.replace(/\.json$/, '')}.signed.json`
      await writeNamedFile(file, text)
      context.show({ ...answer, file }, () => speaker.say('cli.sign.written', { file }))
    })
