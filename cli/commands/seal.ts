import { Command } from 'commander'
import {
  applySeal,
  breakSeal,
  checkSeal,
  sealConditions,
  sealImpossible,
  UsageError,
} from '../../src/index.js'
import { exhibitNamed, filled } from '../context.js'
import { type Elsewhere, record, signableElsewhere } from '../request-file.js'
import { type CommandFactory, examples, group, type Setting } from '../setting.js'

export const sealCommand: CommandFactory = (setting) =>
  group('seal', setting.speaker.say('cli.command.seal'), [
    applyCommand(setting),
    checkCommand(setting),
    breakCommand(setting),
  ])

interface SealOptions extends Elsewhere {
  readonly number?: string
  readonly impossible?: string
  readonly condition: string
  readonly reason?: string
}

/** An answer that comes back names the exhibit itself; a new act has to be told. */
function named(exhibit: string | undefined) {
  if (exhibit === undefined) throw new UsageError('usage.missing', { what: 'exhibit' })
  return exhibitNamed(exhibit)
}

const applyCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const command = new Command('apply')
    .description(speaker.say('cli.command.seal.apply'))
    .argument('[exhibit]', speaker.say('cli.argument.exhibit'))
    .option('--number <number>', speaker.say('cli.option.seal-number'))
    .option('--impossible <reason>', speaker.say('cli.option.impossible'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia seal apply E-1 --number 0012345 --by P-02',
        `custodia seal apply E-1 --impossible '${speaker.say('example.powered')}' --by P-02`,
        'custodia seal apply E-1 --number 0012345 --by P-02 --request seal.json',
        'custodia seal apply --by P-01 --signed seal.signed.json',
      ]),
    )
    .action((exhibit: string | undefined, options: SealOptions) =>
      record(contextFor(command), options, async (at, desk) => {
        const number = named(exhibit)
        if (options.impossible !== undefined)
          return sealImpossible(at, desk, number, filled(options.impossible, '--impossible'))
        if (options.number === undefined) throw new UsageError('usage.missing', { what: '--number' })
        return applySeal(at, desk, number, filled(options.number, '--number'))
      }),
    )
}

const checkCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const command = new Command('check')
    .description(speaker.say('cli.command.seal.check'))
    .argument('[exhibit]', speaker.say('cli.argument.exhibit'))
    .option('--number <number>', speaker.say('cli.option.seal-observed'))
    .option(`--condition <${sealConditions.join('|')}>`, speaker.say('cli.option.condition'), 'intact')
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia seal check E-1 --number 0012345 --condition intact --by P-03',
        'custodia seal check E-1 --number 0012345 --by P-03 --request check.json',
        'custodia seal check --by P-02 --signed check.signed.json',
      ]),
    )
    .action((exhibit: string | undefined, options: SealOptions) => {
      const context = contextFor(command)
      return record(context, options, async (at, desk) => {
        const condition = context.oneOf(sealConditions, options.condition, '--condition')
        return checkSeal(at, desk, named(exhibit), condition, options.number)
      })
    })
}

const breakCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const command = new Command('break')
    .description(speaker.say('cli.command.seal.break'))
    .argument('[exhibit]', speaker.say('cli.argument.exhibit'))
    .option('--reason <text>', speaker.say('cli.option.reason'))
    .option('--number <number>', speaker.say('cli.option.seal-number'))
  const broken = `custodia seal break E-1 --reason '${speaker.say('example.copying')}' --by P-02`
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        `${broken} --number 0012345`,
        `${broken} --request break.json`,
        'custodia seal break --by P-01 --signed break.signed.json',
      ]),
    )
    .action((exhibit: string | undefined, options: SealOptions) =>
      record(contextFor(command), options, async (at, desk) => {
        const reason = filled(options.reason ?? '', '--reason')
        return breakSeal(at, desk, named(exhibit), reason, options.number)
      }),
    )
}
