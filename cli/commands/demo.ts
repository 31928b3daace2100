import { Command } from 'commander'
import { demonstrate } from '../../src/index.js'
import { exitStatus } from '../exit-status.js'
import { type CommandFactory, examples } from '../setting.js'

export const demoCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('demo')
    .description(speaker.say('cli.command.demo'))
    .argument('[dir]', speaker.say('cli.argument.demo-folder'), 'custodia-demo')
    .addHelpText('after', examples(speaker, ['custodia demo', 'custodia demo /tmp/demo --lang en']))
    .action(async (dir: string, _options, command: Command) => {
      const context = contextFor(command)
      context.refuseDryRun()
      const made = await demonstrate(dir, speaker.lang, (step, details) => {
        const shown =
          'verdict' in details
            ? { ...details, verdict: speaker.say(`verdict.${details['verdict'] as 'confirmed'}`) }
            : details
        context.terminal.note(speaker.say('cli.demo.step', { what: speaker.say(`cli.demo.${step}`, shown) }))
      })
      context.show(made, () =>
        [
          '',
          speaker.say('cli.demo.next'),
          `  export CUSTODIA_HOME='${made.home}' CUSTODIA_CASE='${made.case}' CUSTODIA_PASSPHRASE_FILE='${made.passphrase}'`,
          '  custodia exhibit list',
          '  custodia ingest <folder> --exhibit E-1 --by P-02',
          '  custodia verify',
          `  custodia verify '${made.disclosure}' --genesis '${made.genesis}' --evidence '${made.case}/vault'`,
        ].join('\n'),
      )
      if (made.verdict !== 'confirmed') context.finish(exitStatus.contradicted)
    })
