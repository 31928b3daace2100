import { Command } from 'commander'
import { createKey, keyNamed, listKeys, referToKey, writeNamedFile } from '../../src/index.js'
import { type Context, personNamed } from '../context.js'
import { keySource } from '../key-source.js'
import { facts, table } from '../present/facts.js'
import { type CommandFactory, examples, group, type Setting } from '../setting.js'
import { revokeCommand, rotateCommand } from './key-life.js'

export const keyCommand: CommandFactory = (setting) =>
  group('key', setting.speaker.say('cli.command.key'), [
    createCommand(setting),
    listCommand(setting),
    showCommand(setting),
    exportCommand(setting),
    rotateCommand(setting),
    revokeCommand(setting),
  ])

const createCommand = ({ speaker, contextFor }: Setting) =>
  new Command('create')
    .description(speaker.say('cli.command.key.create'))
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia key create',
        'custodia key create --passphrase-file ./passphrase',
        'custodia key create --from ssh-agent',
        "custodia key create --from 'pkcs11:token=Lab;id=%01?module-path=/usr/lib/softhsm/libsofthsm2.so'",
      ]),
    )
    .option('--from <source>', speaker.say('cli.option.key-source'))
    .action(async ({ from }: { from?: string }, command: Command) => {
      const context = contextFor(command)
      context.refuseDryRun()
      if (from !== undefined) return refer(context, from)
      const person = personNamed(context.options.by ?? 'P-01', '--by')
      const passphrase = await context.deskFor(person).passphrase(person, 'new')
      const { fingerprint, publicKey, path } = await createKey(context.home, passphrase, context.now())
      const made = { fingerprint, publicKey: Buffer.from(publicKey).toString('base64'), path }
      context.show(made, () => facts(speaker, made))
    })

/** The private key stays where it is: this home keeps the public key and where to look for the other. */
async function refer(context: Context, from: string): Promise<void> {
  const source = keySource(from, context.sshAgent)
  const { fingerprint, publicKey, path } = await referToKey(context.home, source, context.now())
  const made = { fingerprint, publicKey: Buffer.from(publicKey).toString('base64'), path, held: source.kind }
  context.show(made, () => facts(context.speaker, made))
}

const listCommand = ({ speaker, contextFor }: Setting) =>
  new Command('list')
    .description(speaker.say('cli.command.key.list'))
    .addHelpText('after', examples(speaker, ['custodia key list --json']))
    .action(async (_options, command: Command) => {
      const context = contextFor(command)
      const keys = (await listKeys(context.home)).map(({ fingerprint, created, path }) => ({
        fingerprint,
        created,
        path,
      }))
      context.show(keys, () => table(speaker, keys))
    })

const showCommand = ({ speaker, contextFor }: Setting) =>
  new Command('show')
    .description(speaker.say('cli.command.key.show'))
    .argument('[fingerprint]', speaker.say('cli.argument.fingerprint'))
    .addHelpText('after', examples(speaker, ['custodia key show 4f1c']))
    .action(async (fingerprint: string | undefined, _options, command: Command) => {
      const context = contextFor(command)
      const key = await keyNamed(context.home, fingerprint)
      const { held, ...known } = key
      const shown = {
        ...known,
        publicKey: Buffer.from(key.publicKey).toString('base64'),
        ...(held.kind === 'file' ? {} : { held: held.kind }),
      }
      context.show(shown, () => facts(speaker, shown))
    })

const exportCommand = ({ speaker, contextFor }: Setting) =>
  new Command('export')
    .description(speaker.say('cli.command.key.export'))
    .argument('[fingerprint]', speaker.say('cli.argument.fingerprint'))
    .option('-o, --output <file>', speaker.say('cli.option.output'))
    .addHelpText('after', examples(speaker, ['custodia key export 4f1c -o P-03.pub']))
    .action(async (fingerprint: string | undefined, { output }: { output?: string }, command: Command) => {
      const context = contextFor(command)
      if (output !== undefined) context.refuseDryRun()
      const key = await keyNamed(context.home, fingerprint)
      const publicKey = Buffer.from(key.publicKey).toString('base64')
      if (output !== undefined) await writeNamedFile(output, `${publicKey}\n`)
      context.show({ fingerprint: key.fingerprint, publicKey, output }, () => output ?? publicKey)
    })
