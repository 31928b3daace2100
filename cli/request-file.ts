import { requestText, type SignatureRequest, writeNamedFile } from '../src/index.js'
import type { Context } from './context.js'

/** Writes what somebody signs on a device of their own; nothing on a dry run, which has shown the act. */
export async function writeRequest(context: Context, request: SignatureRequest, file: string): Promise<void> {
  const { terminal, speaker, options } = context
  if (options.dryRun) return terminal.line(speaker.say('cli.enacted.dry'))
  await writeNamedFile(file, await requestText(request))
  context.show({ request: file, signer: request.signer }, () => speaker.say('cli.request-written', { file }))
}
