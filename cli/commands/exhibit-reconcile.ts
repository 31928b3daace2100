import { Command } from 'commander'
import { reconcileCase } from '../../src/index.js'
import { reconciledText } from '../present/reconciled.js'
import { examples, type Setting } from '../setting.js'

/** `custodia exhibit reconcile`: lists of what was seized against boxes, discs, images and working copies. */
export const reconcileCommand = ({ speaker, contextFor }: Setting) =>
  new Command('reconcile')
    .description(speaker.say('cli.command.exhibit.reconcile'))
    .addHelpText(
      'after',
      examples(speaker, ['custodia exhibit reconcile', 'custodia exhibit reconcile --json']),
    )
    .action(async (_options, command: Command) => {
      const context = contextFor(command)
      const found = await reconcileCase(await context.caseAt())
      context.show(found, () => reconciledText(speaker, found))
    })
