import { Command } from 'commander'
import {
  type CaseAt,
  type Desk,
  type DestructionField,
  deliverExhibits,
  destroyExhibits,
  destructionFields,
  type Leaving,
  type PersonCode,
  recoverExhibits,
  releaseExhibits,
} from '../../src/index.js'
import { exhibitsMeant, filled, named, personNamed, someNamed } from '../context.js'
import { type Elsewhere, record, signableElsewhere } from '../request-file.js'
import { examples, type Setting } from '../setting.js'
import {
  mannerOf,
  type SigningOptions,
  type WitnessOptions,
  withSigningOptions,
  withWitnessOptions,
  witnessesIn,
} from '../signing.js'
import { waiverIn } from '../waiver.js'

type Say = Setting['speaker']['say']

interface LeavingOptions extends Elsewhere, SigningOptions, WitnessOptions {
  readonly from?: string
  readonly to?: string
}

function leavingCommand(name: 'deliver' | 'recover' | 'release', say: Say): Command {
  const command = new Command(name)
    .description(say(`cli.command.exhibit.${name}`))
    .argument('[exhibit...]', say('cli.argument.exhibits'))
    .option('--from <person>', say(name === 'recover' ? 'cli.option.recover-from' : 'cli.option.from'))
    .option('--to <person>', say('cli.option.to'))
  return withWitnessOptions(withSigningOptions(command, say), say)
}

/** Whoever acts stands for the side that is not named. */
async function leavingOf(
  at: CaseAt,
  exhibits: readonly string[],
  options: LeavingOptions,
  sides: { readonly from: PersonCode; readonly to: PersonCode },
): Promise<Leaving> {
  return {
    ...sides,
    exhibits: await exhibitsMeant(at, someNamed(exhibits)),
    giver: mannerOf(options.giver, options, '--giver'),
    receiver: mannerOf(options.receiver, options, '--receiver'),
    witnesses: witnessesIn(options),
  }
}

function outward({ from, to }: LeavingOptions, { by }: Desk) {
  return {
    from: from === undefined ? by : personNamed(from, '--from'),
    to: personNamed(named(to, '--to'), '--to'),
  }
}

export const exhibitDeliverCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const { say } = speaker
  const command = leavingCommand('deliver', say)
    .option('--depository <text>', say('cli.option.depository'))
    .option('--receipt <number>', say('cli.option.court-receipt'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia exhibit deliver E-1 --to P-07 --depository '${say('example.depository')}' --receipt R-88 --receiver paper --scan receipt.pdf --by P-02`,
      ]),
    )
    .action((exhibits: string[], options: LeavingOptions & { depository?: string; receipt?: string }) =>
      record(contextFor(command), options, async (at, desk) => {
        const leaving = await leavingOf(at, exhibits, options, outward(options, desk))
        return deliverExhibits(at, desk, leaving, {
          depository: filled(options.depository ?? '', '--depository'),
          receipt: filled(options.receipt ?? '', '--receipt'),
        })
      }),
    )
}

export const exhibitRecoverCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const { say } = speaker
  const command = leavingCommand('recover', say).option('--document <text>', say('cli.option.court-document'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia exhibit recover E-1 --from P-07 --document '${say('example.court-paper')}' --giver paper --scan order.pdf --by P-02`,
      ]),
    )
    .action((exhibits: string[], options: LeavingOptions & { document?: string }) =>
      record(contextFor(command), options, async (at, desk) => {
        const { from, to } = options
        const leaving = await leavingOf(at, exhibits, options, {
          from: personNamed(named(from, '--from'), '--from'),
          to: to === undefined ? desk.by : personNamed(to, '--to'),
        })
        return recoverExhibits(at, desk, leaving, filled(options.document ?? '', '--document'))
      }),
    )
}

export const exhibitReleaseCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const { say } = speaker
  const command = leavingCommand('release', say).option('--reason <text>', say('cli.option.reason'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia exhibit release E-1 --to V-01 --reason '${say('example.owner')}' --receiver paper --scan sheet.pdf --under AU-3 --by P-02`,
      ]),
    )
    .action((exhibits: string[], options: LeavingOptions & { reason?: string }) =>
      record(contextFor(command), options, async (at, desk) => {
        const leaving = await leavingOf(at, exhibits, options, outward(options, desk))
        return releaseExhibits(at, desk, leaving, filled(options.reason ?? '', '--reason'))
      }),
    )
}

interface DestroyOptions extends Elsewhere, WitnessOptions, Partial<Record<DestructionField, string>> {
  readonly method?: string
  readonly waive?: readonly string[]
}

const several = (value: string, before: readonly string[] | undefined) => [...(before ?? []), value]

export const exhibitDestroyCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const { say } = speaker
  const command = new Command('destroy')
    .description(say('cli.command.exhibit.destroy'))
    .argument('[exhibit...]', say('cli.argument.exhibits'))
    .option('--method <text>', say('cli.option.method'))
  for (const field of destructionFields)
    command.option(`--${field} <text>`, say('cli.option.stated', { field: say(`destruction.${field}`) }))
  const fields = destructionFields.join(', ')
  command.option('--waive <field=reason>', say('cli.option.waive', { fields }), several)
  return signableElsewhere(withWitnessOptions(command, say, true), setting)
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia exhibit destroy E-3 --method '${say('example.shredding')}' --nature '${say('example.drive')}' --quantity 1 --waive value='${say('example.no-value')}' --witness P-04 --under AU-4 --by P-02`,
      ]),
    )
    .action((exhibits: string[], options: DestroyOptions) =>
      record(contextFor(command), options, async (at, desk) =>
        destroyExhibits(at, desk, {
          exhibits: await exhibitsMeant(at, someNamed(exhibits)),
          method: filled(options.method ?? '', '--method'),
          stated: statedIn(options),
          waived: (options.waive ?? []).map((each) =>
            waiverIn(each, 'not-possible', destructionFields, '--waive'),
          ),
          witnesses: witnessesIn(options),
        }),
      ),
    )
}

function statedIn(options: DestroyOptions): Partial<Record<DestructionField, string>> {
  return Object.fromEntries(
    destructionFields.flatMap((field) => {
      const text = options[field]
      return text === undefined ? [] : [[field, filled(text, `--${field}`)]]
    }),
  )
}
