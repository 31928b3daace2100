import { attempt, confirmed, contradicted, type Finding, reasonOf } from '../audit/finding.js'
import type { AuditSource } from '../audit/source.js'
import { decodeBase64, encodeBase64 } from '../encoding/base64.js'
import { entryLeaf } from '../ledger/entry.js'
import { type CaseLedger, inspectCaseLedger, openCaseLedger } from './case-ledger.js'
import type { ClearStore } from './clear-store.js'

/** What a case folder holds beside its log. Either may be missing or broken; that is for the audit to say. */
export interface CaseContents {
  readonly ledgerPath: string
  readonly clear: ClearStore | undefined
  document(sha256: string): Promise<AsyncIterable<Uint8Array> | undefined>
}

/**
 * A live case as an audit reads it. When a table or trigger is not as we made it, no row of the file is believed, and the
 * audit sees an empty log beside the finding that says why.
 */
export async function caseAuditSource(contents: CaseContents): Promise<AuditSource & { close(): void }> {
  const faults: Finding[] = []
  const ledger = await attempt(
    () => openUnlessAltered(contents.ledgerPath, faults),
    (error) => faults.push(contradicted('storage.corrupt', 'case.db', reasonOf(error))),
  )
  return {
    kind: 'case',
    async *faults() {
      yield* faults
      if (ledger) yield* rowFaults(ledger)
    },
    entries: () => (ledger ? ledger.entries(0) : nothing()),
    checkpoints: () => (ledger ? ledger.checkpoints() : nothing()),
    document: (sha256) => contents.document(sha256),
    opening: async (commitment) => contents.clear?.get(commitment),
    async *openings() {
      if (contents.clear) yield* contents.clear.all()
    },
    close: () => ledger?.close(),
  }
}

function openUnlessAltered(path: string, faults: Finding[]): CaseLedger | undefined {
  const differences = inspectCaseLedger(path)
  for (const { object, fault } of differences) {
    faults.push(contradicted('storage.schema-altered', object, { object, fault }))
  }
  return differences.length > 0 ? undefined : openCaseLedger(path)
}

/** SQLite's own view of the file, and what the columns claim beside what the bytes are. */
async function* rowFaults(ledger: CaseLedger): AsyncGenerator<Finding> {
  const found: Finding[] = ledger
    .integrityFaults()
    .map((line) => contradicted('storage.corrupt', 'case.db', { reason: line }))
  let expected = 0
  for await (const { seq, leaf, body } of ledger.rows()) {
    const subject = `row ${seq}`
    if (seq !== expected)
      found.push(contradicted('storage.row-mismatch', subject, { column: 'seq', expected, found: seq }))
    const recomputed = entryLeaf(body)
    if (Buffer.compare(leaf, decodeBase64(recomputed)) !== 0) {
      found.push(
        contradicted('storage.row-mismatch', subject, {
          column: 'leaf',
          expected: recomputed,
          found: encodeBase64(leaf),
        }),
      )
    }
    expected = seq + 1
  }
  for (const size of await ledger.unfoundedFrontiers()) {
    found.push(
      contradicted('storage.row-mismatch', `checkpoint ${size}`, {
        column: 'frontier',
        expected: 'root',
        found: 'other',
      }),
    )
  }
  if (found.length > 0) yield* found
  else yield confirmed('storage.confirmed', 'case.db', { rows: expected })
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // An altered log has no entries that could be believed.
}
