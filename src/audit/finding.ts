import { CustodiaError, type Details, EnvironmentError } from '../errors.js'

export type Verdict = 'confirmed' | 'contradicted' | 'unchecked'

/** Everything an audit can say. Stable: people script against it; the catalogues hold a sentence for each. */
export const findingCodes = [
  'trust.pinned',
  'trust.self-stated',
  'trust.mismatch',
  'trust.not-compared',
  'storage.confirmed',
  'storage.schema-altered',
  'storage.corrupt',
  'storage.row-mismatch',
  'log.confirmed',
  'log.empty',
  'log.forked',
  'entry.malformed',
  'entry.out-of-sequence',
  'entry.chain-broken',
  'entry.clock-backward',
  'act.malformed',
  'act.signature-invalid',
  'act.refused',
  'act.seen-mismatch',
  'checkpoint.confirmed',
  'checkpoint.absent',
  'checkpoint.missing',
  'checkpoint.malformed',
  'checkpoint.signature-invalid',
  'checkpoint.root-mismatch',
  'checkpoint.beyond-log',
  'anchor.confirmed',
  'anchor.absent',
  'anchor.ahead',
  'anchor.rolled-back',
  'anchor.forked',
  'anchor.not-compared',
  'anchor.lost-branch',
  'checkpoint.lost-branch',
  'receipt.lost-branch',
  'receipt.confirmed',
  'receipt.malformed',
  'receipt.contradicts',
  'manifest.confirmed',
  'manifest.absent',
  'manifest.mismatch',
  'manifest.malformed',
  'blob.confirmed',
  'blob.absent',
  'blob.mismatch',
  'opening.confirmed',
  'opening.mismatch',
  'tile.confirmed',
  'tile.mismatch',
  'file.confirmed',
  'file.absent',
  'file.mismatch',
  'file.unexpected',
  'cover.confirmed',
  'cover.other-log',
  'cover.mismatch',
  'cosignature.confirmed',
  'cosignature.invalid',
  'timestamp.confirmed',
  'timestamp.refused',
  'timestamp.malformed',
  'timestamp.beyond-log',
  'timestamp.unsupported',
  'timestamp.untrusted',
  'key.disputed',
  'key.undisputed',
  'errata.confirmed',
  'errata.affects',
  'errata.untrusted',
  'coverage.absent',
] as const
export type FindingCode = (typeof findingCodes)[number]

/** One audit result. `subject` names the thing (`entry 17`, `blob sha256:…`); `details` fill the catalogue's sentence. */
export interface Finding {
  readonly code: FindingCode
  readonly verdict: Verdict
  readonly subject: string
  readonly details: Details
}

export function confirmed(code: FindingCode, subject: string, details: Details = {}): Finding {
  return { code, verdict: 'confirmed', subject, details }
}

export function contradicted(code: FindingCode, subject: string, details: Details = {}): Finding {
  return { code, verdict: 'contradicted', subject, details }
}

export function unchecked(code: FindingCode, subject: string, details: Details = {}): Finding {
  return { code, verdict: 'unchecked', subject, details }
}

/**
 * Runs a step over hostile bytes: what it refuses is a finding here, not an end of the audit. Bugs still surface, and so does what
 * says nothing about the record: a busy log, a full disk, a medium that cannot be opened. That must never read as tampering.
 */
export async function attempt<Result>(
  step: () => Promise<Result> | Result,
  refused: (error: CustodiaError) => void,
): Promise<Result | undefined> {
  try {
    return await step()
  } catch (error) {
    refused(refusalIn(error))
    return undefined
  }
}

/** The same for a step that waits for nothing. */
export function attemptNow<Result>(
  step: () => Result,
  refused: (error: CustodiaError) => void,
): Result | undefined {
  try {
    return step()
  } catch (error) {
    refused(refusalIn(error))
    return undefined
  }
}

function refusalIn(error: unknown): CustodiaError {
  if (!(error instanceof CustodiaError) || isOfTheMachine(error)) throw error
  return error
}

function isOfTheMachine(error: CustodiaError): boolean {
  return error instanceof EnvironmentError || error.code === 'ledger.locked'
}

/** The same for evidence, where a file that this machine cannot read is one more file that was not checked. */
export async function attemptReading<Result>(
  step: () => Promise<Result>,
  refused: (error: CustodiaError) => void,
): Promise<Result | undefined> {
  try {
    return await step()
  } catch (error) {
    if (!(error instanceof CustodiaError)) throw error
    refused(error)
    return undefined
  }
}

/** The facts of a refusal, for a finding's details. */
export function reasonOf(error: CustodiaError): Details {
  return { ...error.details, error: error.code }
}
