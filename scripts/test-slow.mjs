// Runs the slow suite: a small sample of every fault programme, or as much as CUSTODIA_SLOW_MINUTES allows, or with `--full` all.
import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const words = process.argv.slice(2)
const full = words.includes('--full')
const env = { ...process.env, ...(full ? { CUSTODIA_FULL: '1' } : {}) }
// A share of minutes is another sample each time; the seed has it again.
if (env.CUSTODIA_SLOW_MINUTES !== undefined) env.CUSTODIA_SEED ??= `${randomInt(1, 2 ** 31)}`
console.info(
  full
    ? 'in full'
    : env.CUSTODIA_SLOW_MINUTES === undefined
      ? 'a sample of fixed size'
      : `${env.CUSTODIA_SLOW_MINUTES} minutes, CUSTODIA_SEED=${env.CUSTODIA_SEED}`,
)

const vitest = join(createRequire(import.meta.url).resolve('vitest/package.json'), '..', 'vitest.mjs')
const given = ['run', '--project', 'slow', ...words.filter((word) => word !== '--full')]
const { status } = spawnSync(process.execPath, [vitest, ...given], { stdio: 'inherit', env })
process.exitCode = status ?? 1
