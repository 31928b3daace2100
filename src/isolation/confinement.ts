import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'

/** What holds a child in. Said beside every result, because a limit that was not there cannot be claimed. */
export interface PoolFacts {
  /** Memory, processor time, core dumps and file writing are bounded by the kernel, not only by the runtime. */
  readonly limited: boolean
  /** The child has no network interface but an unconnected loopback. */
  readonly networkless: boolean
}

export interface Bounds {
  readonly memoryBytes: number
  readonly cpuSeconds: number
}

export interface Confinement {
  readonly facts: PoolFacts
  /** Command and arguments to stand before the program. Each replaces itself, so the process id stays the child's. */
  readonly prefix: readonly string[]
}

const folders = ['/usr/bin', '/bin', '/usr/sbin', '/sbin']

/**
 * Finds out, by trying, which limits this machine grants.
 *
 * RLIMIT_DATA and not RLIMIT_AS: since Linux 4.7 it counts every private writable mapping, so Buffers, wasm memories and the
 * heap all fall under it, while the address space that V8 only reserves does not. RLIMIT_FSIZE 0 keeps the child from writing
 * any file.
 */
export async function confinement(bounds: Bounds): Promise<Confinement> {
  const nothing = found('true')
  if (process.platform !== 'linux' || nothing === undefined)
    return { facts: { limited: false, networkless: false }, prefix: [] }
  const limits = await firstThatRuns([limitsOf(bounds)], nothing)
  const network = await firstThatRuns(networkCuts(), nothing)
  return {
    facts: { limited: limits.length > 0, networkless: network.length > 0 },
    prefix: [...network, ...limits],
  }
}

function limitsOf({ memoryBytes, cpuSeconds }: Bounds): string[] {
  const prlimit = found('prlimit')
  if (prlimit === undefined) return []
  return [
    prlimit,
    '--core=0',
    `--data=${memoryBytes}`,
    '--fsize=0',
    `--cpu=${cpuSeconds}:${cpuSeconds + 5}`,
    '--nofile=256',
    '--',
  ]
}

/** As root no user namespace is needed, and without one the child can still read what root can. */
function networkCuts(): string[][] {
  const unshare = found('unshare')
  if (unshare === undefined) return []
  return [
    [unshare, '--net', '--'],
    [unshare, '--map-root-user', '--net', '--'],
  ]
}

function found(program: string): string | undefined {
  return folders.map((folder) => join(folder, program)).find(executable)
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

async function firstThatRuns(prefixes: readonly string[][], program: string): Promise<string[]> {
  for (const prefix of prefixes) if (prefix.length > 0 && (await runs([...prefix, program]))) return prefix
  return []
}

function runs(command: readonly string[]): Promise<boolean> {
  const [program = '', ...given] = command
  return new Promise((settle) => {
    const trial = spawn(program, given, { stdio: 'ignore', env: {} })
    trial.once('error', () => settle(false))
    trial.once('exit', (status) => settle(status === 0))
  })
}
