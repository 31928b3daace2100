import { Command } from 'commander'
import {
  answerTransfer,
  listOffers,
  offerTransfer,
  type SigningManner,
  type Speaker,
  transferNow,
  UsageError,
} from '../../src/index.js'
import { exhibitNamed, filled, personNamed } from '../context.js'
import { table } from '../present/facts.js'
import { type Elsewhere, record, signableElsewhere } from '../request-file.js'
import { type CommandFactory, examples, group, type Setting } from '../setting.js'

export const transferCommand: CommandFactory = (setting) =>
  group('transfer', setting.speaker.say('cli.command.transfer'), [
    nowCommand(setting),
    offerCommand(setting),
    answerCommand(setting, 'accept'),
    answerCommand(setting, 'decline'),
    answerCommand(setting, 'withdraw'),
    listCommand(setting),
  ])

interface HandoverOptions extends Elsewhere {
  readonly to?: string
  readonly from?: string
  readonly purpose?: string
  readonly giver: string
  readonly receiver: string
  readonly scan?: string
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
  return signableElsewhere(command, setting)
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
      record(contextFor(command), options, (at, desk) =>
        transferNow(at, desk, {
          ...required(exhibits, options),
          from: options.from === undefined ? desk.by : personNamed(options.from, '--from'),
          giver: mannerOf(options.giver, options, '--giver'),
          receiver: mannerOf(options.receiver, options, '--receiver'),
        }),
      ),
    )
}

function required(exhibits: readonly string[], { to, purpose }: Pick<HandoverOptions, 'to' | 'purpose'>) {
  if (exhibits.length === 0) throw new UsageError('usage.missing', { what: 'exhibit' })
  if (to === undefined) throw new UsageError('usage.missing', { what: '--to' })
  if (purpose === undefined) throw new UsageError('usage.missing', { what: '--purpose' })
  return {
    exhibits: exhibits.map((each) => exhibitNamed(each)),
    to: personNamed(to, '--to'),
    purpose: filled(purpose, '--purpose'),
  }
}

function mannerOf(manner: string, { scan, reason }: HandoverOptions, what: string): SigningManner {
  switch (manner) {
    case 'key':
      return { kind: 'key' }
    case 'paper':
      if (scan === undefined) throw new UsageError('usage.missing', { what: '--scan' })
      return { kind: 'paper', scan }
    case 'refused':
    case 'absent':
      if (reason === undefined) throw new UsageError('usage.missing', { what: '--reason' })
      return { kind: manner, reason: filled(reason, '--reason') }
    default:
      throw new UsageError('usage.argument', {
        what,
        text: manner,
        reason: 'choice',
        choices: 'key, paper, refused, absent',
      })
  }
}

const offerCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const command = new Command('offer')
    .description(speaker.say('cli.command.transfer.offer'))
    .argument('[exhibit...]', speaker.say('cli.argument.exhibits'))
    .option('--to <person>', speaker.say('cli.option.to'))
    .option('--purpose <text>', speaker.say('cli.option.purpose'))
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
      record(contextFor(command), options, (at, desk) => {
        const giver = { kind: 'key' } as const
        return offerTransfer(at, desk, { ...required(exhibits, options), from: desk.by, giver })
      }),
    )
}

const answerCommand = (setting: Setting, answer: 'accept' | 'decline' | 'withdraw') => {
  const { speaker, contextFor } = setting
  const command = new Command(answer)
    .description(speaker.say(`cli.command.transfer.${answer}`))
    .argument('[offer]', speaker.say('cli.argument.offer'))
  if (answer !== 'accept') command.option('--reason <text>', speaker.say('cli.option.reason'))
  return signableElsewhere(command, setting)
    .addHelpText('after', examples(speaker, answerExamples(speaker)[answer]))
    .action(async (offer: string | undefined, options: { reason?: string } & Elsewhere) => {
      const context = contextFor(command)
      for (const each of await listOffers(await context.caseAt())) context.offers.set(each.offer, each)
      return record(context, options, async (at, desk) => {
        if (offer === undefined) throw new UsageError('usage.missing', { what: 'offer' })
        const reason = answer === 'accept' ? undefined : filled(options.reason ?? '', '--reason')
        return answerTransfer(at, desk, answer, offer, reason)
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
