import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'
import { EnvironmentError, SourceError } from '../errors.js'

// The Sleuth Kit reads file systems that we do not. Its programs are called by their full path, without a shell, with an empty
// environment, and are ended when they take too long or say too much.

export type SleuthProgram = 'fls' | 'icat' | 'mmls' | 'fsstat'

export interface RunBounds {
  /** Wall time for one call. */
  readonly milliseconds: number
  /** What it may write. */
  readonly bytes: number
}

const folders = ['/usr/bin', '/usr/local/bin', '/bin']
const keptComplaint = 4096

/** Where the program is; throws `environment.no-program` when the Sleuth Kit is not installed. */
export function sleuthProgram(program: SleuthProgram): string {
  const path = folders.map((folder) => join(folder, program)).find(executable)
  if (path === undefined)
    throw new EnvironmentError('environment.no-program', { program, package: 'sleuthkit' })
  return path
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * What the program writes, as it writes it. Throws `source.unreadable` with its own words when it fails, or says which bound it went
 * beyond; what was given before is then not the whole.
 *
 * @param image names what is read in errors
 */
export async function* runSleuth(
  program: SleuthProgram,
  words: readonly string[],
  image: string,
  bounds: RunBounds,
): AsyncGenerator<Buffer, void, undefined> {
  const child = spawn(sleuthProgram(program), words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { LC_ALL: 'C.UTF-8', TZ: 'UTC' },
  })
  const ended = endOf(child)
  let late = false
  const timer = setTimeout(() => {
    late = true
    child.kill('SIGKILL')
  }, bounds.milliseconds)
  let written = 0
  const refuse = (reason: string) =>
    new SourceError('source.unreadable', { path: image, reason: `${program}: ${reason}` })
  try {
    for await (const chunk of child.stdout) {
      const bytes: Buffer = chunk
      written += bytes.length
      if (written > bounds.bytes) throw refuse(`more than ${bounds.bytes} bytes`)
      yield bytes
    }
    const { status, complaint } = await ended
    if (late) throw refuse(`not done after ${bounds.milliseconds} ms`)
    if (status !== 0) throw refuse(complaint.trim() || `ended with status ${status}`)
  } finally {
    clearTimeout(timer)
    child.kill('SIGKILL')
    await ended
  }
}

function endOf(child: ChildProcess): Promise<{ status: number | null; complaint: string }> {
  let complaint = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('utf8')).slice(-keptComplaint)
  })
  return new Promise((settle) => {
    child.once('error', (error) => settle({ status: null, complaint: error.message }))
    child.once('close', (status) => settle({ status, complaint }))
  })
}
