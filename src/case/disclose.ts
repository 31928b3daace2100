import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DisclosedDocument, type WrittenDisclosure, writeDisclosure } from '../disclosure/write.js'
import type { Opening } from '../encoding/commitment.js'
import { LedgerError } from '../errors.js'
import { parseEntry } from '../ledger/entry.js'
import type { Act } from '../model/act.js'
import { blobIdOf } from '../model/digest.js'
import { parseSignedAct } from '../signing/signed-act.js'
import { requireClear } from './enact.js'
import type { OpenCase } from './open.js'

/** What stays closed: nothing, who the persons are, or everything. */
export const redactions = ['none', 'persons', 'all'] as const
export type Redaction = (typeof redactions)[number]

/**
 * Writes the folder that the other party verifies alone: entries, manifests and findings whole, and the openings that the
 * redaction allows. What is withheld now can be opened later and proves itself.
 */
export async function disclose(
  open: OpenCase,
  folder: string,
  redaction: Redaction,
): Promise<WrittenDisclosure> {
  const { checkpoint, size } = await open.ledger.head()
  if (!checkpoint) throw new LedgerError('ledger.malformed', { path: open.folder, reason: 'empty' })
  return writeDisclosure(folder, {
    entries: open.ledger.entries(0, size),
    checkpoint,
    receipts: receiptsKept(open, size),
    documents: documentsNamed(open, size),
    openings: await openingsAllowed(open, size, redaction),
  })
}

function* receiptsKept(open: OpenCase, size: number): Generator<Uint8Array> {
  const folder = open.home.receipts(open.origin)
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.tlog-proof') && Number.parseInt(name, 10) < size)
      yield readFileSync(join(folder, name))
  }
}

async function* actsOf(open: OpenCase, size: number): AsyncGenerator<Act> {
  for await (const bytes of open.ledger.entries(0, size)) yield parseSignedAct(parseEntry(bytes).note).act
}

async function* documentsNamed(open: OpenCase, size: number): AsyncGenerator<DisclosedDocument> {
  const given = new Set<string>()
  for await (const act of actsOf(open, size)) {
    const sha256 =
      act.kind === 'acquisition.record'
        ? act.manifest.sha256
        : act.kind === 'examination.record'
          ? act.findings.sha256
          : undefined
    if (sha256 === undefined || given.has(sha256)) continue
    given.add(sha256)
    yield { sha256, bytes: open.vault.read(blobIdOf(sha256)) }
  }
}

async function openingsAllowed(
  open: OpenCase,
  size: number,
  redaction: Redaction,
): Promise<Iterable<Opening>> {
  if (redaction === 'all') return []
  const withheld = new Set<string>()
  if (redaction === 'persons')
    for await (const act of actsOf(open, size)) for (const c of identitiesIn(act)) withheld.add(c)
  return openWithout(requireClear(open).all(), withheld)
}

function* openWithout(all: Iterable<Opening>, withheld: ReadonlySet<string>): Generator<Opening> {
  for (const opening of all) if (!withheld.has(opening.c)) yield opening
}

function identitiesIn(act: Act): readonly string[] {
  if (act.kind === 'genesis') return act.administrators.map((each) => each.identity.c)
  return act.kind === 'person.enrol' ? [act.identity.c] : []
}
