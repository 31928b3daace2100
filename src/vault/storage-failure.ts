import { EnvironmentError, VaultError } from '../errors.js'

/** `ENOSPC` and the like; the text of the error when it is not the operating system's. */
export function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return String(error)
}

/** What a failed write under `path` means to the caller. */
export function writeFailure(path: string, cause: unknown): VaultError | EnvironmentError {
  const reason = reasonOf(cause)
  const details = { path, reason }
  switch (reason) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new EnvironmentError('environment.disk-full', details, { cause })
    case 'EROFS':
      return new EnvironmentError('environment.read-only', details, { cause })
    case 'EIO':
      return new EnvironmentError('environment.io', details, { cause })
    default:
      return new VaultError('vault.unwritable', details, { cause })
  }
}

/** What a failed read of stored bytes means to the caller. */
export function readFailure(path: string, cause: unknown): VaultError | EnvironmentError {
  const reason = reasonOf(cause)
  const details = { path, reason }
  if (reason === 'ENOENT' || reason === 'ENOTDIR') return new VaultError('vault.absent', details, { cause })
  if (reason === 'EIO') return new EnvironmentError('environment.io', details, { cause })
  return new VaultError('vault.unreadable', details, { cause })
}

/** Runs `work`; an operating system error leaves as the typed error that `failure` makes of it. */
export function attempt<Result>(
  path: string,
  failure: (path: string, cause: unknown) => Error,
  work: () => Result,
): Result {
  try {
    return work()
  } catch (cause) {
    throw failure(path, cause)
  }
}
