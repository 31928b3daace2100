import { createHash } from 'node:crypto'
import { headLength, mediaTypeOf } from '../acquire/media-type.js'
import type { Custody } from '../custody/state.js'
import { RuleError, SourceError } from '../errors.js'
import type { ExhibitNumber, SealNumber } from '../model/names.js'
import type { AttachmentClass } from '../model/vocabulary.js'
import type { Desk } from './desk.js'
import { type Draft, type Drafting, type Enacted, enact } from './enact.js'
import { sealsOn } from './exhibits.js'
import { readNamedFile } from './named-file.js'
import type { OpenCase } from './open.js'

/** That its signer declares it to show nothing of the evidence is part of asking for it. */
export interface NewAttachment {
  readonly class: AttachmentClass
  readonly path: string
  readonly description: string
  readonly exhibit?: ExhibitNumber
  readonly seal?: SealNumber
}

interface Kept {
  readonly sha256: string
  readonly size: number
  readonly mediaType: string
}

/** A photograph of a seal, or a scanned paper; what is longer is something else. */
const longest = 32 * 1024 * 1024

/**
 * Puts a photograph or paper into the vault and on record. Nobody looks into it here: its type is told by its first bytes, its name is
 * not kept.
 * @throws SourceError `source.malformed` for what is neither picture nor paper, `source.limit` for what is too long
 */
export async function attach(open: OpenCase, desk: Desk, request: NewAttachment): Promise<Enacted> {
  const bytes = readNamedFile(request.path)
  const kept = acceptable(request, bytes)
  if (!desk.dryRun) await open.vault.store(bytes)
  return enact(open, desk, (drafting) => [attachmentDraft(drafting, request, kept)])
}

function acceptable({ path, class: kind }: NewAttachment, bytes: Uint8Array): Kept {
  if (bytes.length > longest)
    throw new SourceError('source.limit', { path, limit: 'bytes', found: bytes.length, most: longest })
  const mediaType = mediaTypeOf(bytes.subarray(0, headLength), bytes.length)
  const isPicture = mediaType.startsWith('image/') && !mediaType.includes('svg')
  const isPaper = mediaType === 'application/pdf' || (kind === 'document' && mediaType === 'text/plain')
  if (!isPicture && !isPaper)
    throw new SourceError('source.malformed', { path, reason: 'attachment', found: mediaType })
  return { sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length, mediaType }
}

function attachmentDraft(
  { custody, commit }: Drafting,
  request: NewAttachment,
  { sha256, size, mediaType }: Kept,
): Draft {
  const { exhibit } = request
  const seal = request.seal ?? (request.class === 'seal' ? onlySeal(custody, exhibit) : undefined)
  return {
    body: {
      kind: 'attachment.add',
      class: request.class,
      declared: 'no-evidence-content',
      description: commit({ text: request.description }),
      document: { sha256, size },
      ...(exhibit === undefined ? {} : { exhibit }),
      mediaType,
      ...(seal === undefined ? {} : { seal }),
    },
  }
}

/** The one seal that a photograph of an exhibit's seal can mean. */
function onlySeal(custody: Custody, exhibit: ExhibitNumber | undefined): SealNumber {
  const [seal, another] = exhibit === undefined ? [] : sealsOn(custody, exhibit)
  if (seal === undefined || another !== undefined)
    throw new RuleError('rule.unknown-object', { kind: 'seal', name: exhibit ?? '', reason: 'which-seal' })
  return seal
}
