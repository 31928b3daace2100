import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import {
  type CaseAt,
  type Completed,
  CustodiaError,
  completeRequest,
  type Desk,
  type Enacted,
  requestText,
  type SignatureRequest,
  UsageError,
  writeNamedFile,
} from '../src/index.js'
import type { Context } from './context.js'
import { enactedJson, enactedText } from './present/enacted.js'
import type { Setting } from './setting.js'

/** Where an act is signed: here, or on a device of its signer's own, in two steps. */
export interface Elsewhere {
  readonly request?: string
  readonly signed?: string
}

/**
 * The options of every act that one person can sign on a device of their own. What the act needs besides is optional on the command
 * line, because an answer that comes back holds all of it.
 */
export function signableElsewhere(command: Command, { speaker }: Setting): Command {
  return command
    .option('--request <file>', speaker.say('cli.option.request'))
    .option('--signed <file>', speaker.say('cli.option.signed'))
}

/** Records an act, or writes the request for its signature, or completes it with the answer; and says so. */
export async function record(
  context: Context,
  { request, signed }: Elsewhere,
  enact: (at: CaseAt, desk: Desk) => Promise<Enacted>,
): Promise<void> {
  if (request !== undefined && signed !== undefined)
    throw new UsageError('usage.conflict', { what: '--request, --signed' })
  const [at, desk] = [await context.caseAt(), await context.desk()]
  if (signed !== undefined) return complete(context, at, desk, signed)
  if (request === undefined) return show(context, await enact(at, desk))
  refuseExisting(request)
  const { request: written } = await enact(at, { ...desk, elsewhere: true })
  if (written) await writeRequest(context, written, request)
}

/** Writes what somebody signs on a device of their own; nothing on a dry run, which has shown the act. */
export async function writeRequest(
  context: Context,
  request: SignatureRequest,
  file: string,
  before: { readonly json: object; readonly lines: readonly string[] } = { json: {}, lines: [] },
): Promise<void> {
  const { terminal, speaker, options } = context
  if (options.dryRun) return terminal.line(speaker.say('cli.enacted.dry'))
  await writeNamedFile(file, await requestText(request))
  context.show({ ...before.json, request: file, signer: request.signer }, () =>
    [...before.lines, speaker.say('cli.request-written', { file })].join('\n'),
  )
}

/** Before anything is recorded: nothing is ever written over. */
export function refuseExisting(file: string): void {
  if (existsSync(file)) throw new UsageError('usage.argument', { text: file, reason: 'exists' })
}

function show(context: Context, enacted: Enacted): void {
  context.show(enactedJson(enacted), () => enactedText(context.speaker, enacted, context.offers))
}

async function complete(context: Context, at: CaseAt, desk: Desk, answer: string): Promise<void> {
  const file = receiptBeside(answer)
  const done = await completeRequest(at, desk, answer)
  if (!done.handed) return show(context, done)
  const receipt = await handOut(context, done.handed, file)
  const { signer } = done.handed
  context.show({ ...enactedJson(done), receipt, signer }, () =>
    [
      enactedText(context.speaker, done, context.offers),
      context.speaker.say('cli.signed.receipt', { file: receipt, signer }),
    ].join('\n'),
  )
}

/** Where the receipt lies that can be handed over. The act is on record by now: a stick that is full, or a file of that name, does not undo it. */
async function handOut(
  { terminal, speaker }: Context,
  { receipt, kept, signer }: NonNullable<Completed['handed']>,
  file: string,
): Promise<string> {
  try {
    await writeNamedFile(file, receipt)
    return file
  } catch (error) {
    if (!(error instanceof CustodiaError)) throw error
    terminal.warn(speaker.say('cli.signed.receipt-kept', { file, path: kept, signer }))
    return kept
  }
}

/** `transfer.signed.json` → `transfer.receipt`; in the working folder when the answer comes from standard input. */
function receiptBeside(answer: string): string {
  return answer === '-' ? 'signed.receipt' : `${answer.replace(/(\.signed)?(\.json)?$/, '')}.receipt`
}
