import { Command } from 'commander'
import {
  annulEntry,
  type CaseAt,
  correctable,
  correctEntry,
  importHistory,
  isSealNumber,
  observe,
  UsageError,
} from '../../src/index.js'
import { countNamed, exhibitMeant, exhibitsMeant, filled, named } from '../context.js'
import { type Elsewhere, record, signableElsewhere } from '../request-file.js'
import { type CommandFactory, examples, group, type Setting } from '../setting.js'

interface ObserveOptions extends Elsewhere {
  readonly text?: string
  readonly exhibit?: readonly string[]
  readonly explains?: readonly string[]
}

export const observeCommand: CommandFactory = (setting) => {
  const { speaker, contextFor } = setting
  const { say } = speaker
  const command = new Command('observe')
    .description(say('cli.command.observe'))
    .option('--text <text>', say('cli.option.observation'))
    .option('--exhibit <exhibit...>', say('cli.option.observed-exhibit'))
    .option('--explains <entry:code...>', say('cli.option.explains'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia observe --text '${say('example.observation')}' --exhibit E-1 --by P-05`,
        `custodia observe --text '${say('example.explanation')}' --explains 12:SEAL-MISSING --by P-02`,
      ]),
    )
    .action((options: ObserveOptions) =>
      record(contextFor(command), options, async (at, desk) =>
        observe(at, desk, {
          text: filled(options.text ?? '', '--text'),
          exhibits: await exhibitsMeant(at, options.exhibit ?? [], '--exhibit'),
          explains: (options.explains ?? []).map(explained),
        }),
      ),
    )
}

/** `12:SEAL-MISSING`, as a break is shown with its entry. */
function explained(text: string): { readonly entry: number; readonly code: string } {
  const [, entry = '', code = ''] = /^#?([0-9]{1,9}):([A-Za-z][A-Za-z0-9-]{2,40})$/.exec(text) ?? []
  if (code === '') throw new UsageError('usage.argument', { what: '--explains', text, reason: 'explains' })
  return { entry: Number(entry), code: code.toUpperCase() }
}

function entryNamed(text: string | undefined): number {
  return countNamed(named(text, 'entry').replace(/^#/, ''), 'entry')
}

interface CorrectOptions extends Elsewhere {
  readonly field?: string
  readonly exhibit?: string
  readonly seal?: string
  readonly was?: string
  readonly becomes?: string
  readonly reason?: string
}

export const correctCommand: CommandFactory = (setting) => {
  const { speaker, contextFor } = setting
  const { say } = speaker
  const command = new Command('correct')
    .description(say('cli.command.correct'))
    .argument('[entry]', say('cli.argument.entry'))
    .option('--field <field>', say('cli.option.field', { fields: correctable.join(', ') }))
    .option('--exhibit <exhibit>', say('cli.option.corrected-exhibit'))
    .option('--seal <seal>', say('cli.option.corrected-seal'))
    .option('--was <text>', say('cli.option.was'))
    .option('--becomes <text>', say('cli.option.becomes'))
    .option('--reason <text>', say('cli.option.reason'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia correct 12 --field identifier --exhibit E-1 --was 356938035643890 --becomes 356938035643809 --reason '${say('example.transposed')}' --by P-02 --with P-01`,
        `custodia correct 12 --field wording --exhibit E-1 --was '${say('example.wrong-word')}' --becomes '${say('example.right-word')}' --reason '${say('example.slip')}' --by P-02`,
      ]),
    )
    .action((entry: string | undefined, options: CorrectOptions) => {
      const context = contextFor(command)
      return record(context, options, async (at, desk) =>
        correctEntry(at, desk, {
          entry: entryNamed(entry),
          field: context.oneOf(correctable, named(options.field, '--field'), '--field'),
          ...(await about(at, options)),
          was: filled(options.was ?? '', '--was'),
          becomes: filled(options.becomes ?? '', '--becomes'),
          reason: filled(options.reason ?? '', '--reason'),
        }),
      )
    })
}

async function about(at: CaseAt, { exhibit, seal }: CorrectOptions) {
  if (seal !== undefined && !isSealNumber(seal))
    throw new UsageError('usage.argument', { what: '--seal', text: seal, reason: 'name', form: 'S-1' })
  return {
    ...(exhibit === undefined ? {} : { exhibit: await exhibitMeant(at, exhibit, '--exhibit') }),
    ...(seal === undefined ? {} : { seal }),
  }
}

export const annulCommand: CommandFactory = (setting) => {
  const { speaker, contextFor } = setting
  const { say } = speaker
  const command = new Command('annul')
    .description(say('cli.command.annul'))
    .argument('[entry]', say('cli.argument.entry'))
    .option('--reason <text>', say('cli.option.reason'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [`custodia annul 17 --reason '${say('example.not-done')}' --by P-02 --with P-01`]),
    )
    .action((entry: string | undefined, options: { reason?: string } & Elsewhere) =>
      record(contextFor(command), options, (at, desk) =>
        annulEntry(at, desk, entryNamed(entry), filled(options.reason ?? '', '--reason')),
      ),
    )
}

export const historyCommand: CommandFactory = (setting) =>
  group('history', setting.speaker.say('cli.command.history'), [importCommand(setting)])

interface ImportOptions extends Elsewhere {
  readonly agency?: string
  readonly channel?: string
  readonly limits?: string
}

const importCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const { say } = speaker
  const command = new Command('import')
    .description(say('cli.command.history.import'))
    .argument('[exhibit]', say('cli.argument.exhibit'))
    .argument('[file]', say('cli.argument.history-file'))
    .option('--agency <text>', say('cli.option.agency'))
    .option('--channel <text>', say('cli.option.channel'))
    .option('--limits <text>', say('cli.option.limits'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia history import E-1 before.csv --agency '${say('example.agency')}' --channel '${say('example.channel')}' --by P-02`,
      ]),
    )
    .action((exhibit: string | undefined, file: string | undefined, options: ImportOptions) =>
      record(contextFor(command), options, async (at, desk) => {
        const { limits } = options
        const number = await exhibitMeant(at, named(exhibit, 'exhibit'))
        return importHistory(at, desk, number, named(file, 'file'), {
          agency: filled(options.agency ?? '', '--agency'),
          channel: filled(options.channel ?? '', '--channel'),
          ...(limits === undefined ? {} : { limits: filled(limits, '--limits') }),
        })
      }),
    )
}
