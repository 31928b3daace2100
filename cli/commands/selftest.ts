import { Command } from 'commander'
import { recordSelfTest, selfTest } from '../../src/index.js'
import { exitStatus } from '../exit-status.js'
import { enactedJson, enactedText } from '../present/enacted.js'
import { selfTestText } from '../present/selftest.js'
import { type CommandFactory, examples } from '../setting.js'

export const selftestCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('selftest')
    .description(speaker.say('cli.command.selftest'))
    .option('--record', speaker.say('cli.option.record'))
    .addHelpText('after', examples(speaker, ['custodia selftest', 'custodia selftest --record --by P-02']))
    .action(async (options: { record?: boolean }, command: Command) => {
      const context = contextFor(command)
      if (!options.record) context.refuseDryRun()
      const tested = await selfTest()
      const enacted = options.record
        ? await recordSelfTest(await context.caseAt(), await context.desk(), tested)
        : undefined
      context.show({ ...tested, ...(enacted ? { recorded: enactedJson(enacted) } : {}) }, () =>
        [selfTestText(speaker, tested), ...(enacted ? ['', enactedText(speaker, enacted)] : [])].join('\n'),
      )
      if (tested.failed > 0) context.finish(exitStatus.bug)
    })
