#!/usr/bin/env node
import { CommanderError } from 'commander'
import { displayText, languageOf, speakerFor } from '../src/index.js'
import { exitStatus } from './exit-status.js'
import { refusalOf } from './present/refusal.js'
import { programFor } from './program.js'
import { openTerminal } from './terminal.js'

/** Runs one command line and says how the process should end. */
async function run(argv: readonly string[]): Promise<number> {
  const words = argv.slice(2)
  const terminal = openTerminal(words.includes('--quiet'))
  let status: number = exitStatus.done
  let speaker = speakerFor(languageOf(undefined, process.env))
  let misread = () => 'custodia'
  const finish = (stated: number) => {
    status = stated
  }
  try {
    speaker = speakerFor(languageOf(languageStated(words), process.env))
    const program = programFor({ terminal, speaker, environment: process.env, finish })
    misread = program.misread
    await program.command.parseAsync([...argv])
    return status
  } catch (error) {
    terminal.settle()
    if (error instanceof CommanderError && error.exitCode === 0) return exitStatus.done
    const refusal = refusalOf(error, speaker, misread())
    if (words.includes('--json') || words.includes('--jsonl'))
      terminal.line(JSON.stringify({ error: refusal }))
    terminal.warn(`custodia: ${refusal.message}\n  ${refusal.remedy}`)
    if (refusal.status === exitStatus.bug) terminal.warn(traceOf(error))
    return refusal.status
  } finally {
    terminal.settle()
  }
}

/** Where a bug showed itself. Its message may quote hostile input. */
function traceOf(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return text.split('\n').map(displayText).join('\n')
}

/** The language is needed before the options are parsed: help and refusals are spoken in it. */
function languageStated(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => word === '--lang' || word.startsWith('--lang='))
  const word = words[at]
  if (word === undefined) return undefined
  return word === '--lang' ? words[at + 1] : word.slice('--lang='.length)
}

process.on('SIGINT', () => process.exit(exitStatus.interrupted))
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? exitStatus.done : exitStatus.environment),
)
process.exitCode = await run(process.argv)
