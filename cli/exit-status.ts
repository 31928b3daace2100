import { type AuditResult, CustodiaError } from '../src/index.js'

/** What a script may rely on. Specified in docs/architecture.md §5. */
export const exitStatus = {
  done: 0,
  bug: 1,
  usage: 2,
  partly: 3,
  noCase: 10,
  locked: 11,
  key: 12,
  environment: 13,
  refused: 20,
  unknownObject: 21,
  contradicted: 30,
  unchecked: 31,
  breaks: 32,
  interrupted: 130,
} as const

/** By code where one code differs from its family, else by the family: what stands before the point. */
const byCode: Readonly<Record<string, number>> = {
  'ledger.absent': exitStatus.noCase,
  'ledger.exists': exitStatus.usage,
  'ledger.locked': exitStatus.locked,
  'ledger.conflict': exitStatus.locked,
  'ledger.no-anchor': exitStatus.refused,
  'ledger.clock-backward': exitStatus.refused,
  'ledger.entry-too-long': exitStatus.usage,
  'source.refused': exitStatus.key,
  'rule.unknown-object': exitStatus.unknownObject,
  'vault.absent': exitStatus.unchecked,
  'vault.unwritable': exitStatus.environment,
}

const byFamily: Readonly<Record<string, number>> = {
  source: exitStatus.usage,
  vault: exitStatus.contradicted,
  ledger: exitStatus.contradicted,
  rule: exitStatus.refused,
  key: exitStatus.key,
  environment: exitStatus.environment,
  usage: exitStatus.usage,
}

export function statusOfError(error: unknown): number {
  if (!(error instanceof CustodiaError)) return exitStatus.bug
  return byCode[error.code] ?? byFamily[error.code.split('.')[0] ?? ''] ?? exitStatus.bug
}

/** Precedence 30, 31, 32. */
export function statusOfAudit({ verdict, breaks }: AuditResult, breaksFail: boolean): number {
  if (verdict === 'contradicted') return exitStatus.contradicted
  if (verdict === 'unchecked') return exitStatus.unchecked
  return breaksFail && breaks.length > 0 ? exitStatus.breaks : exitStatus.done
}
