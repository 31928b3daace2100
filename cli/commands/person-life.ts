import { Command } from 'commander'
import { changeQuorum, changeRoles, roles, UsageError } from '../../src/index.js'
import { personNamed } from '../context.js'
import { type Elsewhere, record, signableElsewhere } from '../request-file.js'
import { examples, type Setting } from '../setting.js'

interface GrantOptions extends Elsewhere {
  readonly role?: readonly string[]
  readonly withdraw?: readonly string[]
}

export const grantCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const named = { roles: roles.join(', ') }
  const command = new Command('grant')
    .description(speaker.say('cli.command.person.grant'))
    .argument('<person>', speaker.say('cli.argument.person'))
    .option('--role <role...>', speaker.say('cli.option.grant', named))
    .option('--withdraw <role...>', speaker.say('cli.option.withdraw', named))
  return signableElsewhere(command, setting)
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia person grant P-07 --role administrator --by P-01',
        'custodia person grant P-03 --role expert --withdraw examiner --by P-01',
      ]),
    )
    .action(async (person: string, options: GrantOptions) => {
      const context = contextFor(command)
      const granted = context.manyOf(roles, options.role ?? [], '--role')
      const withdrawn = context.manyOf(roles, options.withdraw ?? [], '--withdraw')
      const who = personNamed(person)
      return record(context, options, async (at, desk) => {
        if (granted.length + withdrawn.length === 0)
          throw new UsageError('usage.missing', { what: '--role, --withdraw' })
        return changeRoles(at, desk, { person: who, granted, withdrawn })
      })
    })
}

export const quorumCommand = (setting: Setting) => {
  const { speaker, contextFor } = setting
  const command = new Command('quorum')
    .description(speaker.say('cli.command.person.quorum'))
    .argument('<number>', speaker.say('cli.argument.quorum'))
  return signableElsewhere(command, setting)
    .addHelpText('after', examples(speaker, ['custodia person quorum 2 --by P-01 --with P-07']))
    .action(async (text: string, options: Elsewhere) => {
      const context = contextFor(command)
      const quorum = Number(text)
      if (!/^[0-9]{1,2}$/.test(text) || quorum < 1)
        throw new UsageError('usage.argument', { what: 'quorum', text, reason: 'number' })
      return record(context, options, (at, desk) => changeQuorum(at, desk, quorum))
    })
}
