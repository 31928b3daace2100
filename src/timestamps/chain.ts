import type { Instant } from '../model/instant.js'
import { type Certificate, isIssuedBy, isValidAt, mayIssue } from './certificate.js'

/** Authorities between a signer and a root. */
const longestChain = 5

/**
 * Whether the signer was issued under this root, every certificate on the way valid at `time`. What came along with the token is
 * used as far as it is needed, and by nothing but its signatures; each certificate is looked at once, whatever they say of each other.
 * @throws SourceError `source.malformed` for a key that is none
 */
export function chainsTo(
  root: Certificate,
  signer: Certificate,
  others: readonly Certificate[],
  time: Instant,
): boolean {
  if (!isValidAt(root, time)) return false
  const left = new Set(others.filter((each) => isValidAt(each, time)))
  let level: readonly Certificate[] = [signer]
  for (let below = 0; below <= longestChain && level.length > 0; below += 1) {
    if (mayIssue(root, below) && level.some((each) => isIssuedBy(each, root))) return true
    const above = [...left].filter(
      (each) => mayIssue(each, below) && level.some((lower) => isIssuedBy(lower, each)),
    )
    for (const each of above) left.delete(each)
    level = above
  }
  return false
}
