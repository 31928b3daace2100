import { Command } from 'commander'
import {
  type Assessment,
  assessItems,
  determinations,
  importAssessments,
  listAssessments,
  type Speaker,
  UsageError,
} from '../../src/index.js'
import { type Context, filled, personNamed } from '../context.js'
import { enactedJson, enactedText } from '../present/enacted.js'
import { type CommandFactory, examples, type Setting } from '../setting.js'

interface AssessOptions {
  readonly scheme?: string
  readonly schemeVersion?: string
  readonly code?: string
  readonly determination?: string
  readonly realistic?: string
  readonly depicted?: string
  readonly second?: boolean
}

export const assessCommand: CommandFactory = (setting) => {
  const { speaker, contextFor } = setting
  return (
    new Command('assess')
      // Its members have options of the same names.
      .enablePositionalOptions()
      .description(speaker.say('cli.command.assess'))
      .argument('<item>', speaker.say('cli.argument.assessed'))
      .option('--scheme <text>', speaker.say('cli.option.scheme'))
      .option('--scheme-version <text>', speaker.say('cli.option.scheme-version'))
      .option('--code <code>', speaker.say('cli.option.code'))
      .option(`--determination <${determinations.join('|')}>`, speaker.say('cli.option.determination'))
      .option('--realistic <yes|no>', speaker.say('cli.option.realistic'))
      .option('--depicted <persons>', speaker.say('cli.option.depicted'))
      .option('--second', speaker.say('cli.option.second'))
      .addHelpText(
        'after',
        examples(speaker, [
          'custodia assess A-1/3 --scheme lab --scheme-version 3 --code 2 --determination real --depicted V-01 --by P-02',
          'custodia assess A-1/3 --determination undetermined --second --by P-03',
        ]),
      )
      .action(async (target: string, options: AssessOptions, command: Command) => {
        const context = contextFor(command)
        const assessment = assessmentOf(context, options)
        const reader = options.second ? 'second' : 'first'
        const enacted = await assessItems(
          await context.caseAt(),
          await context.desk(),
          target,
          assessment,
          reader,
        )
        context.show(enactedJson(enacted), () => enactedText(speaker, enacted))
      })
      .addCommand(importCommand(setting))
      .addCommand(listCommand(setting))
  )
}

/** A code stands with its scale and the version of it, or not at all. */
function assessmentOf(context: Context, options: AssessOptions): Assessment {
  const { scheme, schemeVersion, code, determination, realistic, depicted } = options
  const scale = [scheme, schemeVersion, code].filter((each) => each !== undefined)
  if (scale.length % 3 !== 0)
    throw new UsageError('usage.missing', { what: '--scheme, --scheme-version, --code' })
  const assessment: Assessment = {
    ...(scheme !== undefined && schemeVersion !== undefined && code !== undefined
      ? { category: { scheme: filled(scheme, '--scheme'), schemeVersion, code: filled(code, '--code') } }
      : {}),
    ...(determination === undefined
      ? {}
      : { determination: context.oneOf(determinations, determination, '--determination') }),
    ...(realistic === undefined
      ? {}
      : { realistic: context.oneOf(['yes', 'no'], realistic, '--realistic') === 'yes' }),
    ...(depicted === undefined
      ? {}
      : { depicted: depicted.split(',').map((each) => personNamed(each.trim(), '--depicted')) }),
  }
  if (Object.keys(assessment).length === 0) throw new UsageError('usage.missing', { what: '--determination' })
  return assessment
}

const columns = [
  'item',
  'sha256',
  'sha1',
  'md5',
  'scheme',
  'version',
  'code',
  'determination',
  'realistic',
  'depicted',
] as const

const importCommand = ({ speaker, contextFor }: Setting) =>
  new Command('import')
    .description(speaker.say('cli.command.assess.import'))
    .argument('<file>', speaker.say('cli.argument.assessments'))
    .option('--map <field=column,...>', speaker.say('cli.option.map', { fields: columns.join(', ') }))
    .option('--second', speaker.say('cli.option.second'))
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia assess import readings.csv --map item=Ref,determination=Result --by P-02',
        'custodia assess import vics.json --by P-02',
      ]),
    )
    .action(async (path: string, options: { map?: string }, command: Command) => {
      const context = contextFor(command)
      // The group takes an option of the same name, and so has it.
      const reader = command.optsWithGlobals<AssessOptions>().second ? 'second' : 'first'
      const map = mapOf(context, options.map)
      const enacted = await importAssessments(await context.caseAt(), await context.desk(), path, map, reader)
      context.show(enactedJson(enacted), () => enactedText(speaker, enacted))
    })

function mapOf(context: Context, text = ''): Partial<Record<(typeof columns)[number], string>> {
  const pairs = text.split(',').filter((each) => each.trim() !== '')
  return Object.fromEntries(
    pairs.map((pair) => {
      const [field = '', ...column] = pair.split('=')
      return [context.oneOf(columns, field.trim(), '--map'), filled(column.join('='), `--map ${field}=`)]
    }),
  )
}

const listCommand = ({ speaker, contextFor }: Setting) =>
  new Command('list')
    .description(speaker.say('cli.command.assess.list'))
    .argument('[acquisition]', speaker.say('cli.argument.acquisition'))
    .addHelpText('after', examples(speaker, ['custodia assess list A-1', 'custodia assess list --json']))
    .action(async (acquisition: string | undefined, _options, command: Command) => {
      const context = contextFor(command)
      const items = await listAssessments(await context.caseAt(), acquisition)
      context.show(items, () =>
        items
          .flatMap(({ item, readings, disagree }) => [
            disagree ? speaker.say('cli.assessed.disagree', { item }) : item,
            ...readings.map((reading) => `  ${readingText(speaker, reading)}`),
          ])
          .join('\n'),
      )
    })

type Reading = Awaited<ReturnType<typeof listAssessments>>[number]['readings'][number]

function readingText({ say }: Speaker, { by, reader, entry, ...reading }: Reading): string {
  const { category, determination, realistic, depicted = [] } = reading
  const parts = [
    category && `${category.scheme} ${category.schemeVersion}: ${category.code}`,
    determination && say(`determination.${determination}`),
    realistic === undefined
      ? undefined
      : say(realistic ? 'cli.assessed.realistic' : 'cli.assessed.not-realistic'),
    depicted.join(' '),
  ].filter((each) => each !== undefined && each !== '')
  return say('cli.assessed.reading', { by, reader: say(`reader.${reader}`), entry, said: parts.join('; ') })
}
