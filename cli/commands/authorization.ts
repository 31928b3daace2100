import { Command } from 'commander'
import {
  type AuthorizationEvent,
  addAuthorization,
  authorizationEvents,
  authorizationTypes,
  type CaseAt,
  consentConflicts,
  consentLawyers,
  exhibitCategories,
  listAuthorizations,
  type NewAuthorization,
  noteAuthorization,
  powers,
  showAuthorization,
  UsageError,
  zoneOf,
} from '../../src/index.js'
import {
  authorizationNamed,
  type Context,
  exhibitsMeant,
  filled,
  personNamed,
  timeStated,
} from '../context.js'
import { authorizationFacts, authorizationRow } from '../present/authorization.js'
import { facts, table } from '../present/facts.js'
import { type Elsewhere, record, signableElsewhere } from '../request-file.js'
import { type CommandFactory, examples, group, type Setting } from '../setting.js'

export const authorizationCommand: CommandFactory = (setting) =>
  group('authorization', setting.speaker.say('cli.command.authorization'), [
    addCommand(setting),
    noteCommand(setting),
    expireCommand(setting),
    listCommand(setting),
    showCommand(setting),
  ])

interface AddOptions extends Elsewhere {
  readonly type?: string
  readonly power?: readonly string[]
  readonly number?: string
  readonly issuer?: string
  readonly from?: string
  readonly until?: string
  readonly exhibit?: readonly string[]
  readonly category?: readonly string[]
  readonly scopeText?: string
  readonly conditions?: string
  readonly document?: string
  readonly consentBy?: string
  readonly guardian?: string
  readonly lawyer: string
  readonly conflict: string
  readonly returnBy?: string
}

const addCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const { say } = speaker
  const command = new Command('add')
    .description(say('cli.command.authorization.add'))
    .argument('[authorization]', say('cli.argument.authorization'))
    .option('--type <type>', say('cli.option.authorization-type', { types: authorizationTypes.join(', ') }))
    .option('--power <power...>', say('cli.option.power', { powers: powers.join(', ') }))
    .option('--number <text>', say('cli.option.authorization-number'))
    .option('--issuer <text>', say('cli.option.issuer'))
    .option('--from <local time>', say('cli.option.authorization-from'))
    .option('--until <local time>', say('cli.option.authorization-until'))
    .option('--exhibit <exhibit...>', say('cli.option.scope-exhibit'))
    .option(
      '--category <category...>',
      say('cli.option.scope-category', { categories: exhibitCategories.join(', ') }),
    )
    .option('--scope-text <text>', say('cli.option.scope-text'))
    .option('--conditions <text>', say('cli.option.conditions'))
    .option('--document <file>', say('cli.option.document'))
  return signableElsewhere(withConsent(command, say), setting)
    .addHelpText('after', examples(speaker, addExamples(say)))
    .action((number: string | undefined, options: AddOptions) => {
      const context = contextFor(command)
      return record(context, options, async (at, desk) => {
        const request = await newAuthorization(context, at, options)
        const named = number === undefined ? {} : { authorization: authorizationNamed(number) }
        return addAuthorization(at, desk, { ...request, ...named }, options.document)
      })
    })
}

type Say = Setting['speaker']['say']

function withConsent(command: Command, say: Say): Command {
  const [lawyers, conflicts] = [consentLawyers.join(', '), consentConflicts.join(', ')]
  return command
    .option('--consent-by <person>', say('cli.option.consent-by'))
    .option('--guardian <person>', say('cli.option.guardian'))
    .option('--lawyer <choice>', say('cli.option.lawyer', { choices: lawyers }), 'not-detained')
    .option('--conflict <choice>', say('cli.option.conflict', { choices: conflicts }), 'not-asked')
    .option('--return-by <local time>', say('cli.option.return-by'))
}

function addExamples(say: Say): readonly string[] {
  const order = `--number '${say('example.order')}' --issuer '${say('example.court')}'`
  return [
    `custodia authorization add --type search-order --power seizure ${order} --by P-02`,
    `custodia authorization add --type device-order --power access,copy ${order} --exhibit E-1 E-2 --until '2026-06-03 00:00' --conditions '${say('example.integrity')}' --document order.pdf --by P-02`,
    `custodia authorization add --type voluntary-delivery --power seizure,access --number '${say('example.consent-sheet')}' --issuer M-01 --consent-by M-01 --guardian P-12 --lawyer not-detained --conflict none --return-by '2026-05-03 20:00' --by P-02`,
  ]
}

async function newAuthorization(
  context: Context,
  at: CaseAt,
  options: AddOptions,
): Promise<NewAuthorization> {
  const { type, power, number, issuer, exhibit, category, scopeText, conditions } = options
  if (type === undefined) throw new UsageError('usage.missing', { what: '--type' })
  if (power === undefined) throw new UsageError('usage.missing', { what: '--power' })
  return {
    type: context.oneOf(authorizationTypes, type, '--type'),
    powers: context.manyOf(powers, power, '--power'),
    number: filled(number ?? '', '--number'),
    issuer: filled(issuer ?? '', '--issuer'),
    ...(await interval(at, options)),
    ...(exhibit === undefined ? {} : { exhibits: await exhibitsMeant(at, exhibit, '--exhibit') }),
    ...(category === undefined
      ? {}
      : { categories: context.manyOf(exhibitCategories, category, '--category') }),
    ...(scopeText === undefined ? {} : { scopeText: filled(scopeText, '--scope-text') }),
    ...(conditions === undefined ? {} : { conditions: filled(conditions, '--conditions') }),
    ...(await consentIn(context, at, options)),
  }
}

