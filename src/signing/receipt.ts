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
export function formatReceipt({ checkpoint, ...receipt }: Receipt): Uint8Array {
  return receiptsUnder(checkpoint)(receipt)
}

/** Writes receipts of entries that were recorded together: their checkpoint is one, and looked at once. */
export function receiptsUnder(checkpoint: Uint8Array): (receipt: Omit<Receipt, 'checkpoint'>) => Uint8Array {
  parseCheckpoint(parseSignedNote(checkpoint).text)
  return ({ extra, index, proof }) => {
    const lines = [
      firstLine,
      ...(extra === undefined ? [] : [`extra ${extra}`]),
      `index ${index}`,
      ...proof.map(encodeBase64),
    ]
    // Values that would not be read back are refused by reading them back.
    parseHead(lines)
    const bytes = Buffer.concat([encodeUtf8(`${lines.join('\n')}\n\n`), checkpoint])
    if (bytes.length > maxBytes) throw malformed('too long')
    return bytes
  }
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
  const head = parseHead(text.slice(0, blankLine).split('\n'))
  const checkpoint = encodeUtf8(text.slice(blankLine + 2))
  parseCheckpoint(parseSignedNote(checkpoint).text)
  return { ...head, checkpoint }
}

function parseHead([first, ...lines]: readonly string[]): Omit<Receipt, 'checkpoint'> {
  if (first !== firstLine) throw malformed('first line')
  const extra = lines[0]?.startsWith('extra ') ? after('extra ', lines.shift()) : undefined
  if (extra !== undefined && decodeBase64(extra).length === 0) throw malformed('extra')
  const index = parseCount(after('index ', lines.shift()))
  if (lines.length > maxProof) throw malformed('proof too long')
  return { ...(extra === undefined ? {} : { extra }), index, proof: lines.map(decodeHash) }
}

const nextReceipt = Buffer.from(`\n${firstLine}\n`)
const signatureHead = Buffer.from('— ')

/**
 * The receipts of a file that holds one after another: each begins where a first line follows a signature line. Says nothing of
 * whether they are receipts; what cannot be cut is one piece.
 */
export function cutReceipts(bytes: Uint8Array): readonly Uint8Array[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const pieces: Uint8Array[] = []
  let start = 0
  for (let end = file.indexOf(nextReceipt); end >= 0; end = file.indexOf(nextReceipt, end + 1)) {
    const line = file.lastIndexOf(0x0a, end - 1) + 1
    if (!file.subarray(line, line + signatureHead.length).equals(signatureHead)) continue
    pieces.push(file.subarray(start, end + 1))
    start = end + 1
  }
  return [...pieces, file.subarray(start)]
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
