import type { Json } from '../encoding/canonical-json.js'
import { SourceError } from '../errors.js'

/** One message on the pipe: its length in four bytes, big-endian, then UTF-8 JSON. */
export const frameHeaderBytes = 4

export function encodeFrame(message: Json): Uint8Array {
  const body = Buffer.from(JSON.stringify(message), 'utf8')
  const header = Buffer.alloc(frameHeaderBytes)
  header.writeUInt32BE(body.length)
  return Buffer.concat([header, body])
}

export function decodeFrameBody(body: Uint8Array): Json {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'))
  } catch (cause) {
    throw new SourceError('source.malformed', { what: 'message between processes' }, { cause })
  }
}

/**
 * Collects what arrives and gives back each message as it becomes whole.
 * Throws `source.malformed` on a message longer than `maximum` bytes, before any of it is kept, or on one that is not JSON.
 */
export function frameCollector(maximum: number): (chunk: Uint8Array) => Json[] {
  let pieces: Uint8Array[] = []
  let held = 0
  return (chunk) => {
    pieces.push(chunk)
    held += chunk.length
    const messages: Json[] = []
    for (;;) {
      const length = announcedLength(pieces, held)
      if (length === undefined) return messages
      if (length > maximum)
        throw new SourceError('source.malformed', {
          what: 'message between processes',
          bytes: length,
          maximum,
        })
      if (held < frameHeaderBytes + length) return messages
      const all = Buffer.concat(pieces, held)
      const rest = all.subarray(frameHeaderBytes + length)
      messages.push(decodeFrameBody(all.subarray(frameHeaderBytes, frameHeaderBytes + length)))
      pieces = [rest]
      held = rest.length
    }
  }
}

function announcedLength(pieces: Uint8Array[], held: number): number | undefined {
  if (held < frameHeaderBytes) return undefined
  const [first] = pieces
  const enough = first !== undefined && first.length >= frameHeaderBytes
  const header = enough ? first : Buffer.concat(pieces, held)
  return Buffer.from(header.buffer, header.byteOffset, frameHeaderBytes).readUInt32BE()
}
