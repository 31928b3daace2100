import { Command } from 'commander'
import { type KeepingAct, recordKeeping, retainExhibits } from '../../src/index.js'
import { exhibitsMeant, filled, named, someNamed, timeStated } from '../context.js'
import { type Elsewhere, record, signableElsewhere } from '../request-file.js'
import { examples, type Setting } from '../setting.js'

const words = {
  hold: 'example.hold',
  unhold: 'example.lift',
  missing: 'example.missing',
  found: 'example.misplaced',
} as const

/** `hold`, `unhold`, `missing` and `found`: exhibits and a reason. */
export const exhibitKeepingCommand = (setting: Setting, name: keyof typeof words) => {
  const { speaker, contextFor } = setting
  const { say } = speaker
  const kind: KeepingAct = `exhibit.${name}`
  const command = new Command(name)
    .description(say(`cli.command.exhibit.${name}`))
    .argument('[exhibit...]', say('cli.argument.exhibits'))
    .option('--reason <text>', say('cli.option.reason'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [`custodia exhibit ${name} E-1 --reason '${say(words[name])}' --by P-02`]),
    )
    .action((exhibits: string[], options: { reason?: string } & Elsewhere) =>
      record(contextFor(command), options, async (at, desk) => {
        const reason = filled(options.reason ?? '', '--reason')
        return recordKeeping(at, desk, kind, await exhibitsMeant(at, someNamed(exhibits)), reason)
      }),
    )
}

export const exhibitRetainCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const { say } = speaker
  const command = new Command('retain')
    .description(say('cli.command.exhibit.retain'))
    .argument('[exhibit...]', say('cli.argument.exhibits'))
    .option('--until <local time>', say('cli.option.kept-until'))
    .option('--basis <text>', say('cli.option.basis'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia exhibit retain E-1 --until '2031-06-03 00:00' --basis '${say('example.retention')}' --by P-02`,
      ]),
    )
    .action((exhibits: string[], options: { until?: string; basis?: string } & Elsewhere) =>
      record(contextFor(command), options, async (at, desk) => {
        const until = await timeStated(at, named(options.until, '--until'), '--until')
        const basis = filled(options.basis ?? '', '--basis')
        return retainExhibits(at, desk, await exhibitsMeant(at, someNamed(exhibits)), until, basis)
      }),
    )
}