async function interval(at: CaseAt, { from, until }: Pick<AddOptions, 'from' | 'until'>) {
  return {
    ...(from === undefined ? {} : { from: await timeStated(at, from, '--from') }),
    ...(until === undefined ? {} : { until: await timeStated(at, until, '--until') }),
  }
}

async function consentIn(
  { oneOf }: Context,
  at: CaseAt,
  { consentBy, guardian, lawyer, conflict, returnBy }: AddOptions,
): Promise<Pick<NewAuthorization, 'consent'>> {
  if (consentBy === undefined) {
    if (guardian !== undefined || returnBy !== undefined)
      throw new UsageError('usage.missing', { what: '--consent-by' })
    return {}
  }
  return {
    consent: {
      by: personNamed(consentBy, '--consent-by'),
      conflict: oneOf(consentConflicts, conflict, '--conflict'),
      ...(guardian === undefined ? {} : { guardian: personNamed(guardian, '--guardian') }),
      lawyer: oneOf(consentLawyers, lawyer, '--lawyer'),
      ...(returnBy === undefined ? {} : { returnBy: await timeStated(at, returnBy, '--return-by') }),
    },
  }
}

interface NoteOptions extends Elsewhere {
  readonly event?: string
  readonly until?: string
  readonly document?: string
  readonly reason?: string
}

const noteCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const { say } = speaker
  const command = new Command('note')
    .description(say('cli.command.authorization.note'))
    .argument('[authorization]', say('cli.argument.authorization'))
    .option(
      '--event <event>',
      say('cli.option.authorization-event', { events: authorizationEvents.join(', ') }),
    )
    .option('--until <local time>', say('cli.option.new-until'))
    .option('--reason <text>', say('cli.option.reason'))
    .option('--document <file>', say('cli.option.document'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia authorization note AU-1 --event noticed --document notice.pdf --by P-02',
        "custodia authorization note AU-1 --event extended --until '2026-09-01 00:00' --by P-02",
      ]),
    )
    .action((number: string | undefined, options: NoteOptions) => {
      const context = contextFor(command)
      return note(context, number, options, () => {
        if (options.event === undefined) throw new UsageError('usage.missing', { what: '--event' })
        return context.oneOf(authorizationEvents, options.event, '--event')
      })
    })
}

const expireCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const command = new Command('expire')
    .description(speaker.say('cli.command.authorization.expire'))
    .argument('[authorization]', speaker.say('cli.argument.authorization'))
    .option('--reason <text>', speaker.say('cli.option.reason'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia authorization expire AU-1 --reason '${speaker.say('example.expired')}' --by P-02`,
      ]),
    )
    .action((number: string | undefined, options: NoteOptions) =>
      note(contextFor(command), number, options, () => {
        filled(options.reason ?? '', '--reason')
        return 'expired'
      }),
    )
}

/** @param event asked only where the act is not in an answer that came back */
function note(
  context: Context,
  number: string | undefined,
  options: NoteOptions,
  event: () => AuthorizationEvent,
): Promise<void> {
  const { until, reason, document } = options
  return record(context, options, async (at, desk) => {
    if (number === undefined) throw new UsageError('usage.missing', { what: 'authorization' })
    const noted = {
      authorization: authorizationNamed(number),
      event: event(),
      ...(until === undefined ? {} : { until: await timeStated(at, until, '--until') }),
      ...(reason === undefined ? {} : { reason: filled(reason, '--reason') }),
    }
    return noteAuthorization(at, desk, noted, document)
  })
}

const listCommand = ({ speaker, contextFor }: Setting) =>
  new Command('list')
    .description(speaker.say('cli.command.authorization.list'))
    .addHelpText('after', examples(speaker, ['custodia authorization list']))
    .action(async (_options, command: Command) => {
      const context = contextFor(command)
      const at = await context.caseAt()
      const [found, zone] = [await listAuthorizations(at, context.now()), await zoneOf(at)]
      context.show(found, () =>
        table(
          speaker,
          found.map((each) => authorizationRow(speaker, each, zone)),
        ),
      )
    })

const showCommand = ({ speaker, contextFor }: Setting) =>
  new Command('show')
    .description(speaker.say('cli.command.authorization.show'))
    .argument('<authorization>', speaker.say('cli.argument.authorization'))
    .addHelpText('after', examples(speaker, ['custodia authorization show AU-1']))
    .action(async (number: string, _options, command: Command) => {
      const context = contextFor(command)
      const at = await context.caseAt()
      const found = await showAuthorization(at, authorizationNamed(number), context.now())
      const zone = await zoneOf(at)
      context.show(found, () => facts(speaker, authorizationFacts(speaker, found, zone)))
    })
