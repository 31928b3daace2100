import type { Act } from '../model/act.js'
import type { Instant } from '../model/instant.js'
import type { LeafHash } from '../model/names.js'

/** An act in its place in the log. Its signatures have been checked (`requireSignatures`). */
export interface CustodyEntry {
  readonly seq: number
  readonly leaf: LeafHash
  readonly logTime: Instant
  readonly act: Act
}
