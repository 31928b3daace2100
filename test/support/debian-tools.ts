import { spawnSync } from 'node:child_process'
import { describe, test } from 'vitest'

const folders = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`
const environment = { PATH: folders, LC_ALL: 'C', TZ: 'UTC' }

/** A suite that calls programs of Debian; where one is absent the suite stands as one skipped test that says so. */
export function describeTools(name: string, tools: readonly string[], define: () => void): void {
  const absent = tools.filter((tool) => spawnSync('which', [tool], { env: environment }).status !== 0)
  if (absent.length === 0) {
    describe(name, define)
    return
  }
  console.warn(`SKIPPED ${name}: ${absent.join(', ')} not installed`)
  describe(name, () => test.skip(`${absent.join(', ')} not installed`))
}

/** Runs a program to its end. */
export function tool(
  program: string,
  ...words: readonly string[]
): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'latin1', env: environment })
  return { status, output: stdout + stderr }
}

/** Runs a program that must succeed, and gives what it printed. */
export function toolOutput(program: string, ...words: readonly string[]): string {
  const { status, output } = tool(program, ...words)
  if (status !== 0) throw new Error(`${program} ${words.join(' ')}: ${status}\n${output}`)
  return output
}
