import { Command } from 'commander'
import { attach, attachmentClasses, isSealNumber, UsageError } from '../../src/index.js'
import { exhibitNamed, filled } from '../context.js'
import { type Elsewhere, record, signableElsewhere } from '../request-file.js'
import { type CommandFactory, examples } from '../setting.js'

interface AttachOptions extends Elsewhere {
  readonly class?: string
  readonly exhibit?: string
  readonly seal?: string
  readonly description?: string
  readonly declare?: string
}

const declaration = 'no-evidence-content'

export const attachCommand: CommandFactory = (setting) => {
  const { speaker, contextFor } = setting
  const command = new Command('attach')
    .description(speaker.say('cli.command.attach'))
    .argument('[file]', speaker.say('cli.argument.attachment'))
    .option(`--class <${attachmentClasses.join('|')}>`, speaker.say('cli.option.attachment-class'))
    .option('--exhibit <exhibit>', speaker.say('cli.option.attachment-exhibit'))
    .option('--seal <number>', speaker.say('cli.option.attachment-seal'))
    .option('--description <text>', speaker.say('cli.option.attachment-description'))
    .option(`--declare <${declaration}>`, speaker.say('cli.option.declare'))
  const photograph = `custodia attach seal.jpg --class seal --seal S-1 --description '${speaker.say('example.seal-photo')}' --declare ${declaration} --by P-02`
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        photograph,
        `custodia attach sheet.pdf --class document --exhibit E-1 --description '${speaker.say('example.sheet')}' --declare ${declaration} --by P-02`,
      ]),
    )
    .action((file: string | undefined, options: AttachOptions) => {
      const context = contextFor(command)
      return record(context, options, async (at, desk) => {
        const { exhibit, seal } = options
        if (file === undefined) throw new UsageError('usage.missing', { what: 'file' })
        if (options.class === undefined) throw new UsageError('usage.missing', { what: '--class' })
        if (options.declare === undefined) throw new UsageError('usage.missing', { what: '--declare' })
        context.oneOf([declaration] as const, options.declare, '--declare')
        if (seal !== undefined && !isSealNumber(seal))
          throw new UsageError('usage.argument', { what: '--seal', text: seal, reason: 'name', form: 'S-1' })
        return attach(at, desk, {
          class: context.oneOf(attachmentClasses, options.class, '--class'),
          path: file,
          description: filled(options.description ?? '', '--description'),
          ...(exhibit === undefined ? {} : { exhibit: exhibitNamed(exhibit, '--exhibit') }),
          ...(seal === undefined ? {} : { seal }),
        })
      })
    })
}
