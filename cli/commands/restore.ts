import { Command } from 'commander'
import { restoreCase } from '../../src/index.js'
import { exitStatus, statusOfAudit } from '../exit-status.js'
import { restoreJson, restoreText } from '../present/backup.js'
import { backupProgress } from '../present/progress.js'
import { type CommandFactory, examples } from '../setting.js'

export const restoreCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('restore')
    .description(speaker.say('cli.command.restore'))
    .argument('<backup>', speaker.say('cli.argument.backup'))
    .argument('<dir>', speaker.say('cli.argument.new-folder'))
    .addHelpText('after', examples(speaker, ['custodia restore /mnt/safe/2026-03-12 ./case']))
    .action(async (backup: string, folder: string, _options, command: Command) => {
      const context = contextFor(command)
      context.refuseDryRun()
      const restored = await restoreCase(context.home, backup, folder, backupProgress(context))
      context.terminal.settle()
      context.show(restoreJson(speaker, restored), () => restoreText(speaker, restored))
      const status = statusOfAudit(restored.result, false)
      context.finish(restored.isRestored || status !== exitStatus.done ? status : exitStatus.unchecked)
    })
