import { Command } from 'commander'
import {
  type CaseAt,
  completeRequest,
  createKey,
  type Desk,
  enrolPerson,
  listPersons,
  type PersonCode,
  RuleError,
  readNamedFile,
  requestKeyEnrolment,
  roles,
  type Speaker,
  UsageError,
} from '../../src/index.js'
import { type Context, personNamed } from '../context.js'
import { enactedJson, enactedText } from '../present/enacted.js'
import { facts, table } from '../present/facts.js'
import { writeRequest } from '../request-file.js'
import { type CommandFactory, examples, group, type Setting } from '../setting.js'

export const personCommand: CommandFactory = (setting) =>
  group('person', setting.speaker.say('cli.command.person'), [
    enrolCommand(setting),
    listCommand(setting),
    showCommand(setting),
  ])

interface EnrolOptions {
  readonly role?: readonly string[]
  readonly name?: string
  readonly key?: string
  readonly newKey?: boolean
  readonly publicKey?: string
  readonly request?: string
  readonly signed?: string
}

const enrolCommand = ({ speaker, contextFor }: Setting) =>
  new Command('enrol')
    .description(speaker.say('cli.command.person.enrol'))
    .argument('<person>', speaker.say('cli.argument.person'))
    .option('--role <role...>', speaker.say('cli.option.role', { roles: roles.join(', ') }))
    .option('--name <name>', speaker.say('cli.option.name'))
    .option('--key <fingerprint>', speaker.say('cli.option.person-key'))
    .option('--new-key', speaker.say('cli.option.new-key'))
    .option('--public-key <file>', speaker.say('cli.option.public-key'))
    .option('--request <file>', speaker.say('cli.option.request'))
    .option('--signed <file>', speaker.say('cli.option.signed'))
    .addHelpText(
      'after',
      examples(speaker, [
        "custodia person enrol P-02 --role examiner --name 'A. Ruiz' --new-key --by P-01",
        `custodia person enrol P-09 --role courier --name '${speaker.say('example.courier')}' --by P-01`,
        'custodia person enrol P-03 --public-key P-03.pub --request enrol.json --by P-01',
        'custodia person enrol P-03 --signed enrol.signed.json --by P-01',
      ]),
    )
    .action(async (person: string, options: EnrolOptions, command: Command) => {
      const context = contextFor(command)
      const who = personNamed(person)
      if (options.publicKey !== undefined || options.request !== undefined)
        return request(context, who, options.publicKey, options.request)
      const [at, desk] = [await context.caseAt(), await context.desk()]
      const enacted =
        options.signed === undefined
          ? await enrol(context, at, desk, who, options)
          : await completeRequest(at, desk, options.signed)
      context.show(enactedJson(enacted), () => enactedText(speaker, enacted))
    })

async function request(context: Context, who: PersonCode, publicKey = '', file = ''): Promise<void> {
  if (publicKey === '') throw new UsageError('usage.missing', { what: '--public-key' })
  if (file === '') throw new UsageError('usage.missing', { what: '--request' })
  const [at, desk] = [await context.caseAt(), await context.desk()]
  await writeRequest(context, await requestKeyEnrolment(at, desk, who, await publicKeyIn(publicKey)), file)
}

/** A key is made only for a person who could be enrolled, and never on a dry run. */
async function enrol(context: Context, at: CaseAt, desk: Desk, person: PersonCode, options: EnrolOptions) {
  const { role = ['witness'], name = '', key, newKey } = options
  const wanted = { person, roles: context.manyOf(roles, role, '--role'), name }
  if (!newKey || desk.dryRun)
    return enrolPerson(at, desk, { ...wanted, ...(key === undefined ? {} : { key }) })
  await enrolPerson(at, { ...desk, dryRun: true, show: () => undefined }, wanted)
  const passphrase = await desk.passphrase(person, 'new')
  const made = await createKey(context.home, passphrase, context.now())
  return enrolPerson(at, desk, { ...wanted, key: made.fingerprint })
}

/** As `custodia key export` writes it. */
async function publicKeyIn(path: string): Promise<Uint8Array> {
  return Buffer.from(
    Buffer.from(await readNamedFile(path))
      .toString('latin1')
      .trim(),
    'base64',
  )
}

function rolesText({ say }: Speaker, held: readonly string[]): string {
  const known = roles.filter((role) => held.includes(role))
  return known.map((role) => say(`role.${role}`)).join(', ')
}

const listCommand = ({ speaker, contextFor }: Setting) =>
  new Command('list')
    .description(speaker.say('cli.command.person.list'))
    .addHelpText('after', examples(speaker, ['custodia person list --json']))
    .action(async (_options, command: Command) => {
      const context = contextFor(command)
      const persons = await listPersons(await context.caseAt())
      context.show(persons, () =>
        table(
          speaker,
          persons.map(({ person, roles: held, name, keys }) => ({
            person,
            roles: rolesText(speaker, held),
            name,
            keys: keys.filter((key) => key.until === undefined).length,
          })),
        ),
      )
    })

const showCommand = ({ speaker, contextFor }: Setting) =>
  new Command('show')
    .description(speaker.say('cli.command.person.show'))
    .argument('<person>', speaker.say('cli.argument.person'))
    .addHelpText('after', examples(speaker, ['custodia person show P-02']))
    .action(async (person: string, _options, command: Command) => {
      const context = contextFor(command)
      const found = (await listPersons(await context.caseAt())).find((each) => each.person === person)
      if (!found) throw new RuleError('rule.unknown-object', { kind: 'person', name: person })
      context.show(found, () =>
        facts(speaker, {
          ...found,
          roles: rolesText(speaker, found.roles),
          keys: found.keys.filter((key) => key.until === undefined).map((key) => key.key),
        }),
      )
    })
