import { Command } from 'commander'
import { backUp } from '../../src/index.js'
import { exitStatus, statusOfAudit } from '../exit-status.js'
import { backupJson, backupText } from '../present/backup.js'
import { backupProgress } from '../present/progress.js'
import { type CommandFactory, examples } from '../setting.js'

export const backupCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('backup')
    .description(speaker.say('cli.command.backup'))
    .argument('<dir>', speaker.say('cli.argument.new-folder'))
    .option('--no-evidence', speaker.say('cli.option.no-evidence'))
    .addHelpText(
      'after',
      examples(speaker, ['custodia backup /mnt/safe/2026-03-12', 'custodia backup ./record --no-evidence']),
    )
    .action(async (folder: string, { evidence }: { evidence: boolean }, command: Command) => {
      const context = contextFor(command)
      context.refuseDryRun()
      const progress = backupProgress(context)
      const made = await backUp(await context.caseAt(), folder, evidence, context.now, progress)
      context.terminal.settle()
      context.show(backupJson(speaker, made), () => backupText(speaker, made))
      const status = statusOfAudit(made.result, false)
      context.finish(made.isBackup || status !== exitStatus.done ? status : exitStatus.unchecked)
    })
