import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OutsideCover } from '../audit/source.js'
import { requireFree } from '../disclosure/staging.js'
import { type VerifierFiles, verifierDigests, verifierFiles } from '../disclosure/verifier-files.js'
import { type DisclosedDocument, type WrittenDisclosure, writeDisclosure } from '../disclosure/write.js'
import type { Opening } from '../encoding/commitment.js'
import { LedgerError } from '../errors.js'
import { parseEntry } from '../ledger/entry.js'
import { toldBy } from '../ledger/field-entry.js'
import type { Act, disclosureProfiles } from '../model/act.js'
import { blobIdOf } from '../model/digest.js'
import { parseSignedAct } from '../signing/signed-act.js'
import type { Desk } from './desk.js'
import { enact, requireClear } from './enact.js'
import type { OpenCase } from './open.js'

/** What stays closed: nothing, who the persons are, or everything. */
export type Redaction = (typeof disclosureProfiles)[number]

/** Who gives the disclosure, and to whom. */
export interface Recording {
  readonly desk: Desk
  readonly recipient?: string
}

export interface Disclosed extends WrittenDisclosure {
  readonly redaction: Redaction
  readonly openings: number
  /** Openings this home has and did not give. */
  readonly withheld: number
  /** What was put on record of it; undefined when nothing was, and then no program is in the folder. */
  readonly recorded: DisclosureRecorded | undefined
}

export interface DisclosureRecorded {
  readonly entry: number
  /** SHA-256 of `verify.mjs` and of `verify.html`. */
  readonly program: string
  readonly page: string
}

/**
 * Writes the folder that the other party verifies alone: entries, manifests and findings whole, and the openings that the
 * redaction allows. What is withheld now can be opened later and proves itself. With `recording`, the act `disclosure.record` is
 * signed first and the folder holds it, with the programs it names.
 */
export async function disclose(
  open: OpenCase,
  folder: string,
  redaction: Redaction,
  recording?: Recording,
): Promise<Disclosed> {
  await requireFree(folder)
  const verifier = recording && (await verifierFiles())
  const recorded = verifier && (await record(open, redaction, verifier, recording))
  const { checkpoint, size } = await open.ledger.head()
  if (!checkpoint) throw new LedgerError('ledger.malformed', { path: open.folder, reason: 'empty' })
  const { openings, count } = await openingsAllowed(open, size, redaction)
  const written = await writeDisclosure(folder, {
    entries: open.ledger.entries(0, size),
    checkpoint,
    cover: coverKept(open, size),
    receipts: receiptsKept(open, size),
    documents: documentsNamed(open, size),
    openings,
    ...(verifier ? { verifier } : {}),
  })
  return { ...written, redaction, ...count, recorded }
}

/** Before the head is taken: so the folder holds the act that says which programs belong in it. */
async function record(
  open: OpenCase,
  profile: Redaction,
  verifier: VerifierFiles,
  { desk, recipient }: Recording,
): Promise<DisclosureRecorded> {
  const digests = verifierDigests(verifier)
  const enacted = await enact(open, desk, ({ commit }) => [
    {
      body: {
        kind: 'disclosure.record',
        profile,
        ...(recipient === undefined ? {} : { recipient: commit({ text: recipient }) }),
        verifier: digests,
      },
    },
  ])
  return { entry: enacted.recorded.at(-1)?.seq ?? 0, ...digests }
}

/** What outsiders gave since the head was read is for the next disclosure. */
async function* coverKept(open: OpenCase, size: number): AsyncGenerator<OutsideCover> {
  for await (const each of open.ledger.cover()) {
    if (each.size > size) continue
    yield each
    // With the lines it is over beside it, a stamp can be checked by hand.
    const bytes = each.kind === 'timestamp' ? await open.ledger.checkpointAt(each.size) : undefined
    if (bytes) yield { kind: 'cosignature', size: each.size, bytes }
  }
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
  for await (const bytes of open.ledger.entries(0, size))
    yield toldBy(parseSignedAct(parseEntry(bytes).note).act)
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

interface Allowed {
  readonly openings: Iterable<Opening>
  /** Filled as the openings are taken. */
  readonly count: { openings: number; withheld: number }
}

async function openingsAllowed(open: OpenCase, size: number, redaction: Redaction): Promise<Allowed> {
  const closed = new Set<string>()
  if (redaction === 'persons')
    for await (const act of actsOf(open, size)) for (const c of identitiesIn(act)) closed.add(c)
  const count = { openings: 0, withheld: 0 }
  const allowed = ({ c }: Opening) => redaction !== 'all' && !closed.has(c)
  return { openings: counted(requireClear(open).all(), allowed, count), count }
}

function* counted(
  all: Iterable<Opening>,
  allowed: (opening: Opening) => boolean,
  count: Allowed['count'],
): Generator<Opening> {
  for (const opening of all) {
    const given = allowed(opening)
    count[given ? 'openings' : 'withheld'] += 1
    if (given) yield opening
  }
}

function identitiesIn(act: Act): readonly string[] {
  if (act.kind === 'genesis')
    return [...act.administrators, ...(act.field?.persons ?? [])].map((each) => each.identity.c)
  return act.kind === 'person.enrol' ? [act.identity.c] : []
}
