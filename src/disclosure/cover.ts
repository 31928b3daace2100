import type { OutsideCover } from '../audit/source.js'
import { encodeHex } from '../encoding/hex.js'
import { formatSignedNote, type NoteSignature, parseSignedNote } from '../encoding/signed-note.js'
import { UsageError } from '../errors.js'
import { cosignatureTime } from '../signing/cosignature.js'
import type { Folder } from './folder.js'
import { checkpointPath, coverPath, stampPath } from './layout.js'
import type { Staging } from './staging.js'

// What outsiders gave, in a disclosure: cosignature lines under their checkpoints, time stamps as files. It was chosen by who made
// the disclosure; what it is worth follows from keys and roots that come from elsewhere.

/** As long as a signed note or a time stamp's answer may be. */
const longestCover = 1024 * 1024
const mostSignatures = 100
const coverForm = /^cover\/([1-9][0-9]{0,14})\.checkpoint$/
const stampForm = /^tsa\/([1-9][0-9]{0,14})-(?:0|[1-9][0-9]{0,8})\.tsr$/

/**
 * Writes what outsiders gave for checkpoints before the newest, and every time stamp.
 * @returns the newest checkpoint with the lines of those who cosigned it, and how many files were written
 * @throws UsageError `usage.argument` for cover of more entries than there are; SourceError `source.malformed`
 */
export async function writeCover(
  staging: Staging,
  cover: AsyncIterable<OutsideCover> | Iterable<OutsideCover>,
  head: { readonly size: number; readonly checkpoint: Uint8Array },
): Promise<{ readonly checkpoint: Uint8Array; readonly files: number }> {
  const notes = new Map<number, Uint8Array>([[head.size, head.checkpoint]])
  const stamps = new Map<number, number>()
  let files = 0
  for await (const { kind, size, bytes } of cover) {
    if (size < 1 || size > head.size)
      throw new UsageError('usage.argument', { argument: 'cover', size, entries: head.size })
    if (kind === 'cosignature') {
      const known = notes.get(size)
      notes.set(size, known ? joinedNote(known, bytes) : bytes)
      continue
    }
    const index = stamps.get(size) ?? 0
    stamps.set(size, index + 1)
    await staging.write(stampPath(size, index), [bytes])
    files += 1
  }
  const checkpoint = notes.get(head.size) ?? head.checkpoint
  notes.delete(head.size)
  for (const [size, note] of notes) await staging.write(coverPath(size), [note])
  return { checkpoint, files: files + notes.size }
}

/**
 * Lines of both notes under the text of the first. A note of another text adds nothing: it would not verify here. Where one key has
 * signed twice the earlier cosignature stays, because it says more.
 */
export function joinedNote(one: Uint8Array, other: Uint8Array): Uint8Array {
  const [first, second] = [parseSignedNote(one), parseSignedNote(other)]
  if (first.text !== second.text) return one
  const lines = new Map<string, NoteSignature>()
  for (const line of [...first.signatures, ...second.signatures]) {
    const name = `${line.name} ${encodeHex(line.keyId)}`
    const known = lines.get(name)
    if (!known || isEarlier(line, known)) lines.set(name, line)
  }
  return formatSignedNote({ text: first.text, signatures: [...lines.values()].slice(0, mostSignatures) })
}

function isEarlier(line: NoteSignature, known: NoteSignature): boolean {
  const [time, other] = [cosignatureTime(line), cosignatureTime(known)]
  return time !== undefined && other !== undefined && time < other
}

/** Paths of the files that are named as cover is. */
export function coverPaths({ standing }: Folder): readonly string[] {
  return [...standing.keys()].filter((path) => coverForm.test(path) || stampForm.test(path))
}

/** What the folder holds of outsiders. @throws SourceError `source.malformed` for a file that is too long */
export async function* coverIn(folder: Folder): AsyncGenerator<OutsideCover> {
  if (folder.isFile(checkpointPath)) {
    const bytes = await folder.whole(checkpointPath, longestCover)
    yield { kind: 'cosignature', size: sizeIn(bytes), bytes }
  }
  for (const path of coverPaths(folder)) {
    const bytes = await folder.whole(path, longestCover)
    const size = Number((coverForm.exec(path) ?? stampForm.exec(path))?.[1])
    yield { kind: coverForm.test(path) ? 'cosignature' : 'timestamp', size, bytes }
  }
}

/** The second line; what is not a checkpoint at all is for the audit of checkpoints to name. */
function sizeIn(checkpoint: Uint8Array): number {
  const [, size = ''] = Buffer.from(checkpoint).toString('latin1').split('\n', 2)
  return /^[1-9][0-9]{0,14}$/.test(size) ? Number(size) : 0
}
