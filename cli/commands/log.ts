import { setTimeout as wait } from 'node:timers/promises'
import { Command } from 'commander'
import { readLog, UsageError } from '../../src/index.js'
import { logLineJson, logTeller } from '../present/log-line.js'
import { type CommandFactory, examples } from '../setting.js'

const pollMilliseconds = 500

export const logCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('log')
    .description(speaker.say('cli.command.log'))
    .option('--follow', speaker.say('cli.option.follow'))
    .addHelpText('after', examples(speaker, ['custodia log', 'custodia log --jsonl --follow']))
    .action(async ({ follow }: { follow?: boolean }, command: Command) => {
      const context = contextFor(command)
      if (follow && context.options.json) throw new UsageError('usage.conflict', { what: '--json --follow' })
      const at = await context.caseAt()
      const collected: unknown[] = []
      const tell = logTeller(speaker)
      for (let next = 0; ; await wait(pollMilliseconds)) {
        for await (const line of readLog(at)) {
          if (line.entry < next) continue
          next = line.entry + 1
          if (context.options.json) collected.push(logLineJson(line))
          else context.row(logLineJson(line), () => tell(line))
        }
        if (!follow) break
      }
      if (context.options.json) context.show(collected, () => '')
    })
