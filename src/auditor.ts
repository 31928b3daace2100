import { type AuditProgress, audit } from './audit/audit.js'
import type { KeptActs } from './audit/record.js'
import type { AuditResult, AuditScope } from './audit/result.js'
import type { EvidenceFinder, KeptNote } from './audit/source.js'
import { evidenceUnder } from './disclosure/evidence.js'
import { disclosureSource, isDisclosure } from './disclosure/read.js'
import { LedgerError, UsageError } from './errors.js'
import { isLeafHash } from './model/names.js'
import { parseTrustPolicy } from './signing/trust-policy.js'
import { authoritiesAt } from './timestamps/authority-files.js'

// The other side's door: reads a disclosure and judges it, with nothing of the lab's and nothing native.

export type { AuditProgress } from './audit/audit.js'
export type { Finding, FindingCode, Verdict } from './audit/finding.js'
export type { AuditResult, AuditScope, Checked, Coverage, NotChecked } from './audit/result.js'
export type { KeptNote } from './audit/source.js'
export { isDisclosure } from './disclosure/read.js'
export { CustodiaError } from './errors.js'

/** What the verifier knows before reading, and what is asked. Nothing of it may come from the folder itself. */
export interface DisclosureQuestion {
  /** Leaf hash of entry 0, base64: from a report, a transfer act, anything but this folder. Without it nothing is confirmed. */
  readonly genesis?: string | undefined
  /** Checkpoints and receipts that others kept. */
  readonly checkpoints?: readonly KeptNote[]
  readonly receipts?: readonly KeptNote[]
  /** Folder or file with the evidence, which a disclosure never holds. */
  readonly evidence?: string | undefined
  /** Time-stamping authorities to trust: a file, or a folder of `*.tsa`. */
  readonly tsa?: string | undefined
  /** C2SP tlog-policy: whose cosignatures count, and how many it takes. */
  readonly policy?: Uint8Array | undefined
  /** Without it: the whole record, and the evidence if a path to it is given. */
  readonly scope?: AuditScope
  /** `telling` keeps only the acts that name keys and documents in the result: a long record then needs little memory. */
  readonly acts?: KeptActs
  readonly progress?: AuditProgress
}

const nowhere: EvidenceFinder = async () => undefined

/**
 * Re-derives the record of a disclosure and compares every file of the folder with it.
 * @throws LedgerError `ledger.absent` when there is no disclosure; UsageError `usage.argument` for a genesis that is no leaf hash;
 *   SourceError `source.absent` for the evidence path
 */
export async function auditDisclosure(
  folder: string,
  question: DisclosureQuestion = {},
): Promise<AuditResult> {
  const { genesis, checkpoints = [], receipts = [], evidence, tsa, policy, scope, acts, progress } = question
  if (genesis !== undefined && !isLeafHash(genesis))
    throw new UsageError('usage.argument', { argument: 'genesis', text: genesis })
  if (!isDisclosure(folder)) throw new LedgerError('ledger.absent', { path: folder })
  return audit(
    disclosureSource(folder),
    {
      ...(genesis === undefined ? {} : { genesis }),
      anchorExpected: false,
      ...(tsa === undefined ? {} : { authorities: authoritiesAt(tsa) }),
      ...(policy === undefined ? {} : { policy: parseTrustPolicy(policy) }),
      checkpoints,
      receipts,
    },
    scope ?? { bytes: evidence === undefined ? 'none' : 'all', requireCoverage: false },
    evidence === undefined ? nowhere : evidenceUnder(evidence),
    progress,
    acts,
  )
}
