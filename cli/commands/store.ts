import { Command } from 'commander'
import {
  type CaseAt,
  instantOfLocal,
  isLocationNumber,
  type LocationNumber,
  moveInStore,
  nameLocation,
  putInStore,
  readNamedFile,
  storeRoom,
  takeFromStore,
  takeInventory,
  UsageError,
  zoneOf,
} from '../../src/index.js'
import { exhibitNamed, filled, personNamed } from '../context.js'
import { enactedJson, enactedText } from '../present/enacted.js'
import { inventoryText, storeText } from '../present/store.js'
import { type Elsewhere, record, signableElsewhere } from '../request-file.js'
import { type CommandFactory, examples, group, type Setting } from '../setting.js'
import { mannerOf } from '../signing.js'

export const storeCommand: CommandFactory = (setting) =>
  group('store', setting.speaker.say('cli.command.store'), [
    placeCommand(setting),
    putCommand(setting),
    takeCommand(setting),
    moveCommand(setting),
    listCommand(setting),
    inventoryCommand(setting),
  ])

function locationNamed(text: string, option = ''): LocationNumber {
  if (!isLocationNumber(text))
    throw new UsageError('usage.argument', { what: option, text, reason: 'name', form: 'L-1' })
  return text
}

function locationIn(text: string | undefined): LocationNumber {
  if (text === undefined) throw new UsageError('usage.missing', { what: '--in' })
  return locationNamed(text, '--in')
}

function exhibitsNamed(texts: readonly string[]) {
  if (texts.length === 0) throw new UsageError('usage.missing', { what: 'exhibit' })
  return texts.map((each) => exhibitNamed(each))
}

interface PlaceOptions extends Elsewhere {
  readonly name?: string
  readonly within?: string
  readonly away?: readonly string[]
}

const placeCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const command = new Command('place')
    .description(speaker.say('cli.command.store.place'))
    .argument('[location]', speaker.say('cli.argument.new-location'))
    .option('--name <text>', speaker.say('cli.option.location-name'))
    .option('--within <location>', speaker.say('cli.option.within'))
    .option(
      '--away <location=minutes>',
      speaker.say('cli.option.away'),
      (value, before: readonly string[] = []) => [...before, value],
    )
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia store place L-1 --name '${speaker.say('example.store-room')}' --by P-05`,
        `custodia store place --name '${speaker.say('example.shelf')}' --within L-1 --by P-05`,
        `custodia store place L-3 --name '${speaker.say('example.depository')}' --away L-1=45 --by P-05`,
      ]),
    )
    .action((location: string | undefined, { name, within, away = [], ...options }: PlaceOptions) =>
      record(contextFor(command), options, (at, desk) =>
        nameLocation(at, desk, {
          ...(location === undefined || location === 'next' ? {} : { location: locationNamed(location) }),
          name: filled(name ?? '', '--name'),
          ...(within === undefined ? {} : { within: locationNamed(within, '--within') }),
          away: away.map(distanceOf),
        }),
      ),
    )
}

/** `L-2=45` */
function distanceOf(text: string) {
  const { from = '', minutes = '' } = /^(?<from>[^=]+)=(?<minutes>[1-9][0-9]{0,4})$/.exec(text)?.groups ?? {}
  if (minutes === '')
    throw new UsageError('usage.argument', { what: '--away', text, reason: 'name', form: 'L-2=45' })
  return { from: locationNamed(from, '--away'), minutes: Number(minutes) }
}

interface PutOptions extends Elsewhere {
  readonly in?: string
  readonly from?: string
  readonly returned?: boolean
  readonly giver: string
  readonly scan?: string
  readonly signatureReason?: string
}

const putCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const command = new Command('put')
    .description(speaker.say('cli.command.store.put'))
    .argument('[exhibit...]', speaker.say('cli.argument.exhibits'))
    .option('--in <location>', speaker.say('cli.option.in'))
    .option('--from <person>', speaker.say('cli.option.store-from'))
    .option('--returned', speaker.say('cli.option.returned'))
    .option('--giver <key|paper|refused|absent>', speaker.say('cli.option.giver'), 'key')
    .option('--scan <file>', speaker.say('cli.option.scan'))
    .option('--signature-reason <text>', speaker.say('cli.option.signature-reason'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia store put E-1 E-2 --in L-2 --from P-02 --by P-05',
        'custodia store put E-1 --in L-2 --from P-03 --returned --by P-05',
        'custodia store put E-1 --in L-2 --from P-09 --giver paper --scan sheet.pdf --by P-05',
      ]),
    )
    .action((exhibits: string[], options: PutOptions) =>
      record(contextFor(command), options, (at, desk) =>
        putInStore(at, desk, {
          exhibits: exhibitsNamed(exhibits),
          location: locationIn(options.in),
          ...(options.from === undefined ? {} : { from: personNamed(options.from, '--from') }),
          giver: mannerOf(options.giver, options, '--giver'),
          returned: options.returned ?? false,
        }),
      ),
    )
}

interface TakeOptions extends Elsewhere {
  readonly to?: string
  readonly purpose?: string
  readonly due?: string
  readonly receiver: string
  readonly scan?: string
  readonly signatureReason?: string
}

const takeCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const command = new Command('take')
    .description(speaker.say('cli.command.store.take'))
    .argument('[exhibit...]', speaker.say('cli.argument.exhibits'))
    .option('--to <person>', speaker.say('cli.option.to'))
    .option('--purpose <text>', speaker.say('cli.option.purpose'))
    .option('--due <local time>', speaker.say('cli.option.due'))
    .option('--receiver <key|paper|refused|absent>', speaker.say('cli.option.receiver'), 'key')
    .option('--scan <file>', speaker.say('cli.option.scan'))
    .option('--signature-reason <text>', speaker.say('cli.option.signature-reason'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia store take E-1 --to P-03 --purpose '${speaker.say('example.examination')}' --due '2026-06-01 14:00' --by P-05`,
        `custodia store take E-1 --to P-09 --purpose '${speaker.say('example.return')}' --receiver paper --scan sheet.pdf --by P-05`,
      ]),
    )
    .action((exhibits: string[], options: TakeOptions) =>
      record(contextFor(command), options, async (at, desk) => {
        if (options.to === undefined) throw new UsageError('usage.missing', { what: '--to' })
        return takeFromStore(at, desk, {
          exhibits: exhibitsNamed(exhibits),
          to: personNamed(options.to, '--to'),
          purpose: filled(options.purpose ?? '', '--purpose'),
          receiver: mannerOf(options.receiver, options, '--receiver'),
          ...(options.due === undefined ? {} : { due: await dueAt(at, options.due) }),
        })
      }),
    )
}

