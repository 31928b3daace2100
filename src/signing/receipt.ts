import { decodeBase64, encodeBase64 } from '../encoding/base64.js'
import { parseSignedNote } from '../encoding/signed-note.js'
import { decodeUtf8, encodeUtf8 } from '../encoding/utf8.js'
import { SourceError } from '../errors.js'
import { parseCheckpoint, parseCount } from './checkpoint.js'

/** What the signer of an act takes away (C2SP tlog-proof): where the entry stands in the log, and the proof of it. */
export interface Receipt {
  /** Base64, opaque and not authenticated. */
  readonly extra?: string
  readonly index: number
  /** RFC 6962 inclusion proof, from the leaf's sibling up. */
  readonly proof: readonly Uint8Array[]
  /** The checkpoint's signed note, byte for byte. */
  readonly checkpoint: Uint8Array
}

const firstLine = 'c2sp.org/tlog-proof@v1'
const hashBytes = 32
/** A tree of 2^53 leaves is no higher. */
const maxProof = 53
const maxBytes = 2 * 1024 * 1024

/** Bytes of a `.tlog-proof` file; throws `source.malformed` when the values cannot stand in one. */
export function formatReceipt({ extra, index, proof, checkpoint }: Receipt): Uint8Array {
  const lines = [
    firstLine,
    ...(extra === undefined ? [] : [`extra ${extra}`]),
    `index ${index}`,
    ...proof.map(encodeBase64),
  ]
  const bytes = Buffer.concat([encodeUtf8(`${lines.join('\n')}\n\n`), checkpoint])
  // Values that would not be read back are refused by reading them back.
  parseReceipt(bytes)
  return bytes
}

/**
 * Reads a receipt and refuses, as `source.malformed`, whatever `formatReceipt` would not write. That the proof leads to the
 * checkpoint's root, and who signed the checkpoint, remain to be checked.
 */
export function parseReceipt(bytes: Uint8Array): Receipt {
  if (bytes.length > maxBytes) throw malformed('too long')
  const text = decodeUtf8(bytes)
  const blankLine = text.indexOf('\n\n')
  if (blankLine < 0) throw malformed('no blank line before the checkpoint')
  const [first, ...lines] = text.slice(0, blankLine).split('\n')
  if (first !== firstLine) throw malformed('first line')
  const extra = lines[0]?.startsWith('extra ') ? after('extra ', lines.shift()) : undefined
  if (extra !== undefined && decodeBase64(extra).length === 0) throw malformed('extra')
  const index = parseCount(after('index ', lines.shift()))
  if (lines.length > maxProof) throw malformed('proof too long')
  const proof = lines.map(decodeHash)
  const checkpoint = encodeUtf8(text.slice(blankLine + 2))
  parseCheckpoint(parseSignedNote(checkpoint).text)
  return { ...(extra === undefined ? {} : { extra }), index, proof, checkpoint }
}

function after(label: string, line: string | undefined): string {
  if (!line?.startsWith(label)) throw malformed(label.trim())
  return line.slice(label.length)
}

function decodeHash(line: string): Uint8Array {
  const hash = decodeBase64(line)
  if (hash.length !== hashBytes) throw malformed('proof')
  return hash
}

function malformed(reason: string): SourceError {
  return new SourceError('source.malformed', { what: 'receipt', reason })
}
