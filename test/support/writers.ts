import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type LogLine, readLog } from '../../src/index.js'
import type { CrowdedCase } from './crowded-case.js'

const project = fileURLToPath(new URL('../..', import.meta.url))
const program = join(project, 'test/support/writer-child.ts')
const typescript = ['--import', join(project, 'test/support/typescript.mjs')]

/** Which form of the product a writer runs. The build starts three times as fast. */
export const products = { sources: 'src/index.ts', build: 'dist/src/index.js' } as const

/** What a writer said it was told, for as long as it lived. */
export interface Acknowledged {
  /** Leaf hash by entry. */
  readonly entries: Map<number, string>
  /** Sources of acquisitions. */
  readonly sources: string[]
  /** Refusals and crashes: every one is a fault. */
  readonly faults: string[]
}

export function nothingAcknowledged(): Acknowledged {
  return { entries: new Map(), sources: [], faults: [] }
}

/** A process that writes until it has done its deeds or is killed, and keeps what it acknowledged in `acknowledged`. */
export interface Writer {
  readonly ready: Promise<void>
  /** Fulfilled once it has ended and all it said is in. */
  readonly ended: Promise<void>
  kill(): Promise<void>
}

export function startWriter(
  { at }: CrowdedCase,
  acknowledged: Acknowledged,
  how: { product: keyof typeof products; writer: number; deeds: number | 'forever'; firstSource?: number },
): Writer {
  const { writer, deeds, firstSource = 1 } = how
  const product = new URL(`../../${products[how.product]}`, import.meta.url).href
  const given = [product, at.folder, at.home, `${writer}`, `${deeds}`, `${firstSource}`]
  const child = spawn(process.execPath, [...typescript, program, ...given], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  const lines = createInterface({ input: child.stdout })
  const ready = new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      if (line === 'ready') resolve()
      else hear(line, acknowledged)
    })
    lines.once('close', resolve)
  })
  const ended = Promise.all([once(lines, 'close'), once(child, 'exit')]).then(() => {
    if (child.signalCode !== 'SIGKILL' && child.exitCode !== 0)
      acknowledged.faults.push(
        `writer ${writer} ended with ${child.exitCode ?? child.signalCode}: ${complaint}`,
      )
  })
  return { ready, ended, kill: () => kill(child, ended) }
}

async function kill(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGKILL')
  await ended
}

/** A line that the kill cut short acknowledges nothing. */
function hear(line: string, { entries, sources, faults }: Acknowledged): void {
  const [, entry, leaf = ''] = /^recorded (\d+) ([A-Za-z0-9+/]{43}=)$/.exec(line) ?? []
  const [, source] = /^read (\S+)$/.exec(line) ?? []
  if (entry !== undefined) {
    if (entries.has(Number(entry))) faults.push(`entry ${entry} was acknowledged twice`)
    entries.set(Number(entry), leaf)
  } else if (source !== undefined) sources.push(source)
  else if (line.startsWith('failed ')) faults.push(line)
}

export async function logOf({ at }: CrowdedCase): Promise<readonly LogLine[]> {
  const lines: LogLine[] = []
  for await (const line of readLog(at)) lines.push(line)
  return lines
}

/** Acknowledged entries that the record does not hold as they were acknowledged. */
export function lost({ entries }: Acknowledged, log: readonly LogLine[]): readonly string[] {
  const recorded = new Map(log.map(({ entry, leaf }) => [entry, leaf]))
  return [...entries]
    .filter(([entry, leaf]) => recorded.get(entry) !== leaf)
    .map(([entry]) => `entry ${entry}`)
}

/** Numbers of exhibits, seals and acquisitions in the order in which they were given out. */
export function numbersIn(log: readonly LogLine[]): readonly string[] {
  return log.flatMap(({ act }): string[] => {
    if (act.kind === 'exhibit.add') return [act.exhibit]
    if (act.kind === 'seal.apply') return [act.seal]
    return act.kind === 'acquisition.record' ? [act.acquisition] : []
  })
}
