import { decodeBase64, encodeBase64 } from '../encoding/base64.js'
import { parseSignedNote, type SignedNote } from '../encoding/signed-note.js'
import { decodeUtf8, encodeUtf8 } from '../encoding/utf8.js'
import { SourceError } from '../errors.js'
import { parseCheckpoint, parseCount, type ReadCheckpoint } from '../signing/checkpoint.js'

/** What a log asks of a witness (C2SP tlog-witness, `add-checkpoint`): over HTTP or as a file, the bytes are the same. */
export interface WitnessRequest {
  /** Size of the newest checkpoint the witness is known to have cosigned; 0 for none. */
  readonly old: number
  /** RFC 6962 consistency proof from `old` to the checkpoint. */
  readonly proof: readonly Uint8Array[]
  /** Signed note, byte for byte. */
  readonly checkpoint: Uint8Array
}

export interface ReadWitnessRequest extends WitnessRequest {
  /** What is signed: the lines of the checkpoint without the signatures. */
  readonly text: string
  readonly head: ReadCheckpoint
  /** The checkpoint's note; undefined when its signature lines are not of that form, so that nobody has signed it. */
  readonly note: SignedNote | undefined
}

/** Sixty-four lines of proof, and a checkpoint with as many signatures as a note may have. */
export const longestRequest = 512 * 1024
const mostProofLines = 63
const hashBytes = 32

export function formatWitnessRequest({ old, proof, checkpoint }: WitnessRequest): Uint8Array {
  const lines = [`old ${old}`, ...proof.map(encodeBase64)]
  const bytes = Buffer.concat([encodeUtf8(`${lines.join('\n')}\n\n`), checkpoint])
  // Values that would not be read back are refused by reading them back.
  if (!parseWitnessRequest(bytes).note) throw malformed('checkpoint')
  return bytes
}

/** @throws SourceError `source.malformed` for whatever `formatWitnessRequest` would not write */
export function parseWitnessRequest(bytes: Uint8Array): ReadWitnessRequest {
  if (bytes.length > longestRequest) throw malformed('too long')
  const text = decodeUtf8(bytes)
  const blankLine = text.indexOf('\n\n')
  if (blankLine < 0) throw malformed('no blank line before the checkpoint')
  const [first = '', ...lines] = text.slice(0, blankLine).split('\n')
  if (!first.startsWith('old ')) throw malformed('old size')
  if (lines.length > mostProofLines) throw malformed('proof too long')
  const checkpoint = encodeUtf8(text.slice(blankLine + 2))
  const signed = text.slice(blankLine + 2, text.lastIndexOf('\n\n') + 1)
  return {
    old: parseCount(first.slice('old '.length)),
    proof: lines.map(decodeHash),
    checkpoint,
    text: signed,
    head: parseCheckpoint(signed),
    note: noteOf(checkpoint),
  }
}

function noteOf(checkpoint: Uint8Array): SignedNote | undefined {
  try {
    return parseSignedNote(checkpoint)
  } catch (error) {
    if (error instanceof SourceError) return undefined
    throw error
  }
}

function decodeHash(line: string): Uint8Array {
  const hash = decodeBase64(line)
  if (hash.length !== hashBytes) throw malformed('proof')
  return hash
}

function malformed(reason: string): SourceError {
  return new SourceError('source.malformed', { what: 'witness request', reason })
}
