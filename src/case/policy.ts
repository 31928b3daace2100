import { parseTrustPolicy, type TrustPolicy } from '../signing/trust-policy.js'
import type { Home } from './home.js'
import { readNamedFile } from './named-file.js'

/**
 * Whose cosignatures count: the policy file that was named, else the one this home keeps, if any.
 * @throws SourceError `source.absent`, `source.malformed`; KeyError
 */
export function policyFor(path: string | undefined, home: Home): TrustPolicy | undefined {
  const bytes = path === undefined ? home.policy() : readNamedFile(path)
  return bytes && parseTrustPolicy(bytes)
}
