import { Command } from 'commander'
import {
  applySeal,
  breakSeal,
  checkSeal,
  type Enacted,
  sealConditions,
  sealImpossible,
  UsageError,
} from '../../src/index.js'
import { type Context, exhibitNamed, filled } from '../context.js'
import { enactedJson, enactedText } from '../present/enacted.js'
import { type CommandFactory, examples, group, type Setting } from '../setting.js'

export const sealCommand: CommandFactory = (setting) =>
  group('seal', setting.speaker.say('cli.command.seal'), [
    applyCommand(setting),
    checkCommand(setting),
    breakCommand(setting),
  ])

function done(context: Context, enacted: Enacted): void {
  context.show(enactedJson(enacted), () => enactedText(context.speaker, enacted))
}

const applyCommand = ({ speaker, contextFor }: Setting) =>
  new Command('apply')
    .description(speaker.say('cli.command.seal.apply'))
    .argument('<exhibit>', speaker.say('cli.argument.exhibit'))
    .option('--number <number>', speaker.say('cli.option.seal-number'))
    .option('--impossible <reason>', speaker.say('cli.option.impossible'))
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia seal apply E-1 --number 0012345 --by P-02',
        `custodia seal apply E-1 --impossible '${speaker.say('example.powered')}' --by P-02`,
      ]),
    )
    .action(async (exhibit: string, options: { number?: string; impossible?: string }, command: Command) => {
      const context = contextFor(command)
      const [at, desk, number] = [await context.caseAt(), await context.desk(), exhibitNamed(exhibit)]
      if (options.impossible !== undefined)
        return done(
          context,
          await sealImpossible(at, desk, number, filled(options.impossible, '--impossible')),
        )
      if (options.number === undefined) throw new UsageError('usage.missing', { what: '--number' })
      return done(context, await applySeal(at, desk, number, filled(options.number, '--number')))
    })

const checkCommand = ({ speaker, contextFor }: Setting) =>
  new Command('check')
    .description(speaker.say('cli.command.seal.check'))
    .argument('<exhibit>', speaker.say('cli.argument.exhibit'))
    .option('--number <number>', speaker.say('cli.option.seal-observed'))
    .option(`--condition <${sealConditions.join('|')}>`, speaker.say('cli.option.condition'), 'intact')
    .addHelpText(
      'after',
      examples(speaker, ['custodia seal check E-1 --number 0012345 --condition intact --by P-03']),
    )
    .action(async (exhibit: string, options: { number?: string; condition: string }, command: Command) => {
      const context = contextFor(command)
      const condition = context.oneOf(sealConditions, options.condition, '--condition')
      const number = exhibitNamed(exhibit)
      done(
        context,
        await checkSeal(await context.caseAt(), await context.desk(), number, condition, options.number),
      )
    })

const breakCommand = ({ speaker, contextFor }: Setting) =>
  new Command('break')
    .description(speaker.say('cli.command.seal.break'))
    .argument('<exhibit>', speaker.say('cli.argument.exhibit'))
    .requiredOption('--reason <text>', speaker.say('cli.option.reason'))
    .option('--number <number>', speaker.say('cli.option.seal-number'))
    .addHelpText(
      'after',
      examples(speaker, [`custodia seal break E-1 --reason '${speaker.say('example.copying')}' --by P-02`]),
    )
    .action(async (exhibit: string, options: { reason: string; number?: string }, command: Command) => {
      const context = contextFor(command)
      const number = exhibitNamed(exhibit)
      const reason = filled(options.reason, '--reason')
      done(
        context,
        await breakSeal(await context.caseAt(), await context.desk(), number, reason, options.number),
      )
    })
