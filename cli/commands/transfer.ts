import { Command } from 'commander'
import {
  answerTransfer,
  type CaseAt,
  isLeafHash,
  listOffers,
  offerTransfer,
  type Speaker,
  transferNow,
  UsageError,
} from '../../src/index.js'
import { countNamed, exhibitMeant, exhibitsMeant, filled, personNamed } from '../context.js'
import { table } from '../present/facts.js'
import { type Elsewhere, record, signableElsewhere } from '../request-file.js'
import { type CommandFactory, examples, group, type Setting } from '../setting.js'
import {
  mannerOf,
  type SigningOptions,
  type WitnessOptions,
  withWitnessOptions,
  witnessesIn,
} from '../signing.js'

export const transferCommand: CommandFactory = (setting) =>
  group('transfer', setting.speaker.say('cli.command.transfer'), [
    nowCommand(setting),
    offerCommand(setting),
    answerCommand(setting, 'accept'),
    answerCommand(setting, 'decline'),
    answerCommand(setting, 'withdraw'),
    listCommand(setting),
  ])

interface HandoverOptions extends Elsewhere, Omit<SigningOptions, 'signatureReason'>, WitnessOptions {
  readonly to?: string
  readonly from?: string
  readonly purpose?: string
  readonly carrier?: string
  readonly counted?: string
  readonly reason?: string
}

const nowCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const command = new Command('now')
    .description(speaker.say('cli.command.transfer.now'))
    .argument('[exhibit...]', speaker.say('cli.argument.exhibits'))
    .option('--to <person>', speaker.say('cli.option.to'))
    .option('--from <person>', speaker.say('cli.option.from'))
    .option('--purpose <text>', speaker.say('cli.option.purpose'))
    .option('--giver <key|paper|refused|absent>', speaker.say('cli.option.giver'), 'key')
    .option('--receiver <key|paper|refused|absent>', speaker.say('cli.option.receiver'), 'key')
    .option('--scan <file>', speaker.say('cli.option.scan'))
    .option('--reason <text>', speaker.say('cli.option.signature-reason'))
    .option('--carrier <text>', speaker.say('cli.option.carrier'))
    .option('--counted <n>', speaker.say('cli.option.counted'))
  return signableElsewhere(withWitnessOptions(command, speaker.say), setting)
    .addHelpText(
      'after',
      examples(speaker, [
        `custodia transfer now E-1 E-2 --by P-02 --to P-03 --purpose '${speaker.say('example.examination')}'`,
        `custodia transfer now E-1 --by P-02 --to P-09 --purpose '${speaker.say('example.return')}' --receiver paper --scan sheet.pdf`,
        `custodia transfer now E-1 --by P-02 --to P-03 --purpose '${speaker.say('example.examination')}' --request transfer.json`,
        'custodia transfer now --by P-02 --signed transfer.signed.json',
      ]),
    )
    .action((exhibits: string[], options: HandoverOptions) =>
      record(contextFor(command), options, async (at, desk) => {
        const { reason } = options
        const signing = { ...options, ...(reason === undefined ? {} : { signatureReason: reason }) }
        return transferNow(at, desk, {
          ...(await required(at, exhibits, options)),
          ...counted(options.counted),
          from: options.from === undefined ? desk.by : personNamed(options.from, '--from'),
          giver: mannerOf(options.giver, signing, '--giver', '--reason'),
          receiver: mannerOf(options.receiver, signing, '--receiver', '--reason'),
          witnesses: witnessesIn(signing, '--reason'),
        })
      }),
    )
}

async function required(
  at: CaseAt,
  exhibits: readonly string[],
  { to, purpose, carrier }: Pick<HandoverOptions, 'to' | 'purpose' | 'carrier'>,
) {
  if (exhibits.length === 0) throw new UsageError('usage.missing', { what: 'exhibit' })
  if (to === undefined) throw new UsageError('usage.missing', { what: '--to' })
  if (purpose === undefined) throw new UsageError('usage.missing', { what: '--purpose' })
  return {
    exhibits: await exhibitsMeant(at, exhibits),
    to: personNamed(to, '--to'),
    purpose: filled(purpose, '--purpose'),
    ...(carrier === undefined ? {} : { carrier: filled(carrier, '--carrier') }),
  }
}

