import { Command } from 'commander'
import {
  checkIdentity,
  countExhibit,
  type IdentifierKind,
  identifierKinds,
  labelExhibit,
  splitExhibit,
  UsageError,
} from '../../src/index.js'
import { countNamed, exhibitMeant, exhibitsMeant, filled, named } from '../context.js'
import { type Elsewhere, record, signableElsewhere } from '../request-file.js'
import { examples, type Setting } from '../setting.js'

export const exhibitLabelCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const { say } = speaker
  const command = new Command('label')
    .description(say('cli.command.exhibit.label'))
    .argument('[exhibit]', say('cli.argument.exhibit'))
    .option('--as <kind>', say('cli.option.as', { kinds: identifierKinds.join(', ') }))
    .option('--number <text>', say('cli.option.known-number'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, ["custodia exhibit label E-1 --as court --number '12/2026' --by P-02"]),
    )
    .action((exhibit: string | undefined, options: { as?: string; number?: string } & Elsewhere) => {
      const context = contextFor(command)
      return record(context, options, async (at, desk) => {
        const is = context.oneOf(identifierKinds, filled(options.as ?? '', '--as'), '--as')
        const text = filled(options.number ?? '', '--number')
        return labelExhibit(at, desk, await exhibitMeant(at, named(exhibit, 'exhibit')), { is, text })
      })
    })
}

export const exhibitSplitCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const command = new Command('split')
    .description(speaker.say('cli.command.exhibit.split'))
    .argument('[exhibit]', speaker.say('cli.argument.exhibit'))
    .argument('[parts...]', speaker.say('cli.argument.parts'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia exhibit split E-1 E-1.1 --by P-02',
        'custodia exhibit split E-1 --by P-02',
      ]),
    )
    .action((exhibit: string | undefined, parts: string[], options: Elsewhere) =>
      record(contextFor(command), options, async (at, desk) => {
        const whole = await exhibitMeant(at, named(exhibit, 'exhibit'))
        return splitExhibit(at, desk, whole, await exhibitsMeant(at, parts))
      }),
    )
}

export const exhibitCountCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const command = new Command('count')
    .description(speaker.say('cli.command.exhibit.count'))
    .argument('[exhibit]', speaker.say('cli.argument.exhibit'))
    .option('--counted <n>', speaker.say('cli.option.counted'))
  return signableElsewhere(command, setting)
    .addHelpText('after', examples(speaker, ['custodia exhibit count E-5 --counted 49 --by P-02']))
    .action((exhibit: string | undefined, options: { counted?: string } & Elsewhere) =>
      record(contextFor(command), options, async (at, desk) => {
        const counted = countNamed(named(options.counted, '--counted'), '--counted')
        return countExhibit(at, desk, await exhibitMeant(at, named(exhibit, 'exhibit')), counted)
      }),
    )
}

type CheckOptions = Partial<Record<IdentifierKind, string>> & Elsewhere

export const exhibitCheckCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const { say } = speaker
  const command = new Command('check')
    .description(say('cli.command.exhibit.check'))
    .argument('[exhibit]', say('cli.argument.exhibit'))
  for (const is of identifierKinds)
    command.option(`--${is} <number>`, say('cli.option.observed', { is: say(`identifier.${is}`) }))
  return signableElsewhere(command, setting)
    .addHelpText('after', examples(speaker, ['custodia exhibit check E-1 --imei 356938035643809 --by P-03']))
    .action((exhibit: string | undefined, options: CheckOptions) =>
      record(contextFor(command), options, async (at, desk) =>
        checkIdentity(at, desk, await exhibitMeant(at, named(exhibit, 'exhibit')), onlyOne(options)),
      ),
    )
}

function onlyOne(options: CheckOptions): { readonly is: IdentifierKind; readonly text: string } {
  const [only, another] = identifierKinds.flatMap((is) => {
    const text = options[is]
    return text === undefined ? [] : [{ is, text: filled(text, `--${is}`) }]
  })
  if (!only || another) throw new UsageError('usage.conflict', { reason: 'one-identifier' })
  return only
}
