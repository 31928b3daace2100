import { Command } from 'commander'
import { createKey, initCase, listKeys } from '../../src/index.js'
import { filled, personNamed } from '../context.js'
import { facts } from '../present/facts.js'
import { type CommandFactory, examples } from '../setting.js'

interface InitOptions {
  readonly number: string
  readonly origin: string
  readonly court?: string
  readonly unit?: string
  readonly zone: string
  readonly name?: string
  readonly key?: string
}

export const initCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('init')
    .description(speaker.say('cli.command.init'))
    .argument('<dir>', speaker.say('cli.argument.new-case'))
    .requiredOption('--number <procedure>', speaker.say('cli.option.number'))
    .requiredOption('--origin <log name>', speaker.say('cli.option.origin'))
    .option('--court <name>', speaker.say('cli.option.court'))
    .option('--unit <name>', speaker.say('cli.option.unit'))
    .option('--zone <zone>', speaker.say('cli.option.zone'), 'Europe/Madrid')
    .option('--name <name>', speaker.say('cli.option.name'))
    .option('--key <fingerprint>', speaker.say('cli.option.key'))
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia key create',
        "custodia init ./case --number 'DP 123/2026' --origin lab.example --court 'JI 3 Sevilla' --by P-01",
      ]),
    )
    .action(async (dir: string, options: InitOptions, command: Command) => {
      const context = contextFor(command)
      context.refuseDryRun()
      const desk = context.deskFor(personNamed(context.options.by ?? 'P-01', '--by'))
      if (options.key === undefined && (await listKeys(context.home)).length === 0) {
        const passphrase = await desk.passphrase(desk.by, 'new')
        const { fingerprint } = await createKey(context.home, passphrase, context.now())
        context.terminal.note(speaker.say('cli.init.key-made', { key: fingerprint, home: context.home }))
      }
      const made = await initCase({ folder: dir, home: context.home }, desk, {
        ...options,
        number: filled(options.number, '--number'),
        lang: speaker.lang,
      })
      context.show(made, () => `${facts(speaker, made)}\n${speaker.say('cli.init.pin')}`)
    })
