import { Command } from 'commander'
import {
  addProceeding,
  type CaseAt,
  includeInProceeding,
  joinProceeding,
  listProceedings,
  type ProceedingView,
  regimes,
  type Speaker,
  severProceeding,
  showProceeding,
  transferProceeding,
} from '../../src/index.js'
import { exhibitsMeant, filled, named, personNamed, proceedingNamed } from '../context.js'
import { facts, table } from '../present/facts.js'
import { type Elsewhere, record, signableElsewhere } from '../request-file.js'
import { type CommandFactory, examples, group, type Setting } from '../setting.js'

export const proceedingCommand: CommandFactory = (setting) =>
  group('proceeding', setting.speaker.say('cli.command.proceeding'), [
    addCommand(setting),
    includeCommand(setting),
    transferCommand(setting),
    severCommand(setting),
    joinCommand(setting),
    listCommand(setting),
    showCommand(setting),
  ])

type Say = Speaker['say']

interface MemberOptions extends Elsewhere {
  readonly exhibit?: readonly string[]
  readonly person?: readonly string[]
}

interface DocketOptions extends MemberOptions {
  readonly court?: string
  readonly number?: string
  readonly regime?: string
  readonly reason?: string
  readonly into?: string
  readonly moved?: boolean
}

const withMembers = (command: Command, say: Say) =>
  command
    .option('--exhibit <exhibit...>', say('cli.option.member-exhibit'))
    .option('--person <person...>', say('cli.option.member-person'))

const withDocket = (command: Command, say: Say) =>
  command
    .option('--court <text>', say('cli.option.court'))
    .option('--number <text>', say('cli.option.number'))

const withRegime = (command: Command, say: Say) =>
  command.option(`--regime <${regimes.join('|')}>`, say('cli.option.regime'))

async function membersIn(at: CaseAt, { exhibit = [], person = [] }: MemberOptions) {
  return {
    exhibits: await exhibitsMeant(at, exhibit, '--exhibit'),
    persons: person.map((each) => personNamed(each, '--person')),
  }
}

function docketIn({ court, number }: DocketOptions) {
  return { court: filled(court ?? '', '--court'), number: filled(number ?? '', '--number') }
}

const addCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const { say } = speaker
  const command = new Command('add').description(say('cli.command.proceeding.add'))
  withMembers(withRegime(withDocket(command, say), say), say)
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia proceeding add --court '${say('example.court')}' --number 'DP 123/2026' --regime adult --exhibit E-1 E-2 --person P-20 --by P-02`,
      ]),
    )
    .action((options: DocketOptions) => {
      const context = contextFor(command)
      return record(context, options, async (at, desk) => {
        const regime = context.oneOf(regimes, named(options.regime, '--regime'), '--regime')
        return addProceeding(at, desk, {
          ...docketIn(options),
          ...(await membersIn(at, options)),
          regime,
        })
      })
    })
}

const includeCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const { say } = speaker
  const command = new Command('include')
    .description(say('cli.command.proceeding.include'))
    .argument('[proceeding]', say('cli.argument.proceeding'))
  return signableElsewhere(withMembers(command, say), setting)
    .addHelpText(
      'after',
      examples(speaker, ['custodia proceeding include PR-1 --exhibit E-3 --person M-02 --by P-02']),
    )
    .action((proceeding: string | undefined, options: MemberOptions) =>
      record(contextFor(command), options, async (at, desk) => {
        const members = await membersIn(at, options)
        if (members.exhibits.length + members.persons.length === 0) named(undefined, '--exhibit, --person')
        return includeInProceeding(at, desk, proceedingNamed(proceeding), members)
      }),
    )
}

const transferCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const { say } = speaker
  const command = new Command('transfer')
    .description(say('cli.command.proceeding.transfer'))
    .argument('[proceeding]', say('cli.argument.proceeding'))
  withDocket(command, say).option('--reason <text>', say('cli.option.reason'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia proceeding transfer PR-1 --court '${say('example.other-court')}' --number 'DP 9/2026' --reason '${say('example.competence')}' --by P-02`,
      ]),
    )
    .action((proceeding: string | undefined, options: DocketOptions) =>
      record(contextFor(command), options, async (at, desk) => {
        const reason = filled(options.reason ?? '', '--reason')
        return transferProceeding(at, desk, proceedingNamed(proceeding), docketIn(options), reason)
      }),
    )
}

const severCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const { say } = speaker
  const command = new Command('sever')
    .description(say('cli.command.proceeding.sever'))
    .argument('[proceeding]', say('cli.argument.proceeding'))
  withMembers(withRegime(withDocket(command, say), say), say)
    .option('--moved', say('cli.option.moved'))
    .option('--reason <text>', say('cli.option.reason'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia proceeding sever PR-1 --court '${say('example.juvenile-court')}' --number 'EX 4/2026' --regime juvenile --person M-02 --exhibit E-2 --reason '${say('example.minor')}' --by P-02`,
      ]),
    )
    .action((proceeding: string | undefined, options: DocketOptions) => {
      const context = contextFor(command)
      return record(context, options, async (at, desk) => {
        const regime = context.oneOf(regimes, named(options.regime, '--regime'), '--regime')
        return severProceeding(at, desk, {
          ...docketIn(options),
          ...(await membersIn(at, options)),
          proceeding: proceedingNamed(proceeding),
          moved: options.moved ?? false,
          reason: filled(options.reason ?? '', '--reason'),
          regime,
        })
      })
    })
}

const joinCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const { say } = speaker
  const command = new Command('join')
    .description(say('cli.command.proceeding.join'))
    .argument('[proceeding]', say('cli.argument.proceeding'))
    .option('--into <proceeding>', say('cli.option.join-into'))
    .option('--reason <text>', say('cli.option.reason'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia proceeding join PR-2 --into PR-1 --reason '${say('example.connected')}' --by P-02`,
      ]),
    )
    .action((proceeding: string | undefined, options: DocketOptions) =>
      record(contextFor(command), options, async (at, desk) => {
        const into = proceedingNamed(named(options.into, '--into'), '--into')
        const reason = filled(options.reason ?? '', '--reason')
        return joinProceeding(at, desk, proceedingNamed(proceeding), into, reason)
      }),
    )
}

function rowOf({ say }: Speaker, view: ProceedingView) {
  const { proceeding, regime, dockets, exhibits, persons, joinedTo, severedFrom } = view
  const newest = dockets.at(-1)
  return {
    proceeding,
    regime: say(`regime.${regime}`),
    court: newest?.court,
    number: newest?.number,
    exhibits: exhibits.join(' '),
    persons: persons.join(' '),
    severedFrom,
    joinedTo,
  }
}

const listCommand = ({ speaker, contextFor }: Setting) =>
  new Command('list')
    .description(speaker.say('cli.command.proceeding.list'))
    .addHelpText('after', examples(speaker, ['custodia proceeding list']))
    .action(async (_options, command: Command) => {
      const context = contextFor(command)
      const found = await listProceedings(await context.caseAt())
      context.show(found, () =>
        table(
          speaker,
          found.map((each) => rowOf(speaker, each)),
        ),
      )
    })

const showCommand = ({ speaker, contextFor }: Setting) =>
  new Command('show')
    .description(speaker.say('cli.command.proceeding.show'))
    .argument('<proceeding>', speaker.say('cli.argument.proceeding'))
    .addHelpText('after', examples(speaker, ['custodia proceeding show PR-1']))
    .action(async (proceeding: string, _options, command: Command) => {
      const context = contextFor(command)
      const found = await showProceeding(await context.caseAt(), proceedingNamed(proceeding))
      const dockets = found.dockets
        .map(({ court = '?', number = '?', entry }) =>
          speaker.say('proceeding.docket', { court, number, entry }),
        )
        .join('; ')
      context.show(found, () => facts(speaker, { ...rowOf(speaker, found), dockets }))
    })
