import { Command } from 'commander'
import {
  askTimestamp,
  fetchTimestamp,
  readNamedFile,
  takeTimestamp,
  UsageError,
  writeNamedFile,
} from '../../src/index.js'
import type { Context } from '../context.js'
import { facts } from '../present/facts.js'
import { examples, type Setting } from '../setting.js'

interface TimestampOptions {
  readonly request?: string
  readonly response?: string
  readonly tsa?: string
  readonly policy?: string
  readonly roots?: string
}

export const timestampCommand = ({ speaker, contextFor }: Setting) =>
  new Command('timestamp')
    .description(speaker.say('cli.command.checkpoint.timestamp'))
    .option('--request <file>', speaker.say('cli.option.timestamp-request'))
    .option('--response <file>', speaker.say('cli.option.timestamp-response'))
    .option('--tsa <url>', speaker.say('cli.option.timestamp-server'))
    .option('--policy <oid>', speaker.say('cli.option.timestamp-policy'))
    .option('--roots <path>', speaker.say('cli.option.tsa'))
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia checkpoint timestamp --request ./request.tsq',
        'custodia checkpoint timestamp --response ./answer.tsr --roots ./authorities',
        'custodia checkpoint timestamp --tsa https://tsa.example/',
      ]),
    )
    .action(async (options: TimestampOptions, command: Command) => {
      const context = contextFor(command)
      context.refuseDryRun()
      const shown = await outcome(context, options)
      context.show(shown, () => facts(speaker, shown))
    })

async function outcome(context: Context, options: TimestampOptions): Promise<object> {
  const { request, response, tsa, policy, roots } = options
  const ways = [request, response, tsa].filter((each) => each !== undefined)
  const what = '--request | --response | --tsa'
  if (ways.length === 0) throw new UsageError('usage.missing', { what })
  if (ways.length > 1) throw new UsageError('usage.conflict', { what })
  const at = await context.caseAt()
  if (tsa !== undefined) return fetchTimestamp(at, tsa, { policy, roots })
  if (response !== undefined) {
    if (policy !== undefined) throw new UsageError('usage.conflict', { what: '--response --policy' })
    return takeTimestamp(at, await readNamedFile(response), roots)
  }
  if (roots !== undefined) throw new UsageError('usage.conflict', { what: '--request --roots' })
  const { size, bytes } = await askTimestamp(at, policy)
  await writeNamedFile(request ?? '', bytes)
  return { size, path: request }
}
