import { Command } from 'commander'
import {
  addExhibit,
  type CaseAt,
  exhibitCategories,
  instantOfLocal,
  listExhibits,
  showExhibit,
  UsageError,
  zoneOf,
} from '../../src/index.js'
import { type Context, exhibitNamed, filled, personNamed } from '../context.js'
import { exhibitFacts, exhibitRow } from '../present/exhibit.js'
import { facts, table } from '../present/facts.js'
import { type Elsewhere, record, signableElsewhere } from '../request-file.js'
import { type CommandFactory, examples, group, type Setting } from '../setting.js'

export const exhibitCommand: CommandFactory = (setting) =>
  group('exhibit', setting.speaker.say('cli.command.exhibit'), [
    addCommand(setting),
    listCommand(setting),
    showCommand(setting),
  ])

interface AddOptions extends Elsewhere {
  readonly category: string
  readonly description?: string
  readonly quantity: string
  readonly parent?: string
  readonly serial?: string
  readonly label?: string
  readonly place?: string
  readonly foundAt?: string
  readonly possessor?: string
}

const addCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const command = new Command('add')
    .description(speaker.say('cli.command.exhibit.add'))
    .argument('[number]', speaker.say('cli.argument.new-exhibit'))
    .option(
      '--category <category>',
      speaker.say('cli.option.category', { categories: exhibitCategories.join(', ') }),
      'other',
    )
    .option('--description <text>', speaker.say('cli.option.description'))
    .option('--quantity <n>', speaker.say('cli.option.quantity'), '1')
    .option('--parent <exhibit>', speaker.say('cli.option.parent'))
    .option('--serial <number>', speaker.say('cli.option.serial'))
    .option('--label <text>', speaker.say('cli.option.label'))
    .option('--place <text>', speaker.say('cli.option.place'))
    .option('--found-at <local time>', speaker.say('cli.option.found-at'))
    .option('--possessor <person>', speaker.say('cli.option.possessor'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia exhibit add E-1 --category phone --description '${speaker.say('example.phone')}' --serial 356938035643809 --by P-02`,
        `custodia exhibit add --parent E-1 --category memory-card --description '${speaker.say('example.card')}' --by P-02`,
        `custodia exhibit add --category phone --description '${speaker.say('example.phone')}' --by P-02 --request exhibit.json`,
        'custodia exhibit add --by P-01 --signed exhibit.signed.json',
      ]),
    )
    .action((number: string | undefined, options: AddOptions) => {
      const context = contextFor(command)
      return record(context, options, async (at, desk) =>
        addExhibit(at, desk, await newExhibit(context, at, number, options)),
      )
    })
}

async function newExhibit(context: Context, at: CaseAt, number: string | undefined, options: AddOptions) {
  const { category, description, quantity, parent, possessor, foundAt, request, signed, ...texts } = options
  return {
    ...texts,
    description: filled(description ?? '', '--description'),
    category: context.oneOf(exhibitCategories, category, '--category'),
    quantity: wholeNumber(quantity, '--quantity'),
    ...(number === undefined ? {} : { exhibit: exhibitNamed(number) }),
    ...(parent === undefined ? {} : { parent: exhibitNamed(parent, '--parent') }),
    ...(possessor === undefined ? {} : { possessor: personNamed(possessor, '--possessor') }),
    ...(foundAt === undefined ? {} : { foundAt: await found(at, foundAt) }),
  }
}

async function found(at: CaseAt, text: string) {
  const zone = await zoneOf(at)
  return { clock: 'stated', time: instantOfLocal(text, zone, '--found-at'), zone } as const
}

export function wholeNumber(text: string, what: string): number {
  if (!/^[1-9][0-9]{0,8}$/.test(text))
    throw new UsageError('usage.argument', { what, text, reason: 'number' })
  return Number(text)
}

const listCommand = ({ speaker, contextFor }: Setting) =>
  new Command('list')
    .description(speaker.say('cli.command.exhibit.list'))
    .addHelpText('after', examples(speaker, ['custodia exhibit list', 'custodia exhibit list --json']))
    .action(async (_options, command: Command) => {
      const context = contextFor(command)
      const exhibits = await listExhibits(await context.caseAt())
      context.show(exhibits, () =>
        table(
          speaker,
          exhibits.map((each) => exhibitRow(speaker, each)),
        ),
      )
    })

const showCommand = ({ speaker, contextFor }: Setting) =>
  new Command('show')
    .description(speaker.say('cli.command.exhibit.show'))
    .argument('<exhibit>', speaker.say('cli.argument.exhibit'))
    .addHelpText('after', examples(speaker, ['custodia exhibit show E-1']))
    .action(async (number: string, _options, command: Command) => {
      const context = contextFor(command)
      const exhibit = await showExhibit(await context.caseAt(), number)
      context.show(exhibit, () => facts(speaker, exhibitFacts(speaker, exhibit)))
    })
