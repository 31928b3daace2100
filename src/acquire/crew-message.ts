import { CustodiaError, EnvironmentError, SourceError, VaultError } from '../errors.js'
import type { VaultAddress } from '../vault/vault.js'
import type { ReadJob, ReadOutcome } from './file-reader.js'

/** What a reading thread is started with. */
export interface CrewBriefing {
  readonly vault: VaultAddress | undefined
  /** One Int32; not 0 once nobody wants the rest. */
  readonly stop: SharedArrayBuffer
}

/** To a reading thread. */
export type CrewOrder =
  | { readonly kind: 'read'; readonly id: number; readonly job: ReadJob }
  | { readonly kind: 'leave' }

/** From a reading thread. */
export type CrewMessage =
  /** So many bytes more were read; the thread is done with the descriptors of these jobs. */
  | { readonly kind: 'read'; readonly bytes: number; readonly done: readonly number[] }
  /** Stored and durable. */
  | { readonly kind: 'settled'; readonly outcomes: readonly Settled[] }
  | { readonly kind: 'failed'; readonly failure: PortableFailure }

export interface Settled {
  readonly id: number
  readonly outcome: ReadOutcome
}

/** Threads exchange copies, and a copied error has lost its class and its code. */
export type PortableFailure =
  | {
      readonly family: 'source'
      readonly code: SourceError['code']
      readonly details: SourceError['details']
    }
  | { readonly family: 'vault'; readonly code: VaultError['code']; readonly details: VaultError['details'] }
  | {
      readonly family: 'environment'
      readonly code: EnvironmentError['code']
      readonly details: EnvironmentError['details']
    }

/** Undefined for what is not ours to pack: a bug. */
export function packFailure(error: unknown): PortableFailure | undefined {
  if (!(error instanceof CustodiaError)) return undefined
  const { details } = error
  if (error instanceof SourceError) return { family: 'source', code: error.code, details }
  if (error instanceof VaultError) return { family: 'vault', code: error.code, details }
  if (error instanceof EnvironmentError) return { family: 'environment', code: error.code, details }
  return undefined
}

export function unpackFailure(failure: PortableFailure): CustodiaError {
  switch (failure.family) {
    case 'source':
      return new SourceError(failure.code, failure.details)
    case 'vault':
      return new VaultError(failure.code, failure.details)
    case 'environment':
      return new EnvironmentError(failure.code, failure.details)
  }
}
