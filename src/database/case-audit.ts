import { attempt, confirmed, contradicted, type Finding, reasonOf } from '../audit/finding.js'
import { type AuditSource, coverKinds } from '../audit/source.js'
import { encodeBase64 } from '../encoding/base64.js'
import type { Opening } from '../encoding/commitment.js'
import { displayText } from '../encoding/safe-display.js'
import { entryLeaf } from '../ledger/entry.js'
import { isCoverKind } from './case-cover.js'
import { type CaseLedger, inspectCaseLedger, type LedgerRow, openCaseLedger } from './case-ledger.js'
import type { ClearStore } from './clear-store.js'

/** What a case folder holds beside its log. Any of it may be missing or broken; that is for the audit to say. */
export interface CaseContents {
  readonly ledgerPath: string
  /** Opens what commitments stand for; undefined where this home may not, or nothing is there. */
  readonly clear: (() => ClearStore) | undefined
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
  const clear = await attempt(
    () => contents.clear?.(),
    (error) => faults.push(contradicted('storage.corrupt', 'clear.db', reasonOf(error))),
  )
  return {
    kind: 'case',
    async *faults() {
      yield* faults
      if (clear) yield* fileFaults('clear.db', clear)
      if (ledger) yield* ledgerFaults(ledger)
    },
    entries: () => (ledger ? ledger.entries(0) : nothing()),
    checkpoints: () => (ledger ? ledger.checkpoints() : nothing()),
    async *cover() {
      if (ledger) yield* ledger.cover()
    },
    document: (sha256) => contents.document(sha256),
    // A row that cannot be decrypted opens nothing; `openings` says which.
    opening: (commitment) =>
      attempt(
        () => clear?.get(commitment),
        () => undefined,
      ),
    async *openings() {
      if (clear) yield* clear.all(unopened)
    },
    close() {
      ledger?.close()
      clear?.close()
    },
  }
}

/** Opens nothing, whatever the commitment: so the audit names it and goes on to the next. */
function unopened(c: string): Opening {
  return { c, salt: '', value: null }
}

function openUnlessAltered(path: string, faults: Finding[]): CaseLedger | undefined {
  const differences = inspectCaseLedger(path)
  for (const { object, fault } of differences) {
    faults.push(contradicted('storage.schema-altered', displayText(object), { object, fault }))
  }
  if (differences.length > 0) return undefined
  const ledger = openCaseLedger(path)
  // Others may be writing: what they append meanwhile is for the next audit.
  ledger.hold()
  return ledger
}

function* fileFaults(name: string, { integrityFaults }: CaseLedger | ClearStore): Generator<Finding> {
  for (const reason of integrityFaults()) yield contradicted('storage.corrupt', name, { reason })
}

/** SQLite's own view of the file, and what the columns claim beside what the bytes are. */
async function* ledgerFaults(ledger: CaseLedger): AsyncGenerator<Finding> {
  let faults = 0
  let rows = 0
  for (const fault of fileFaults('case.db', ledger)) {
    faults += 1
    yield fault
  }
  for await (const row of ledger.rows()) {
    for (const fault of rowFaults(row, rows)) {
      faults += 1
      yield fault
    }
    rows = row.seq + 1
  }
  for (const size of await ledger.unfoundedFrontiers()) {
    faults += 1
    yield rowFault(`checkpoint ${size}`, 'frontier', 'root', 'other')
  }
  for (const fault of coverFaults(ledger)) {
    faults += 1
    yield fault
  }
  if (faults === 0 && rows > 0) yield confirmed('storage.confirmed', 'case.db', { rows })
}

function* rowFaults({ seq, leaf, body }: LedgerRow, expected: number): Generator<Finding> {
  const [wanted, found] = [entryLeaf(body), encodeBase64(leaf)]
  if (seq !== expected) yield rowFault(`row ${seq}`, 'seq', expected, seq)
  if (found !== wanted) yield rowFault(`row ${seq}`, 'leaf', wanted, found)
}

function* coverFaults(ledger: CaseLedger): Generator<Finding> {
  let expected = 0
  for (const { id, kind } of ledger.coverRows()) {
    if (id !== expected) yield rowFault(`cover ${id}`, 'id', expected, id)
    if (!isCoverKind(kind)) yield rowFault(`cover ${id}`, 'kind', coverKinds.join(' | '), displayText(kind))
    expected = id + 1
  }
}

function rowFault(
  subject: string,
  column: string,
  expected: string | number,
  found: string | number,
): Finding {
  return contradicted('storage.row-mismatch', subject, { column, expected, found })
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // An altered log has no entries that could be believed.
}
