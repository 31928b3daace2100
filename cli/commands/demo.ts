import { existsSync, readdirSync } from 'node:fs'
import { Command } from 'commander'
import { demonstrate } from '../../src/index.js'
import { exitStatus } from '../exit-status.js'
import { type CommandFactory, examples } from '../setting.js'
import { quoted, startedAs } from '../started-as.js'

const usual = 'custodia-demo'

export const demoCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('demo')
    .description(speaker.say('cli.command.demo'))
    .argument('[dir]', speaker.say('cli.argument.demo-folder'), usual)
    .addHelpText('after', examples(speaker, ['custodia demo', 'custodia demo /tmp/demo --lang en']))
    .action(async (dir: string, _options, command: Command) => {
      const context = contextFor(command)
      context.refuseDryRun()
      const made = await demonstrate(
        command.args.length === 0 ? free(dir) : dir,
        speaker.lang,
        (step, details) => {
          const shown =
            'verdict' in details
              ? { ...details, verdict: speaker.say(`verdict.${details['verdict'] as 'confirmed'}`) }
              : details
          context.terminal.note(
            speaker.say('cli.demo.step', { what: speaker.say(`cli.demo.${step}`, shown) }),
          )
        },
      )
      context.show(made, () => ['', speaker.say('cli.demo.next'), ...nextSteps(made)].join('\n'))
      if (made.verdict !== 'confirmed') context.finish(exitStatus.contradicted)
    })

/** The first of `custodia-demo`, `custodia-demo-2`, … that is not in use: a second demonstration leaves the first alone. */
function free(folder: string): string {
  let name = folder
  for (let at = 2; existsSync(name) && readdirSync(name).length > 0; at += 1) name = `${folder}-${at}`
  return name
}

type Made = Awaited<ReturnType<typeof demonstrate>>

function nextSteps(made: Made): readonly string[] {
  const custodia = startedAs()
  const setting = Object.entries({
    CUSTODIA_HOME: made.home,
    CUSTODIA_CASE: made.case,
    CUSTODIA_PASSPHRASE_FILE: made.passphrase,
  }).map(([name, value]) => `${name}=${quoted(value)}`)
  const pin = `--genesis ${quoted(made.genesis)} --evidence ${quoted(`${made.case}/vault`)}`
  return [
    `export ${setting.join(' ')}`,
    `${custodia} exhibit list`,
    `${custodia} ingest ${quoted(`${made.folder}/seized/usb`)} --exhibit E-1 --by P-02`,
    `${custodia} verify`,
    `${custodia} verify ${quoted(made.disclosure)} ${pin}`,
  ].map((line) => `  ${line}`)
}
