import { Command } from 'commander'
import {
  hashSetClasses,
  importHashSet,
  isHashSetNumber,
  listHashSets,
  matchHashSet,
  UsageError,
} from '../../src/index.js'
import { acquisitionNamed, filled } from '../context.js'
import { enactedJson, enactedText } from '../present/enacted.js'
import { table } from '../present/facts.js'
import { type CommandFactory, examples, group, type Setting } from '../setting.js'

export const hashsetCommand: CommandFactory = (setting) =>
  group('hashset', setting.speaker.say('cli.command.hashset'), [
    importCommand(setting),
    listCommand(setting),
    matchCommand(setting),
  ])

interface ImportOptions {
  readonly class?: string
  readonly name: string
  readonly scheme?: string
  readonly schemeVersion?: string
}

const importCommand = ({ speaker, contextFor }: Setting) =>
  new Command('import')
    .description(speaker.say('cli.command.hashset.import'))
    .argument('<file>', speaker.say('cli.argument.hash-set'))
    .requiredOption('--name <text>', speaker.say('cli.option.hash-set-name'))
    .option(`--class <${hashSetClasses.join('|')}>`, speaker.say('cli.option.hash-set-class'))
    .option('--scheme <text>', speaker.say('cli.option.scheme'))
    .option('--scheme-version <text>', speaker.say('cli.option.scheme-version'))
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia hashset import RDS_minimal.db --class known-good --name 'NSRL RDS' --by P-02`,
        `custodia hashset import list.csv --class known-relevant --name '${speaker.say('example.lab-list')}' --scheme lab --scheme-version 3 --by P-02`,
      ]),
    )
    .action(async (path: string, options: ImportOptions, command: Command) => {
      const context = contextFor(command)
      const { class: kind, scheme, schemeVersion } = options
      if ((scheme === undefined) !== (schemeVersion === undefined))
        throw new UsageError('usage.missing', { what: '--scheme, --scheme-version' })
      const enacted = await importHashSet(await context.caseAt(), await context.desk(), {
        path,
        name: filled(options.name, '--name'),
        ...(kind === undefined ? {} : { class: context.oneOf(hashSetClasses, kind, '--class') }),
        ...(scheme === undefined || schemeVersion === undefined ? {} : { scheme: { scheme, schemeVersion } }),
      })
      context.show(enactedJson(enacted), () => enactedText(speaker, enacted))
    })

const listCommand = ({ speaker, contextFor }: Setting) =>
  new Command('list')
    .description(speaker.say('cli.command.hashset.list'))
    .addHelpText('after', examples(speaker, ['custodia hashset list']))
    .action(async (_options, command: Command) => {
      const context = contextFor(command)
      const sets = await listHashSets(await context.caseAt())
      context.show(sets, () =>
        table(
          speaker,
          sets.map(({ index: _, class: kind, ...set }) => ({
            ...set,
            class: speaker.say(`hash-set.${kind}`),
          })),
        ),
      )
    })

const matchCommand = ({ speaker, contextFor }: Setting) =>
  new Command('match')
    .description(speaker.say('cli.command.hashset.match'))
    .argument('<set>', speaker.say('cli.argument.set'))
    .argument('[acquisition...]', speaker.say('cli.argument.acquisition'))
    .addHelpText('after', examples(speaker, ['custodia hashset match H-1 A-1 A-2 --by P-02']))
    .action(async (set: string, acquisitions: string[], _options, command: Command) => {
      const context = contextFor(command)
      if (!isHashSetNumber(set))
        throw new UsageError('usage.argument', { what: '', text: set, reason: 'name', form: 'H-1' })
      const named = acquisitions.map((each) => acquisitionNamed(each))
      const found = await matchHashSet(await context.caseAt(), await context.desk(), set, named)
      context.show({ ...enactedJson(found.enacted), acquisitions: found.acquisitions }, () =>
        [
          ...found.acquisitions.map((counts) => speaker.say('cli.matched', { ...counts })),
          enactedText(speaker, found.enacted),
        ].join('\n'),
      )
    })
