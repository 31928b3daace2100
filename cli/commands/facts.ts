import { Command } from 'commander'
import { listFacts, listLaws, recordFacts, UsageError } from '../../src/index.js'
import { filled, named, personNamed, proceedingNamed, timeStated } from '../context.js'
import { table } from '../present/facts.js'
import { type Elsewhere, record, signableElsewhere } from '../request-file.js'
import { type CommandFactory, examples, group, type Setting } from '../setting.js'

export const factsCommand: CommandFactory = (setting) =>
  group('facts', setting.speaker.say('cli.command.facts'), [addCommand(setting), listCommand(setting)])

interface FactsOptions extends Elsewhere {
  readonly description?: string
  readonly from?: string
  readonly to?: string
  readonly person?: readonly string[]
  readonly offence?: string
  readonly proceeding?: string
}

const addCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const { say } = speaker
  const command = new Command('add')
    .description(say('cli.command.facts.add'))
    .option('--description <text>', say('cli.option.facts-description'))
    .option('--from <local time>', say('cli.option.facts-from'))
    .option('--to <local time>', say('cli.option.facts-to'))
    .option('--person <person...>', say('cli.option.facts-person'))
    .option('--offence <id>', say('cli.option.offence'))
    .option('--proceeding <proceeding>', say('cli.option.facts-proceeding'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia facts add --description '${say('example.facts')}' --from '2026-02-01 00:00' --to '2026-04-30 23:59' --person M-02 V-01 --offence es.cp-197 --by P-02`,
      ]),
    )
    .action((options: FactsOptions) =>
      record(contextFor(command), options, async (at, desk) => {
        const { person = [], offence, proceeding } = options
        if (person.length === 0) throw new UsageError('usage.missing', { what: '--person' })
        const from = named(options.from, '--from')
        return recordFacts(at, desk, {
          description: filled(options.description ?? '', '--description'),
          from: await timeStated(at, from, '--from'),
          to: await timeStated(at, options.to ?? from, '--to'),
          persons: person.map((each) => personNamed(each, '--person')),
          ...(offence === undefined ? {} : { offence }),
          ...(proceeding === undefined ? {} : { proceeding: proceedingNamed(proceeding, '--proceeding') }),
        })
      }),
    )
}

const listCommand = ({ speaker, contextFor }: Setting) =>
  new Command('list')
    .description(speaker.say('cli.command.facts.list'))
    .addHelpText('after', examples(speaker, ['custodia facts list']))
    .action(async (_options, command: Command) => {
      const context = contextFor(command)
      const found = await listFacts(await context.caseAt())
      context.show(found, () =>
        table(
          speaker,
          found.map(({ facts, from, to, persons, offence, proceeding, description }) => ({
            facts,
            from: speaker.moment(from.time, from.zone),
            to: speaker.moment(to.time, to.zone),
            persons: persons.join(' '),
            offence,
            proceeding,
            description,
          })),
        ),
      )
    })

export const lawsCommand: CommandFactory = (setting) =>
  group('laws', setting.speaker.say('cli.command.laws'), [listLawsCommand(setting)])

const listLawsCommand = ({ speaker, contextFor }: Setting) =>
  new Command('list')
    .description(speaker.say('cli.command.laws.list'))
    .option('--country <code>', speaker.say('cli.option.country'))
    .addHelpText('after', examples(speaker, ['custodia laws list --country es']))
    .action(async ({ country }: { country?: string }, command: Command) => {
      const context = contextFor(command)
      const held = await listLaws()
      const wanted =
        country === undefined ? held : held.filter((law) => law.country === country.toUpperCase())
      if (wanted.length === 0)
        throw new UsageError('usage.argument', {
          what: '--country',
          text: country ?? '',
          reason: 'choice',
          choices: held.map((law) => law.country.toLowerCase()).join(', '),
        })
      const { lang } = speaker
      context.show(wanted, () =>
        wanted
          .flatMap(({ country: code, name, caveat, offences }) => [
            `${name[lang]} (${code})`,
            caveat[lang],
            table(
              speaker,
              offences.map(({ id, article, label, standing, source }) => ({
                offence: `${code.toLowerCase()}.${id}`,
                article,
                description: label[lang],
                standing: speaker.say(`law-standing.${standing}`),
                source: `${source.instrument} (${source.reference})`,
              })),
            ),
          ])
          .join('\n'),
      )
    })
