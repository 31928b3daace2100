import { Command } from 'commander'
import {
  addExhibit,
  addExhibitLike,
  type CaseAt,
  type Desk,
  type Enacted,
  exhibitCategories,
  exhibitConditions,
  type NewExhibit,
  takingFields,
} from '../../src/index.js'
import {
  type Context,
  exhibitMeant,
  exhibitNamed,
  filled,
  personNamed,
  timeStated,
  wholeNumber,
} from '../context.js'
import { type Elsewhere, record, signableElsewhere } from '../request-file.js'
import { examples, type Setting } from '../setting.js'
import { reasonedFields, type WaiverOptions, withWaiverOptions } from '../waiver.js'

interface AddOptions extends Elsewhere, WaiverOptions {
  readonly category?: string
  readonly condition?: string
  readonly court?: string
  readonly description?: string
  readonly finder?: string
  readonly foundAt?: string
  readonly like?: string
  readonly parent?: string
  readonly possessor?: string
  readonly quantity: string
}

type Say = Setting['speaker']['say']

export const exhibitAddCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const { say } = speaker
  const command = withIdentifiers(
    new Command('add')
      .description(say('cli.command.exhibit.add'))
      .argument('[number]', say('cli.argument.new-exhibit'))
      .option(
        '--category <category>',
        say('cli.option.category', { categories: exhibitCategories.join(', ') }),
      )
      .option('--description <text>', say('cli.option.description'))
      .option('--quantity <n>', say('cli.option.quantity'), '1')
      .option('--parent <exhibit>', say('cli.option.parent'))
      .option('--like <exhibit>', say('cli.option.like'))
      .option('--place <text>', say('cli.option.place'))
      .option('--found-at <local time>', say('cli.option.found-at'))
      .option('--finder <person>', say('cli.option.finder'))
      .option('--possessor <person>', say('cli.option.possessor'))
      .option('--occasion <text>', say('cli.option.occasion'))
      .option(
        `--condition <${exhibitConditions.join('|')}>`,
        say('cli.option.exhibit-condition', { conditions: exhibitConditions.join(', ') }),
      ),
    say,
  )
  return signableElsewhere(withWaiverOptions(command, say, takingFields), setting)
    .addHelpText('after', examples(speaker, addExamples(say)))
    .action((number: string | undefined, options: AddOptions) => {
      const context = contextFor(command)
      return record(context, options, (at, desk) => add(context, at, desk, number, options))
    })
}

function withIdentifiers(command: Command, say: Say): Command {
  return command
    .option('--serial <number>', say('cli.option.serial'))
    .option('--imei <number...>', say('cli.option.imei'))
    .option('--iccid <number...>', say('cli.option.iccid'))
    .option('--mac <number...>', say('cli.option.mac'))
    .option('--model <text>', say('cli.option.model'))
    .option('--label <text>', say('cli.option.label'))
    .option('--bag <number>', say('cli.option.bag'))
    .option('--police <number>', say('cli.option.police'))
    .option('--lab <number>', say('cli.option.lab'))
    .option('--court <number>', say('cli.option.court-number'))
}

function addExamples(say: Say): readonly string[] {
  const phone = `--category phone --description '${say('example.phone')}'`
  return [
    `custodia exhibit add E-1 ${phone} --serial 356938035643809 --by P-02`,
    `custodia exhibit add E-2 ${phone} --imei 356938035643809 --bag B-0012 --condition on --found-at '2026-05-03 07:40' --finder P-02 --possessor X-04 --place 'D-1' --occasion '${say('example.found-list')}' --by P-02`,
    `custodia exhibit add --like E-2 --description '${say('example.card')}' --not-possible identifier='${say('example.no-serial')}' --by P-02`,
    `custodia exhibit add --parent E-1 --category memory-card --description '${say('example.card')}' --by P-02`,
    `custodia exhibit add ${phone} --by P-02 --request exhibit.json`,
    'custodia exhibit add --by P-01 --signed exhibit.signed.json',
  ]
}

async function add(
  context: Context,
  at: CaseAt,
  desk: Desk,
  number: string | undefined,
  options: AddOptions,
): Promise<Enacted> {
  const { like, category } = options
  const stated = await newExhibit(context, at, number, options)
  const kind =
    category === undefined ? {} : { category: context.oneOf(exhibitCategories, category, '--category') }
  if (like === undefined) return addExhibit(at, desk, { category: 'other', ...stated, ...kind })
  return addExhibitLike(at, desk, await exhibitMeant(at, like, '--like'), { ...stated, ...kind })
}

async function newExhibit(
  context: Context,
  at: CaseAt,
  number: string | undefined,
  options: AddOptions,
): Promise<Omit<NewExhibit, 'category'>> {
  const { category, condition, description, quantity, parent, finder, possessor, foundAt, ...others } =
    options
  const { request, signed, like, notPossible, refused, ...texts } = others
  const waived = reasonedFields({ notPossible, refused }, takingFields)
  return {
    ...texts,
    description: filled(description ?? '', '--description'),
    quantity: wholeNumber(quantity, '--quantity'),
    ...(number === undefined ? {} : { exhibit: exhibitNamed(number) }),
    ...(condition === undefined
      ? {}
      : { condition: context.oneOf(exhibitConditions, condition, '--condition') }),
    ...(finder === undefined ? {} : { finder: personNamed(finder, '--finder') }),
    ...(foundAt === undefined ? {} : { foundAt: await timeStated(at, foundAt, '--found-at') }),
    ...(parent === undefined ? {} : { parent: await exhibitMeant(at, parent, '--parent') }),
    ...(possessor === undefined ? {} : { possessor: personNamed(possessor, '--possessor') }),
    ...(waived.length === 0 ? {} : { waived }),
  }
}
