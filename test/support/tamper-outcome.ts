import { expect } from 'vitest'
import { statusOfAudit, statusOfError } from '../../cli/exit-status.js'
import { auditJson, auditText } from '../../cli/present/audit.js'
import { refusalOf } from '../../cli/present/refusal.js'
import { type OpenCase, openCase } from '../../src/case/open.js'
import { type VerifyRequest, verify } from '../../src/case/verify.js'
import { CustodiaError, speakerFor } from '../../src/index.js'
import type { CaseCopy } from './tamper-case.js'

/** How `custodia verify` would end: its status, what it names, and all it would print. */
export interface Outcome {
  readonly status: number
  readonly verdict: string
  /** `code subject` of everything that is not a confirmation; the error's code when it was thrown. */
  readonly named: readonly string[]
  readonly printed: string
}

const languages = [speakerFor('es'), speakerFor('en')]

export async function verified(copy: CaseCopy, more: Partial<VerifyRequest> = {}): Promise<Outcome> {
  const scope = { bytes: 'all', requireCoverage: false } as const
  const request = { folder: copy.folder, knownCheckpoints: [], receipts: [], scope, ...more }
  try {
    const result = await verify(request, copy.home)
    const left = result.findings.filter((each) => each.verdict !== 'confirmed')
    return {
      status: statusOfAudit(result, false),
      verdict: result.verdict,
      named: left.map((each) => `${each.code} ${each.subject}`),
      printed: languages
        .flatMap((speaker) => [auditText(speaker, result), JSON.stringify(auditJson(speaker, result))])
        .join('\n'),
    }
  } catch (error) {
    return thrown(error)
  }
}

/** How any other command ends that opens the case and reads its state. */
export async function opened(
  copy: CaseCopy,
  work: (open: OpenCase) => Promise<unknown> = (open) => open.live.current(),
): Promise<Outcome> {
  try {
    const open = await openCase(copy.folder, copy.home)
    try {
      await work(open)
    } finally {
      open.close()
    }
    return { status: 0, verdict: 'opened', named: [], printed: '' }
  } catch (error) {
    return thrown(error)
  }
}

function thrown(error: unknown): Outcome {
  if (!(error instanceof CustodiaError)) throw error
  const printed = languages.map((speaker) => {
    const { message, remedy, code } = refusalOf(error, speaker, 'custodia')
    return `${code} ${message} ${remedy}`
  })
  return { status: statusOfError(error), verdict: 'thrown', named: [error.code], printed: printed.join('\n') }
}

/** Status 30, every one of these named, and nothing printed that a terminal would obey. */
export function expectContradicted(outcome: Outcome, ...names: readonly (string | RegExp)[]): void {
  expect(outcome).toMatchObject({ status: 30 })
  expectNamed(outcome, ...names)
}

export function expectUnchecked(outcome: Outcome, ...names: readonly (string | RegExp)[]): void {
  expect(outcome).toMatchObject({ status: 31, verdict: 'unchecked' })
  expectNamed(outcome, ...names)
}

function expectNamed({ named, printed }: Outcome, ...names: readonly (string | RegExp)[]): void {
  for (const name of names) {
    const pattern = typeof name === 'string' ? expect.stringContaining(name) : expect.stringMatching(name)
    expect(named).toContainEqual(pattern)
  }
  expect(printed).not.toMatch(/[^\P{Cc}\n]|[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]/u)
}