async function dueAt(at: CaseAt, text: string) {
  const zone = await zoneOf(at)
  return { clock: 'stated', time: instantOfLocal(text, zone, '--due'), zone } as const
}

const moveCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const command = new Command('move')
    .description(speaker.say('cli.command.store.move'))
    .argument('[exhibit...]', speaker.say('cli.argument.exhibits'))
    .option('--in <location>', speaker.say('cli.option.in'))
  return signableElsewhere(command, setting)
    .addHelpText('after', examples(speaker, ['custodia store move E-1 E-2 --in L-3 --by P-05']))
    .action((exhibits: string[], options: Elsewhere & { readonly in?: string }) =>
      record(contextFor(command), options, (at, desk) =>
        moveInStore(at, desk, exhibitsNamed(exhibits), locationIn(options.in)),
      ),
    )
}

const listCommand = ({ speaker, contextFor }: Setting) =>
  new Command('list')
    .description(speaker.say('cli.command.store.list'))
    .argument('[location]', speaker.say('cli.argument.location'))
    .addHelpText('after', examples(speaker, ['custodia store list', 'custodia store list L-1 --json']))
    .action(async (location: string | undefined, _options, command: Command) => {
      const context = contextFor(command)
      const place = location === undefined ? undefined : locationNamed(location)
      const room = await storeRoom(await context.caseAt(), context.now(), place)
      context.show(room, () => storeText(speaker, room))
    })

const inventoryCommand = ({ speaker, contextFor }: Setting) =>
  new Command('inventory')
    .description(speaker.say('cli.command.store.inventory'))
    .option('--in <location>', speaker.say('cli.option.inventory-in'))
    .option('--read <file>', speaker.say('cli.option.read'), '-')
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia store inventory --in L-1 --by P-05',
        'custodia store inventory --read scans.txt --by P-05 --dry-run',
      ]),
    )
    .action(async (options: { readonly in?: string; readonly read: string }, command: Command) => {
      const context = contextFor(command)
      const place = options.in === undefined ? undefined : locationNamed(options.in, '--in')
      const [at, desk] = [await context.caseAt(), await context.desk()]
      const text = new TextDecoder().decode(await readNamedFile(options.read))
      const { inventory, ...enacted } = await takeInventory(at, desk, text, place)
      context.show({ ...enactedJson(enacted), inventory }, () =>
        [...inventoryText(speaker, inventory), enactedText(speaker, enacted)].join('\n'),
      )
    })
