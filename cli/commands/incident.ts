import { Command } from 'commander'
import { clockReferences, recordClock, recordRestore, UsageError } from '../../src/index.js'
import { type Context, filled, personNamed } from '../context.js'
import { enactedJson, enactedText } from '../present/enacted.js'
import { type CommandFactory, examples, group, type Setting } from '../setting.js'

export const incidentCommand: CommandFactory = (setting) =>
  group('incident', setting.speaker.say('cli.command.incident'), [
    restoreCommand(setting),
    clockCommand(setting),
  ])

const restoreCommand = ({ speaker, contextFor }: Setting) =>
  new Command('restore')
    .description(speaker.say('cli.command.incident.restore'))
    .requiredOption('--reason <text>', speaker.say('cli.option.reason'))
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia incident restore --reason '${speaker.say('example.disk-failed')}' --by P-01`,
        `custodia incident restore --reason '${speaker.say('example.disk-failed')}' --by P-01 --with P-04`,
      ]),
    )
    .action(async ({ reason }: { reason: string }, command: Command) => {
      const context = contextFor(command)
      const enacted = await recordRestore(
        await context.caseAt(),
        deskOfStoppedCase(context),
        filled(reason, '--reason'),
      )
      context.show(enactedJson(enacted), () => enactedText(speaker, enacted))
    })

/** Nothing can be asked of a case that is stopped: not who may act in it, nor in which zone a time is meant. */
function deskOfStoppedCase({ options: { at, by }, deskFor }: Context) {
  if (by === undefined) throw new UsageError('usage.missing', { what: '--by' })
  if (at !== undefined) throw new UsageError('usage.conflict', { what: 'incident restore --at' })
  return deskFor(personNamed(by, '--by'))
}

interface ClockOptions {
  readonly reason: string
  readonly offsetMs?: string
  readonly source?: string
}

const clockCommand = ({ speaker, contextFor }: Setting) =>
  new Command('clock')
    .description(speaker.say('cli.command.incident.clock'))
    .requiredOption('--reason <text>', speaker.say('cli.option.reason'))
    .option('--offset-ms <number>', speaker.say('cli.option.offset-ms'))
    .option(`--source <${clockReferences.join('|')}>`, speaker.say('cli.option.offset-source'))
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia incident clock --reason '${speaker.say('example.clock-ahead')}' --by P-01`,
        `custodia incident clock --reason '${speaker.say('example.clock-ahead')}' --offset-ms -86400000 --source ntp`,
      ]),
    )
    .action(async (options: ClockOptions, command: Command) => {
      const context = contextFor(command)
      const correction = correctionIn(context, options)
      const enacted = await recordClock(await context.caseAt(), await context.desk(), {
        reason: filled(options.reason, '--reason'),
        ...(correction ? { correction } : {}),
      })
      context.show(enactedJson(enacted), () => enactedText(speaker, enacted))
    })

function correctionIn({ oneOf }: Context, { offsetMs, source }: ClockOptions) {
  if (offsetMs === undefined && source === undefined) return undefined
  if (offsetMs === undefined) throw new UsageError('usage.missing', { what: '--offset-ms' })
  if (source === undefined) throw new UsageError('usage.missing', { what: '--source' })
  if (!/^-?[0-9]{1,13}$/.test(offsetMs))
    throw new UsageError('usage.argument', { what: '--offset-ms', text: offsetMs, reason: 'milliseconds' })
  return { offset: Number(offsetMs), source: oneOf(clockReferences, source, '--source') }
}
