import type { AuditResult } from '../audit/result.js'
import type { Desk } from './desk.js'
import { type Enacted, enact } from './enact.js'
import type { OpenCase } from './open.js'

/** Puts the result of a verification on record; reports cite it for the bytes. */
export async function attestVerification(open: OpenCase, desk: Desk, result: AuditResult): Promise<Enacted> {
  const findings = result.findings.map(({ code, verdict, subject }) => ({ code, subject, verdict }))
  return enact(open, desk, ({ commit }) => [
    {
      body: {
        kind: 'verification.recorded',
        checked: { ...result.checked },
        head: { ...result.head },
        result: commit({ findings: findings.slice(0, 500), total: findings.length }),
        verdict: result.verdict,
      },
    },
  ])
}
