import { Command } from 'commander'
import { deleteCopy, deriveCopy, instantOfLocal, listCopies, UsageError, zoneOf } from '../../src/index.js'
import { acquisitionNamed, exhibitNamed, filled } from '../context.js'
import { table } from '../present/facts.js'
import { type Elsewhere, record, signableElsewhere } from '../request-file.js'
import { type CommandFactory, examples, group, type Setting } from '../setting.js'

interface DeriveOptions extends Elsewhere {
  readonly number?: string
  readonly purpose?: string
  readonly description?: string
  readonly acquisition?: string
  readonly expires?: string
  readonly encrypted?: boolean
  readonly sha256?: string
}

export const deriveCommand: CommandFactory = (setting) => {
  const { speaker, contextFor } = setting
  const command = new Command('derive')
    .description(speaker.say('cli.command.derive'))
    .argument('[parent]', speaker.say('cli.argument.copied'))
    .option('--number <exhibit>', speaker.say('cli.argument.new-exhibit'))
    .option('--purpose <text>', speaker.say('cli.option.copy-purpose'))
    .option('--description <text>', speaker.say('cli.option.description'))
    .option('--acquisition <acquisition>', speaker.say('cli.option.copy-acquisition'))
    .option('--expires <local time>', speaker.say('cli.option.expires'))
    .option('--encrypted', speaker.say('cli.option.encrypted'))
    .option('--sha256 <digest>', speaker.say('cli.option.copy-sha256'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia derive E-1 --purpose '${speaker.say('example.examination')}' --expires '2027-03-01 12:00' --encrypted --by P-02`,
      ]),
    )
    .action((parent: string | undefined, options: DeriveOptions) =>
      record(contextFor(command), options, async (at, desk) => {
        if (parent === undefined) throw new UsageError('usage.missing', { what: 'parent' })
        const { number, acquisition, expires, encrypted = false, sha256 } = options
        const zone = await zoneOf(at)
        const purpose = filled(options.purpose ?? '', '--purpose')
        return deriveCopy(at, desk, {
          parent: exhibitNamed(parent),
          purpose,
          description: filled(options.description ?? purpose, '--description'),
          encrypted,
          ...(number === undefined ? {} : { exhibit: exhibitNamed(number, '--number') }),
          ...(acquisition === undefined
            ? {}
            : { acquisition: acquisitionNamed(acquisition, '--acquisition') }),
          ...(sha256 === undefined ? {} : { sha256: digestNamed(sha256) }),
          ...(expires === undefined
            ? {}
            : {
                expires: { clock: 'stated', time: instantOfLocal(expires, zone, '--expires'), zone } as const,
              }),
        })
      }),
    )
}

function digestNamed(text: string): string {
  const digest = text.toLowerCase()
  if (!/^[0-9a-f]{64}$/.test(digest))
    throw new UsageError('usage.argument', { what: '--sha256', text, reason: 'name', form: '64 × 0-9a-f' })
  return digest
}

export const copyCommand: CommandFactory = (setting) =>
  group('copy', setting.speaker.say('cli.command.copy'), [listCommand(setting), deleteCommand(setting)])

const listCommand = ({ speaker, contextFor }: Setting) =>
  new Command('list')
    .description(speaker.say('cli.command.copy.list'))
    .argument('[parent]', speaker.say('cli.argument.copied'))
    .addHelpText('after', examples(speaker, ['custodia copy list', 'custodia copy list E-1 --json']))
    .action(async (parent: string | undefined, _options, command: Command) => {
      const context = contextFor(command)
      const copies = await listCopies(await context.caseAt(), context, parent)
      context.show(copies, () => {
        const count = (state: string) => copies.filter((each) => each.state === state).length
        const rows = copies.map(({ exhibit, parent: of, state, holder, expires, purpose }) => ({
          exhibit,
          of,
          state: speaker.say(`copy.${state}`),
          holder,
          until: expires,
          purpose,
        }))
        const counts = { copies: copies.length, gone: count('gone'), overdue: count('overdue') }
        return [table(speaker, rows), speaker.say('cli.copies.accounted', counts)].join('\n')
      })
    })

const deleteCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const command = new Command('delete')
    .description(speaker.say('cli.command.copy.delete'))
    .argument('[copy]', speaker.say('cli.argument.copy'))
    .option('--method <text>', speaker.say('cli.option.delete-method'))
    .option('--proof <text>', speaker.say('cli.option.delete-proof'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia copy delete E-4 --method '${speaker.say('example.wiped')}' --proof '${speaker.say('example.wipe-log')}' --by P-02`,
      ]),
    )
    .action((copy: string | undefined, options: Elsewhere & { method?: string; proof?: string }) =>
      record(contextFor(command), options, (at, desk) => {
        if (copy === undefined) throw new UsageError('usage.missing', { what: 'copy' })
        const method = filled(options.method ?? '', '--method')
        return deleteCopy(at, desk, {
          exhibit: exhibitNamed(copy),
          method,
          proof: filled(options.proof ?? '', '--proof'),
        })
      }),
    )
}
