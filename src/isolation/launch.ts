import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Confinement } from './confinement.js'

export interface LaunchPlan {
  readonly entry: URL
  readonly confinement: Confinement
  readonly memoryBytes: number
  /** Options for Node itself, beside those of the confinement. */
  readonly nodeOptions: readonly string[]
}

/** The descriptor on which parent and child talk. The others are closed, but for complaints on 2. */
export const pipe = 3

/** Starts the entry within its confinement, with an empty environment. */
export function launch(plan: LaunchPlan): ChildProcess {
  const [program = '', ...given] = [
    ...plan.confinement.prefix,
    process.execPath,
    ...loaderOptions(plan.entry),
    ...plan.nodeOptions,
    '--no-warnings',
    `--max-old-space-size=${Math.floor(plan.memoryBytes / 2 ** 21)}`,
    fileURLToPath(plan.entry),
  ]
  return spawn(program, given, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    // What a parser says of dates and text must not depend on who runs it.
    env: { LC_ALL: 'C', TZ: 'UTC' },
    // In a group of its own, so that Ctrl-C reaches the parent alone and a kill leaves no grandchild.
    detached: process.platform !== 'win32',
  })
}

/** A TypeScript entry needs the loader this process was started with. */
function loaderOptions(entry: URL): string[] {
  if (!entry.pathname.endsWith('.ts')) return []
  return process.execArgv.flatMap((option, i) => {
    if (/^(--import|--require|--loader)=/.test(option)) return [option]
    return /^(--import|--require|-r|--loader)$/.test(option) ? [option, process.execArgv[i + 1] ?? ''] : []
  })
}

/** Kills the child and whatever it started. Does nothing once it has ended. */
export function kill(spawned: ChildProcess): void {
  if (spawned.pid === undefined || spawned.exitCode !== null || spawned.signalCode !== null) return
  if (process.platform === 'win32') spawned.kill('SIGKILL')
  else killGroup(spawned.pid)
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch (error) {
    // ESRCH: it ended in this very moment.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
