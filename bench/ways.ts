/** One way to do a job, and what it leaves undone. */
export interface Way {
  readonly name: string
  readonly does: string
  /** Not timed. */
  prepare?(round: number): Promise<void> | void
  run(round: number): Promise<void> | void
}

export interface Extent {
  readonly rounds: number
  readonly files: number
  readonly entries: number
  readonly lines: number
  readonly acts: number
}

/** Compares our way of one job with others, and prints it. */
export type Measure = (extent: Extent) => Promise<void>

/** Wall seconds of one round, and the seconds of processor time that all threads of this process took for it. */
interface Round {
  readonly wall: number
  readonly cpu: number
}

/** Every round of every way, in turn (A B A B …), so that whatever else the machine does falls on all of them. */
export async function inTurn(ways: readonly Way[], rounds: number): Promise<readonly (readonly Round[])[]> {
  const measured = ways.map(() => [] as Round[])
  for (let round = -1; round < rounds; round += 1) {
    for (const [at, way] of ways.entries()) {
      await way.prepare?.(round)
      const [started, before] = [process.hrtime.bigint(), process.cpuUsage()]
      await way.run(round)
      const wall = Number(process.hrtime.bigint() - started) / 1e9
      const { user, system } = process.cpuUsage(before)
      if (round >= 0) measured[at]?.push({ wall, cpu: (user + system) / 1e6 })
    }
  }
  return measured
}

/**
 * Medians, their spread, and our rate (the first way) beside every other's: by the clock, and by processor time, which is what
 * counts on a machine that is busy with something else.
 */
export function show(
  ways: readonly Way[],
  measured: readonly (readonly Round[])[],
  { count, unit }: { readonly count: number; readonly unit: string },
): void {
  const middleOf = (at: number, of: keyof Round) => median((measured[at] ?? []).map((round) => round[of]))
  ways.forEach(({ name, does }, at) => {
    const walls = (measured[at] ?? []).map(({ wall }) => wall)
    const [wall, cpu] = [middleOf(at, 'wall'), middleOf(at, 'cpu')]
    const spread = `${Math.min(...walls).toFixed(3)}–${Math.max(...walls).toFixed(3)}`
    const rate = `${Math.round(count / wall).toLocaleString('en')} ${unit}s/s`
    const ours = `ours: ${percent(wall / middleOf(0, 'wall'))} of its rate, ${percent(cpu / middleOf(0, 'cpu'))} by processor time`
    console.log(
      `  ${name.padEnd(34)} ${wall.toFixed(3)} s (${spread}), processor ${cpu.toFixed(3)} s  ${rate}`,
    )
    console.log(`    ${does}${at === 0 ? '' : `\n    ${ours}`}`)
  })
}

function percent(ratio: number): string {
  return `${(100 * ratio).toFixed(0)} %`
}

function median(all: readonly number[]): number {
  return [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN
}
