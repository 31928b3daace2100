/** Facts a message is built from. Values are shown escaped; they may come from hostile input. */
export type Details = Readonly<Record<string, string | number>>

/**
 * Base of every error thrown on purpose; anything else is a bug. Branch on `code`, never on the message: what people read
 * is composed from `code` and `details` by the catalogues in `wording/`.
 */
export abstract class CustodiaError<Code extends string = string> extends Error {
  readonly code: Code
  readonly details: Details

  constructor(code: Code, details: Details = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(details)}`, options)
    this.code = code
    this.details = details
    this.name = new.target.name
  }
}

export const sourceErrorCodes = [
  'source.absent',
  'source.unreadable',
  'source.changed',
  'source.malformed',
  'source.not-regular',
  'source.excluded',
  'source.refused',
] as const
/** Something handed to us from outside cannot be read, is not what it claims to be, or changed meanwhile. */
export class SourceError extends CustodiaError<(typeof sourceErrorCodes)[number]> {}

export const vaultErrorCodes = [
  'vault.absent',
  'vault.mismatch',
  'vault.unwritable',
  'vault.unreadable',
] as const
/** Stored bytes are missing or are not the bytes their name promises. */
export class VaultError extends CustodiaError<(typeof vaultErrorCodes)[number]> {}

export const ledgerErrorCodes = [
  'ledger.absent',
  'ledger.exists',
  'ledger.locked',
  'ledger.conflict',
  'ledger.malformed',
  'ledger.corrupt',
  'ledger.schema-altered',
  'ledger.clock-backward',
  'ledger.entry-too-long',
  'ledger.rolled-back',
  'ledger.no-anchor',
  'ledger.field-refused',
] as const
/** The log is not here, is busy, is not well-formed, or contradicts what this home has seen of it. */
export class LedgerError extends CustodiaError<(typeof ledgerErrorCodes)[number]> {}

export const ruleErrorCodes = [
  'rule.unknown-object',
  'rule.number-taken',
  'rule.no-authority',
  'rule.unsigned',
  'rule.replayed',
  'rule.wrong-log',
  'rule.wrong-state',
  'rule.break-unexplained',
  'rule.unsupported-rules',
  'rule.impossible-time',
  'rule.late-without-reason',
  'rule.frozen',
  'rule.given-out',
  'rule.outside-range',
  'rule.field-mismatch',
] as const
/** The request breaks a custody rule; nothing was written. */
export class RuleError extends CustodiaError<(typeof ruleErrorCodes)[number]> {}

export const keyErrorCodes = [
  'key.absent',
  'key.exists',
  'key.ambiguous',
  'key.passphrase',
  'key.malformed',
  'key.untrusted',
  'key.weak',
  'key.agent',
  'key.ssh-agent',
  'key.token',
] as const
/** A key is absent, locked, ill-formed or not one this case trusts. */
export class KeyError extends CustodiaError<(typeof keyErrorCodes)[number]> {}

export const environmentErrorCodes = [
  'environment.disk-full',
  'environment.read-only',
  'environment.io',
  'environment.memory',
  'environment.recorded',
  'environment.unsupported',
  'environment.network',
] as const
/** The machine under us failed; nothing was acknowledged, except by `environment.recorded`, which says that it was too late to refuse. */
export class EnvironmentError extends CustodiaError<(typeof environmentErrorCodes)[number]> {}

export const usageErrorCodes = [
  'usage.argument',
  'usage.conflict',
  'usage.missing',
  'usage.no-terminal',
  'usage.unknown',
] as const
/** A call names something that does not exist or cannot be meant. */
export class UsageError extends CustodiaError<(typeof usageErrorCodes)[number]> {}
