import { requireSignatures } from '../custody/authority.js'
import { SourceError } from '../errors.js'
import { entryLeaf, parseEntry } from '../ledger/entry.js'
import type { ActOf } from '../model/act.js'
import type { LeafHash } from '../model/names.js'
import { parseSignedAct } from '../signing/signed-act.js'

export interface Genesis {
  /** What trust in the log is pinned to. */
  readonly leaf: LeafHash
  readonly act: ActOf<'genesis'>
}

/**
 * Reads entry 0, which vouches for itself: by the log's signature and its administrators'. Which genesis it is, its leaf hash says.
 * @throws SourceError, RuleError or KeyError when it is not sound
 */
export function readGenesis(bytes: Uint8Array): Genesis {
  const { note, seq } = parseEntry(bytes)
  const signed = parseSignedAct(note)
  if (signed.act.kind !== 'genesis' || seq !== 0)
    throw new SourceError('source.malformed', { what: 'entry', reason: 'genesis' })
  requireSignatures(undefined, signed, 0)
  return { leaf: entryLeaf(bytes), act: signed.act }
}
