import { Command } from 'commander'
import {
  type AuditScope,
  attestVerification,
  isLeafHash,
  type LeafHash,
  UsageError,
  type VerifyRequest,
  verify,
} from '../../src/index.js'
import type { Context } from '../context.js'
import { statusOfAudit } from '../exit-status.js'
import { auditJson, auditText } from '../present/audit.js'
import { auditProgress } from '../present/progress.js'
import { type CommandFactory, examples } from '../setting.js'
import { wholeNumber } from './exhibit.js'

interface VerifyOptions {
  readonly genesis?: string
  readonly evidence?: string
  readonly policy?: string
  readonly tsa?: string
  readonly errata?: readonly string[]
  readonly errataKey?: string
  readonly knownCheckpoint?: readonly string[]
  readonly receipt?: readonly string[]
  readonly ledgerOnly?: boolean
  readonly sample?: string
  readonly requireCoverage?: boolean
  readonly breaks?: string
  readonly attest?: boolean
}

export const verifyCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('verify')
    .description(speaker.say('cli.command.verify'))
    .argument('[folder]', speaker.say('cli.argument.case-or-disclosure'))
    .option('--genesis <leaf hash>', speaker.say('cli.option.genesis'))
    .option('--policy <file>', speaker.say('cli.option.policy'))
    .option('--tsa <roots>', speaker.say('cli.option.tsa'))
    .option('--evidence <path>', speaker.say('cli.option.evidence'))
    .option('--known-checkpoint <file...>', speaker.say('cli.option.known-checkpoint'))
    .option('--receipt <file...>', speaker.say('cli.option.receipt'))
    .option('--errata <file...>', speaker.say('cli.option.errata'))
    .option('--errata-key <file>', speaker.say('cli.option.errata-key'))
    .option('--ledger-only', speaker.say('cli.option.ledger-only'))
    .option('--sample <n>', speaker.say('cli.option.sample'))
    .option('--require-coverage', speaker.say('cli.option.require-coverage'))
    .option('--breaks <fail>', speaker.say('cli.option.breaks'))
    .option('--attest', speaker.say('cli.option.attest'))
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia verify',
        'custodia verify ./disclosure --genesis <leaf hash> --evidence /mnt/copy',
        'custodia verify --sample 100 --json',
      ]),
    )
    .action(async (folder: string | undefined, options: VerifyOptions, command: Command) => {
      const context = contextFor(command)
      const breaksFail =
        options.breaks !== undefined && context.oneOf(['fail'], options.breaks, '--breaks') === 'fail'
      const result = await verify(
        requestOf(folder ?? (await context.caseAt()).folder, options),
        context.home,
        auditProgress(context),
      )
      context.terminal.settle()
      if (options.attest) await attest(context, result)
      context.show(auditJson(speaker, result), () => auditText(speaker, result))
      context.finish(statusOfAudit(result, breaksFail))
    })

async function attest(context: Context, result: Parameters<typeof attestVerification>[2]): Promise<void> {
  await attestVerification(await context.caseAt(), await context.desk(), result)
}

function requestOf(folder: string, options: VerifyOptions): VerifyRequest {
  const { genesis, policy, tsa, evidence, errata, errataKey } = options
  return {
    acts: 'telling',
    folder,
    knownCheckpoints: options.knownCheckpoint ?? [],
    receipts: options.receipt ?? [],
    scope: scopeOf(options),
    ...(genesis === undefined ? {} : { genesis: leafHash(genesis) }),
    ...(policy === undefined ? {} : { policy }),
    ...(tsa === undefined ? {} : { tsa }),
    ...(evidence === undefined ? {} : { evidence }),
    ...(errata === undefined
      ? {}
      : { errata: { files: errata, ...(errataKey === undefined ? {} : { key: errataKey }) } }),
  }
}

function scopeOf(options: VerifyOptions): AuditScope {
  if (options.ledgerOnly && options.sample !== undefined)
    throw new UsageError('usage.conflict', { what: '--ledger-only --sample' })
  const bytes = options.ledgerOnly
    ? 'none'
    : options.sample === undefined
      ? 'all'
      : { sample: wholeNumber(options.sample, '--sample') }
  return { bytes, requireCoverage: options.requireCoverage ?? false }
}

function leafHash(text: string): LeafHash {
  const base64 = /^[0-9a-f]{64}$/.test(text) ? Buffer.from(text, 'hex').toString('base64') : text
  if (!isLeafHash(base64))
    throw new UsageError('usage.argument', { what: '--genesis', text, reason: 'leaf-hash' })
  return base64
}
