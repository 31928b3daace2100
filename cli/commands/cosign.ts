import { Command } from 'commander'
import {
  askCosignature,
  fetchCosignature,
  type KeptCosignatures,
  listCheckpoints,
  newestCheckpoint,
  readNamedFile,
  takeCosignature,
  UsageError,
  writeNamedFile,
} from '../../src/index.js'
import type { Context } from '../context.js'
import { facts, table } from '../present/facts.js'
import { examples, type Setting } from '../setting.js'
import { wholeNumber } from './exhibit.js'

export const createCommand = ({ speaker, contextFor }: Setting) =>
  new Command('create')
    .description(speaker.say('cli.command.checkpoint.create'))
    .option('-o, --output <file>', speaker.say('cli.option.checkpoint-output'))
    .addHelpText('after', examples(speaker, ['custodia checkpoint create -o ./checkpoint.txt']))
    .action(async ({ output }: { readonly output?: string }, command: Command) => {
      const context = contextFor(command)
      context.refuseDryRun()
      const { size, bytes, cosigners } = await newestCheckpoint(await context.caseAt())
      const checkpoint = Buffer.from(bytes).toString()
      if (output !== undefined) await writeNamedFile(output, bytes)
      const shown = { size, cosigners, ...(output === undefined ? { checkpoint } : { output }) }
      const told = { size, ...(cosigners.length > 0 ? { cosigners } : {}), output }
      context.show(shown, () => (output === undefined ? checkpoint.trimEnd() : facts(speaker, told)))
    })

interface CosignOptions {
  readonly witness?: readonly string[]
  readonly request?: string
  readonly answer?: string
  readonly old?: string
  readonly policy?: string
}

export const cosignCommand = ({ speaker, contextFor }: Setting) =>
  new Command('cosign')
    .description(speaker.say('cli.command.checkpoint.cosign'))
    .option('--witness <url...>', speaker.say('cli.option.witness'))
    .option('--request <file>', speaker.say('cli.option.witness-request'))
    .option('--answer <file>', speaker.say('cli.option.witness-answer'))
    .option('--old <number>', speaker.say('cli.option.old'))
    .option('--policy <file>', speaker.say('cli.option.policy'))
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia checkpoint cosign --witness https://witness.example/',
        'custodia checkpoint cosign --request ./request.txt',
        'custodia checkpoint cosign --request ./request.txt --answer ./answer.txt',
      ]),
    )
    .action(async (options: CosignOptions, command: Command) => {
      const context = contextFor(command)
      context.refuseDryRun()
      const { witness, answer } = options
      requireOneWay(options)
      if (witness === undefined && answer === undefined) return askByFile(context, options)
      await keepAnswers(context, options)
    })

/** By network, by a request to be carried away, or by an answer that came back. */
function requireOneWay({ witness, request, answer, old, policy }: CosignOptions): void {
  const conflict = (what: string) => new UsageError('usage.conflict', { what })
  if (witness !== undefined && (request ?? answer) !== undefined) throw conflict('--witness --request')
  if (witness === undefined && request === undefined)
    throw new UsageError('usage.missing', {
      what: answer === undefined ? '--witness | --request' : '--request',
    })
  if (old !== undefined && (witness ?? answer) !== undefined) throw conflict('--old')
  if (policy !== undefined && witness === undefined && answer === undefined)
    throw conflict('--request --policy')
}

async function askByFile(context: Context, { request = '', old }: CosignOptions): Promise<void> {
  const asked = await askCosignature(await context.caseAt(), old === undefined ? undefined : sizeNamed(old))
  await writeNamedFile(request, asked.bytes)
  const shown = { size: asked.size, old: asked.old, path: request }
  context.show(shown, () => facts(context.speaker, shown))
}

function sizeNamed(text: string): number {
  return text === '0' ? 0 : wholeNumber(text, '--old')
}

async function keepAnswers(
  context: Context,
  { witness = [], request = '', answer, policy }: CosignOptions,
): Promise<void> {
  const at = await context.caseAt()
  const kept: KeptCosignatures[] = []
  if (answer !== undefined)
    kept.push(await takeCosignature(at, await readNamedFile(request), await readNamedFile(answer), policy))
  for (const server of witness) kept.push(await fetchCosignature(at, server, policy))
  const { say } = context.speaker
  context.show(kept, () =>
    kept
      .flatMap(({ size, witnesses, added }) => [
        ...witnesses.map((each) => say('cli.checkpoint.kept', { size, ...each })),
        ...(added ? [] : [say('cli.checkpoint.known')]),
      ])
      .join('\n'),
  )
}

export const listCommand = ({ speaker, contextFor }: Setting) =>
  new Command('list')
    .description(speaker.say('cli.command.checkpoint.list'))
    .addHelpText('after', examples(speaker, ['custodia checkpoint list --json']))
    .action(async (_options, command: Command) => {
      const context = contextFor(command)
      const listed = await listCheckpoints(await context.caseAt())
      const rows = listed.map(({ size, head, cosignatures, timestamps }) => ({
        size,
        head,
        cosignatures: cosignatures.map(({ witness }) => witness).join(' '),
        timestamps,
      }))
      context.show(listed, () => table(speaker, rows))
    })