function counted(text: string | undefined) {
  return text === undefined ? {} : { counted: countNamed(text, '--counted') }
}

const offerCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const command = new Command('offer')
    .description(speaker.say('cli.command.transfer.offer'))
    .argument('[exhibit...]', speaker.say('cli.argument.exhibits'))
    .option('--to <person>', speaker.say('cli.option.to'))
    .option('--purpose <text>', speaker.say('cli.option.purpose'))
    .option('--carrier <text>', speaker.say('cli.option.carrier'))
  const offered = `custodia transfer offer E-1 --by P-02 --to P-03 --purpose '${speaker.say('example.expert-report')}'`
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        offered,
        `${offered} --request offer.json`,
        'custodia transfer offer --by P-01 --signed offer.signed.json',
      ]),
    )
    .action((exhibits: string[], options: HandoverOptions) =>
      record(contextFor(command), options, async (at, desk) => {
        const giver = { kind: 'key' } as const
        return offerTransfer(at, desk, { ...(await required(at, exhibits, options)), from: desk.by, giver })
      }),
    )
}

interface AnswerOptions extends Elsewhere, WitnessOptions {
  readonly reason?: string
  readonly counted?: string
}

/** An offer by its leaf hash or entry as it is; an exhibit on its way by whatever it is known by. */
async function offerMeant(at: CaseAt, text: string): Promise<string> {
  return isLeafHash(text) || /^[0-9]{1,6}$/.test(text) ? text : exhibitMeant(at, text)
}

const answerCommand = (setting: Setting, answer: 'accept' | 'decline' | 'withdraw') => {
  const { speaker, contextFor } = setting
  const command = new Command(answer)
    .description(speaker.say(`cli.command.transfer.${answer}`))
    .argument('[offer]', speaker.say('cli.argument.offer'))
  if (answer === 'accept')
    withWitnessOptions(command.option('--counted <n>', speaker.say('cli.option.counted')), speaker.say, true)
  else command.option('--reason <text>', speaker.say('cli.option.reason'))
  return signableElsewhere(command, setting)
    .addHelpText('after', examples(speaker, answerExamples(speaker)[answer]))
    .action(async (offer: string | undefined, options: AnswerOptions) => {
      const context = contextFor(command)
      for (const each of await listOffers(await context.caseAt())) context.offers.set(each.offer, each)
      return record(context, options, async (at, desk) => {
        if (offer === undefined) throw new UsageError('usage.missing', { what: 'offer' })
        const named = await offerMeant(at, offer)
        if (answer !== 'accept')
          return answerTransfer(at, desk, answer, named, { reason: filled(options.reason ?? '', '--reason') })
        const witnesses = witnessesIn(options)
        return answerTransfer(at, desk, answer, named, { ...counted(options.counted), witnesses })
      })
    })
}

const answerExamples = ({ say }: Speaker) => ({
  accept: [
    'custodia transfer accept E-1 --by P-03',
    'custodia transfer accept 17 --by P-03',
    'custodia transfer accept E-1 --by P-03 --request accept.json',
    'custodia transfer accept --by P-02 --signed accept.signed.json',
  ],
  decline: [`custodia transfer decline E-1 --by P-03 --reason '${say('example.torn')}'`],
  withdraw: [`custodia transfer withdraw E-1 --by P-02 --reason '${say('example.addressee')}'`],
})

const listCommand = ({ speaker, contextFor }: Setting) =>
  new Command('list')
    .description(speaker.say('cli.command.transfer.list'))
    .option('--open', speaker.say('cli.option.open-offers'))
    .addHelpText('after', examples(speaker, ['custodia transfer list --open']))
    .action(async (options: { open?: boolean }, command: Command) => {
      const context = contextFor(command)
      const offers = (await listOffers(await context.caseAt())).filter(
        (each) => !options.open || each.outcome === 'open',
      )
      context.show(offers, () =>
        table(
          speaker,
          offers.map(({ exhibits, outcome, ...each }) => ({
            ...each,
            exhibits: exhibits.join(' '),
            outcome: speaker.say(`outcome.${outcome}`),
          })),
        ),
      )
    })
