import { Command } from 'commander'
import {
  createWitness,
  readNamedFile,
  serveWitness,
  showWitness,
  signWitnessRequest,
  UsageError,
  watchLog,
  writeNamedFile,
} from '../../src/index.js'
import { type Context, personNamed } from '../context.js'
import { facts, table } from '../present/facts.js'
import { type CommandFactory, examples, group, type Setting } from '../setting.js'

export const witnessCommand: CommandFactory = (setting) =>
  group('witness', setting.speaker.say('cli.command.witness'), [
    createCommand(setting),
    showCommand(setting),
    watchCommand(setting),
    serveCommand(setting),
    signCommand(setting),
  ])

/** A witness is no person of any case: `--passphrase-file`, else one that is asked for. */
function passphraseOf(context: Context, fingerprint: string): Promise<Uint8Array> {
  const person = personNamed(context.options.by ?? 'P-01', '--by')
  return context.deskFor(person).passphrase(person, fingerprint)
}

const createCommand = ({ speaker, contextFor }: Setting) =>
  new Command('create')
    .description(speaker.say('cli.command.witness.create'))
    .argument('<name>', speaker.say('cli.argument.witness-name'))
    .addHelpText('after', examples(speaker, ['custodia witness create witness.example/w1']))
    .action(async (name: string, _options, command: Command) => {
      const context = contextFor(command)
      context.refuseDryRun()
      const passphrase = await passphraseOf(context, 'new')
      const { key, fingerprint } = await createWitness(context.home, name, passphrase, context.now())
      context.show({ name, key, fingerprint }, () => facts(speaker, { name, key, fingerprint }))
    })

const showCommand = ({ speaker, contextFor }: Setting) =>
  new Command('show')
    .description(speaker.say('cli.command.witness.show'))
    .addHelpText('after', examples(speaker, ['custodia witness show --json']))
    .action(async (_options, command: Command) => {
      const context = contextFor(command)
      const shown = await showWitness(context.home)
      const { name, key, logs } = shown
      const rows = logs.map(({ origin, size, time }) => ({ origin, size, time }))
      const about = rows.length === 0 ? speaker.say('cli.witness.no-logs') : table(speaker, rows)
      context.show(shown, () => `${facts(speaker, { name, key })}\n\n${about}`)
    })

const watchCommand = ({ speaker, contextFor }: Setting) =>
  new Command('watch')
    .description(speaker.say('cli.command.witness.watch'))
    .argument('<vkey|file>', speaker.say('cli.argument.log-key'))
    .addHelpText('after', examples(speaker, ['custodia witness watch ./disclosure/keys/log.vkey']))
    .action(async (key: string, _options, command: Command) => {
      const context = contextFor(command)
      context.refuseDryRun()
      const isKey = /^[^+]+\+[0-9a-f]{8}\+/.test(key)
      const text = isKey ? key : Buffer.from(await readNamedFile(key)).toString('utf8')
      const { origin, size } = await watchLog(context.home, text)
      context.show({ origin, size }, () => facts(speaker, { origin, size }))
    })

interface ServeOptions {
  readonly address: string
  readonly port: string
}

const serveCommand = ({ speaker, contextFor }: Setting) =>
  new Command('serve')
    .description(speaker.say('cli.command.witness.serve'))
    .option('--address <name>', speaker.say('cli.option.address'), '127.0.0.1')
    .option('--port <number>', speaker.say('cli.option.port'), '7380')
    .addHelpText('after', examples(speaker, ['custodia witness serve', 'custodia witness serve --port 0']))
    .action(async ({ address, port }: ServeOptions, command: Command) => {
      const context = contextFor(command)
      context.refuseDryRun()
      const { key } = await showWitness(context.home)
      const server = await serveWitness(context.home, (fingerprint) => passphraseOf(context, fingerprint), {
        address,
        port: portNumber(port),
        onAnswer: (status, error) => told(context, status, error),
      })
      const url = `http://${address.includes(':') ? `[${address}]` : address}:${server.port}`
      context.row({ url, key }, () => speaker.say('cli.witness.listening', { url, key }))
      // Until the process is ended; what it has cosigned is on the disk before each answer.
      await new Promise(() => undefined)
    })

function told({ terminal, speaker, now }: Context, status: number, error: unknown): void {
  const reason = error instanceof Error ? error.message : ''
  terminal.note(speaker.say('cli.witness.answered', { time: now(), status, reason }))
}

function portNumber(text: string): number {
  const port = /^[0-9]{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65_535)) throw new UsageError('usage.argument', { what: '--port', text, reason: 'number' })
  return port
}

const signCommand = ({ speaker, contextFor }: Setting) =>
  new Command('sign')
    .description(speaker.say('cli.command.witness.sign'))
    .argument('<request-file>', speaker.say('cli.argument.witness-request'))
    .requiredOption('-o, --output <file>', speaker.say('cli.option.witness-answer-output'))
    .addHelpText('after', examples(speaker, ['custodia witness sign ./request.txt -o ./answer.txt']))
    .action(async (request: string, { output }: { readonly output: string }, command: Command) => {
      const context = contextFor(command)
      context.refuseDryRun()
      const signed = await signWitnessRequest(
        context.home,
        (fingerprint) => passphraseOf(context, fingerprint),
        request,
      )
      await writeNamedFile(output, signed.lines)
      const { origin, size } = signed
      context.show({ origin, size, output }, () => facts(speaker, { origin, size, output }))
    })
