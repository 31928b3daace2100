import { Command } from 'commander'
import {
  type CaseAt,
  createKey,
  type Desk,
  instantOfLocal,
  type KeyRevocation,
  revokeKey,
  rotateKey,
  rotateLogKey,
  UsageError,
  zoneOf,
} from '../../src/index.js'
import { type Context, personNamed } from '../context.js'
import { type Elsewhere, record, signableElsewhere } from '../request-file.js'
import { examples, type Setting } from '../setting.js'

interface RotateOptions extends Elsewhere {
  readonly key?: string
  readonly to?: string
  readonly log?: boolean
}

export const rotateCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const command = new Command('rotate')
    .description(speaker.say('cli.command.key.rotate'))
    .option('--to <fingerprint>', speaker.say('cli.option.rotate-to'))
    .option('--key <fingerprint>', speaker.say('cli.option.rotate-key'))
    .option('--log', speaker.say('cli.option.rotate-log'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia key rotate --by P-02',
        'custodia key rotate --to 4f1c --by P-02',
        'custodia key rotate --log --by P-01 --with P-07',
      ]),
    )
    .action(async (options: RotateOptions) => {
      const context = contextFor(command)
      const { key, to, log, request } = options
      if (log && (key !== undefined || to !== undefined))
        throw new UsageError('usage.conflict', { what: '--log, --key, --to' })
      // One signs twice, with two keys: a request asks for one signature.
      if (!log && request !== undefined)
        throw new UsageError('usage.conflict', { what: '--request', reason: 'two-keys' })
      return record(context, options, (at, desk) =>
        log ? rotateLogKey(at, desk) : rotateOwn(context, at, desk, options),
      )
    })
}

async function rotateOwn(context: Context, at: CaseAt, desk: Desk, { key, to }: RotateOptions) {
  // A key is made only for an act that is recorded.
  if (to === undefined && desk.dryRun) throw new UsageError('usage.missing', { what: '--to' })
  return rotateKey(at, desk, to ?? (await newKeyOf(context, desk.by)), key)
}

async function newKeyOf(context: Context, person: string): Promise<string> {
  const who = personNamed(person)
  const passphrase = await context.deskFor(who).passphrase(who, 'new')
  return (await createKey(context.home, passphrase, context.now())).fingerprint
}

const reasons = ['lost', 'compromised', 'retired', 'superseded'] as const

interface RevokeOptions extends Elsewhere {
  readonly reason?: string
  readonly since?: string
  readonly key?: string
}

export const revokeCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const command = new Command('revoke')
    .description(speaker.say('cli.command.key.revoke'))
    .argument('<person>', speaker.say('cli.argument.person'))
    .option(`--reason <${reasons.join('|')}>`, speaker.say('cli.option.revoke-reason'))
    .option('--since <local time>', speaker.say('cli.option.since'))
    .option('--key <fingerprint>', speaker.say('cli.option.key'))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia key revoke P-03 --reason lost --by P-01',
        "custodia key revoke P-03 --reason compromised --since '2026-03-12 09:00' --by P-01",
        'custodia key revoke P-03 --reason lost --by P-01 --with P-07',
        'custodia key revoke P-03 --reason lost --by P-01 --with P-07 --request revoke.json',
      ]),
    )
    .action(async (person: string, options: RevokeOptions) => {
      const context = contextFor(command)
      const who = personNamed(person)
      return record(context, options, async (at, desk) =>
        revokeKey(at, desk, await revocationOf(context, who, options)),
      )
    })
}

async function revocationOf(
  context: Context,
  person: KeyRevocation['person'],
  { reason, since, key }: RevokeOptions,
): Promise<KeyRevocation> {
  if (reason === undefined) throw new UsageError('usage.missing', { what: '--reason' })
  return {
    person,
    reason: context.oneOf(reasons, reason, '--reason'),
    ...(since === undefined ? {} : { since: instantOfLocal(since, await zoneOf(await context.caseAt())) }),
    ...(key === undefined ? {} : { key }),
  }
}
