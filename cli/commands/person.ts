import { Command } from 'commander'
import {
  type CaseAt,
  createKey,
  type Desk,
  type Enacted,
  enrolKey,
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
import { type Elsewhere, record, refuseExisting, signableElsewhere, writeRequest } from '../request-file.js'
import { type CommandFactory, examples, group, type Setting } from '../setting.js'
import { grantCommand, quorumCommand } from './person-life.js'

export const personCommand: CommandFactory = (setting) =>
  group('person', setting.speaker.say('cli.command.person'), [
    enrolCommand(setting),
    grantCommand(setting),
    quorumCommand(setting),
    listCommand(setting),
    showCommand(setting),
  ])

interface EnrolOptions extends Elsewhere {
  readonly role?: readonly string[]
  readonly name?: string
  readonly key?: string
  readonly newKey?: boolean
  readonly publicKey?: string
}

const enrolCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const command = new Command('enrol')
    .description(speaker.say('cli.command.person.enrol'))
    .argument('<person>', speaker.say('cli.argument.person'))
    .option('--role <role...>', speaker.say('cli.option.role', { roles: roles.join(', ') }))
    .option('--name <name>', speaker.say('cli.option.name'))
    .option('--key <fingerprint>', speaker.say('cli.option.person-key'))
    .option('--new-key', speaker.say('cli.option.new-key'))
    .option('--public-key <file>', speaker.say('cli.option.public-key'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        "custodia person enrol P-02 --role examiner --name 'A. Ruiz' --new-key --by P-01",
        `custodia person enrol P-09 --role courier --name '${speaker.say('example.courier')}' --by P-01`,
        "custodia person enrol P-03 --role expert --name 'B. Gil' --public-key P-03.pub --request enrol.json --by P-01",
        'custodia person enrol P-03 --signed enrol.signed.json --by P-01',
        'custodia person enrol P-03 --new-key --by P-01',
      ]),
    )
    .action(async (person: string, options: EnrolOptions) => {
      const context = contextFor(command)
      const who = personNamed(person)
      if (options.signed === undefined && (options.publicKey !== undefined || options.request !== undefined))
        return request(context, who, options)
      return record(context, options, (at, desk) => enrol(context, at, desk, who, options))
    })
}

/** The person first, if they are not on record yet; then the request for their own signature, which enrols the key. */
async function request(context: Context, who: PersonCode, options: EnrolOptions): Promise<void> {
  const { publicKey, request: file } = options
  if (publicKey === undefined) throw new UsageError('usage.missing', { what: '--public-key' })
  if (file === undefined) throw new UsageError('usage.missing', { what: '--request' })
  refuseExisting(file)
  const key = await publicKeyIn(publicKey)
  const [at, desk] = [await context.caseAt(), await context.desk()]
  const wanted = await newPerson(context, at, who, options)
  const enrolled = wanted && (await enrolPerson(at, desk, wanted))
  if (enrolled?.dryRun)
    return context.show(enactedJson(enrolled), () => enactedText(context.speaker, enrolled))
  const { request: written } = await requestKeyEnrolment(at, desk, who, key)
  if (written) await writeRequest(context, written, file, enrolled && said(context, enrolled, who))
}

function said({ speaker }: Context, enrolled: Enacted, person: PersonCode) {
  const lines = [enactedText(speaker, enrolled), speaker.say('cli.request-enrolled', { person })]
  return { json: enactedJson(enrolled), lines }
}

/** What to put on record first; nothing for a person who stands there and is given another key. */
async function newPerson(
  context: Context,
  at: CaseAt,
  person: PersonCode,
  { role, name = '', key, newKey, publicKey }: EnrolOptions,
) {
  const stands = (await listPersons(at)).some((each) => each.person === person)
  const givesKey = key !== undefined || newKey === true || publicKey !== undefined
  if (stands && (role !== undefined || !givesKey))
    throw new RuleError('rule.number-taken', { kind: 'person', name: person, reason: 'person' })
  if (stands) return undefined
  if (role === undefined) throw new UsageError('usage.missing', { what: '--role', person, reason: 'role' })
  return { person, roles: context.manyOf(roles, role, '--role'), name }
}

/** A key is made only for a person who could be enrolled, and never on a dry run. */
async function enrol(
  context: Context,
  at: CaseAt,
  desk: Desk,
  person: PersonCode,
  options: EnrolOptions,
): Promise<Enacted> {
  const wanted = await newPerson(context, at, person, options)
  const key =
    options.newKey && !desk.dryRun ? await newKeyFor(context, at, desk, person, wanted) : options.key
  if (wanted) return enrolPerson(at, desk, { ...wanted, ...(key === undefined ? {} : { key }) })
  if (key === undefined) throw new UsageError('usage.conflict', { what: '--new-key, --dry-run' })
  return enrolKey(at, desk, person, key)
}

/** Fingerprint of a key made for the person, once their enrolment would be taken. */
async function newKeyFor(
  context: Context,
  at: CaseAt,
  desk: Desk,
  person: PersonCode,
  wanted: Awaited<ReturnType<typeof newPerson>>,
): Promise<string> {
  if (wanted) await enrolPerson(at, { ...desk, dryRun: true, show: () => undefined }, wanted)
  const passphrase = await desk.passphrase(person, 'new')
  return (await createKey(context.home, passphrase, context.now())).fingerprint
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
