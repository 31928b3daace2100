import { Command } from 'commander'
import { type Comparison, compareLogs, type Speaker } from '../../src/index.js'
import { exitStatus } from '../exit-status.js'
import { table } from '../present/facts.js'
import { type CommandFactory, examples } from '../setting.js'

export const compareCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('compare')
    .description(speaker.say('cli.command.compare'))
    .argument('<folder>', speaker.say('cli.argument.one'))
    .argument('<folder>', speaker.say('cli.argument.other'))
    .addHelpText('after', examples(speaker, ['custodia compare ./case ./for-the-defence']))
    .action(async (one: string, other: string, _options, command: Command) => {
      const context = contextFor(command)
      const compared = await compareLogs(one, other)
      context.show(compared, () => comparisonText(speaker, compared))
      const contradict = compared.kind === 'forked' || compared.kind === 'other-log'
      context.finish(contradict ? exitStatus.contradicted : exitStatus.done)
    })

function comparisonText(speaker: Speaker, compared: Comparison): string {
  const { kind, common, sizes, differing } = compared
  const more = Math.abs(sizes.one - sizes.other)
  const rows = differing.map(({ entry, one, other }) => ({
    entry,
    first: one && [one.kind ?? '?', one.by].join(' '),
    second: other && [other.kind ?? '?', other.by].join(' '),
  }))
  return [
    speaker.say(`cli.compare.${kind}`, { common, more }),
    ...(kind === 'forked' ? [signedText(speaker, compared)] : []),
    speaker.say('cli.compare.unverified'),
    ...(rows.length > 0 ? ['', table(speaker, rows)] : []),
  ].join('\n')
}

function signedText({ say }: Speaker, { signed }: Comparison): string {
  if (signed.one && signed.other) return say('cli.compare.signed-both')
  if (!signed.one && !signed.other) return say('cli.compare.signed-none')
  return say('cli.compare.signed-one', { which: say(signed.one ? 'word.first' : 'word.second') })
}
