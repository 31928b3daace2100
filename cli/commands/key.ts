import { Command } from 'commander'
import { createKey, keyNamed, listKeys, revokeKey, writeNamedFile } from '../../src/index.js'
import { personNamed } from '../context.js'
import { enactedJson, enactedText } from '../present/enacted.js'
import { facts, table } from '../present/facts.js'
import { type CommandFactory, examples, group, type Setting } from '../setting.js'

export const keyCommand: CommandFactory = (setting) =>
  group('key', setting.speaker.say('cli.command.key'), [
    createCommand(setting),
    listCommand(setting),
    showCommand(setting),
    exportCommand(setting),
    revokeCommand(setting),
  ])

const createCommand = ({ speaker, contextFor }: Setting) =>
  new Command('create')
    .description(speaker.say('cli.command.key.create'))
    .addHelpText(
      'after',
      examples(speaker, ['custodia key create', 'custodia key create --passphrase-file ./passphrase']),
    )
    .action(async (_options, command: Command) => {
      const context = contextFor(command)
      context.refuseDryRun()
      const person = personNamed(context.options.by ?? 'P-01', '--by')
      const passphrase = await context.deskFor(person).passphrase(person, 'new')
      const { fingerprint, publicKey, path } = await createKey(context.home, passphrase, context.now())
      const made = { fingerprint, publicKey: Buffer.from(publicKey).toString('base64'), path }
      context.show(made, () => facts(speaker, made))
    })

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
      const shown = { ...key, publicKey: Buffer.from(key.publicKey).toString('base64') }
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

const reasons = ['lost', 'compromised', 'retired', 'superseded'] as const

const revokeCommand = ({ speaker, contextFor }: Setting) =>
  new Command('revoke')
    .description(speaker.say('cli.command.key.revoke'))
    .argument('<person>', speaker.say('cli.argument.person'))
    .requiredOption(`--reason <${reasons.join('|')}>`, speaker.say('cli.option.revoke-reason'))
    .option('--key <fingerprint>', speaker.say('cli.option.key'))
    .addHelpText('after', examples(speaker, ['custodia key revoke P-03 --reason lost --by P-01']))
    .action(async (person: string, options: { reason: string; key?: string }, command: Command) => {
      const context = contextFor(command)
      const reason = context.oneOf(reasons, options.reason, '--reason')
      const who = personNamed(person)
      const enacted = await revokeKey(await context.caseAt(), await context.desk(), who, reason, options.key)
      context.show(enactedJson(enacted), () => enactedText(speaker, enacted))
    })
