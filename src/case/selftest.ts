import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { durabilityAt } from '../database/durability.js'
import { CustodiaError } from '../errors.js'
import { confinement } from '../isolation/confinement.js'
import type { SoftwareField } from '../model/field.js'
import type { Desk } from './desk.js'
import { type Enacted, enact } from './enact.js'
import { type KnownAnswer, knownAnswers } from './known-answers.js'
import type { OpenCase } from './open.js'
import { toolchain } from './toolchain.js'

/** `unavailable`: this machine does not grant it. Nothing is wrong by that, but what it would have held in was not held in. */
export type Outcome = 'passed' | 'failed' | 'unavailable'

export interface Answer {
  readonly name: string
  readonly source: string
  readonly outcome: Outcome
  /** Of a failed one. */
  readonly expected?: string
  readonly found?: string
}

export interface SelfTest {
  readonly software: SoftwareField
  readonly sqlite: string
  readonly answers: readonly Answer[]
  readonly passed: number
  readonly failed: number
  readonly unavailable: number
}

/** Asks this host what others have published the answers of, and what it grants. */
export async function selfTest(questions: readonly KnownAnswer[] = knownAnswers): Promise<SelfTest> {
  const answers: Answer[] = []
  for (const question of questions) answers.push(await answerTo(question))
  const { sqlite, settings } = durable()
  answers.push(...settings, ...(await granted()))
  const count = (outcome: Outcome) => answers.filter((each) => each.outcome === outcome).length
  return {
    software: toolchain(),
    sqlite,
    answers,
    passed: count('passed'),
    failed: count('failed'),
    unavailable: count('unavailable'),
  }
}

async function answerTo({ name, source, expected, find }: KnownAnswer): Promise<Answer> {
  const found = await find().catch((error: unknown) => String(error))
  return compared(name, source, expected, found)
}

function compared(name: string, source: string, expected: string, found: string): Answer {
  return expected === found
    ? { name, source, outcome: 'passed' }
    : { name, source, outcome: 'failed', expected, found }
}

const manual = 'SQLite'

/** What a commit rests on, as SQLite reads it back. */
function durable(): { sqlite: string; settings: readonly Answer[] } {
  const folder = mkdtempSync(join(tmpdir(), 'custodia-selftest-'))
  try {
    const { version, settings } = durabilityAt(join(folder, 'probe.db'))
    return {
      sqlite: version,
      settings: settings.map(({ name, wanted, found }) =>
        compared(`sqlite-${name.replaceAll('_', '-')}`, manual, wanted, found),
      ),
    }
  } catch (error) {
    if (!(error instanceof CustodiaError)) throw error
    const { setting = 'open', wanted = '', found = error.code } = error.details
    return { sqlite: '', settings: [compared(`sqlite-${setting}`, manual, String(wanted), String(found))] }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const bounds = { memoryBytes: 512 * 1024 * 1024, cpuSeconds: 60 }

/** What a parser process is held in by, found out by trying. */
async function granted(): Promise<readonly Answer[]> {
  const { facts } = await confinement(bounds)
  const answer = (name: string, source: string, isGranted: boolean): Answer => ({
    name,
    source,
    outcome: isGranted ? 'passed' : 'unavailable',
  })
  return [
    answer('isolation-limits', 'prlimit(1)', facts.limited),
    answer('isolation-network', 'unshare(1)', facts.networkless),
  ]
}

/** Puts the answers on record: what made the act is what was asked. */
export async function recordSelfTest(open: OpenCase, desk: Desk, tested: SelfTest): Promise<Enacted> {
  const { passed, failed, unavailable, sqlite } = tested
  const answers = tested.answers.map(({ name, outcome }) => ({ name, outcome }))
  return enact(open, desk, ({ commit }) => [
    {
      body: {
        kind: 'selftest.recorded',
        failed,
        passed,
        result: commit({ answers, sqlite }),
        unavailable,
      },
    },
  ])
}
