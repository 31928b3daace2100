import { createHash } from 'node:crypto'
import type { auditManifests } from '../../src/audit/evidence.js'
import type { AuditSource } from '../../src/audit/source.js'
import { canonicalJson, type Json } from '../../src/encoding/canonical-json.js'
import { linesWriter } from '../../src/manifest/lines.js'
import { act as actForm } from '../../src/model/act.js'
import type { LinesReference } from '../../src/model/field.js'
import { actAt, closed } from './acts.js'

// A manifest as long as one likes, the same every time: every line another file of the same size.

export const fileSize = 4096

/** Writes the lines as they are made, and returns what an act says of the whole. */
export async function longManifest(
  lines: number,
  sink: (bytes: Uint8Array) => Promise<void>,
): Promise<LinesReference> {
  const writer = linesWriter(sink)
  for (let number = 1; number <= lines; number += 1) await writer.add(lineOf(number))
  return writer.finish()
}

const pieceLines = 100

/** The same bytes again. @param altered number of a line that says another size than it did */
export function* manifestPieces(lines: number, altered?: number): Generator<Uint8Array> {
  let piece = ''
  for (let number = 1; number <= lines; number += 1) {
    const line = lineOf(number)
    piece += `${canonicalJson(number === altered ? { ...line, size: fileSize + 1 } : line)}\n`
    if (number % pieceLines !== 0 && number < lines) continue
    yield Buffer.from(piece)
    piece = ''
  }
}

function lineOf(number: number): { readonly [key: string]: Json } {
  const long = sha512(`file ${number}`)
  return {
    accessTime: 'preserved',
    digests: {
      blake3: long.slice(0, 64),
      ed2k: long.slice(64, 96),
      md5: long.slice(96),
      sha1: long.slice(8, 48),
      sha256: long.slice(32, 96),
      sha512: long,
    },
    extensionMatches: true,
    kind: 'file',
    links: 1,
    mediaType: 'image/jpeg',
    path: { c: Buffer.from(long.slice(64), 'hex').toString('base64') },
    size: fileSize,
    times: {
      accessed: '2026-03-12T07:15:00.000000000Z',
      changed: '2026-03-10T18:02:11.123456789Z',
      modified: '2026-03-10T18:02:11.000000000Z',
    },
  }
}

/** A record in which one act names that manifest. */
export function manifestRecord(
  manifest: LinesReference,
  lines: number,
): Parameters<typeof auditManifests>[1] {
  const body = {
    kind: 'acquisition.record',
    accessTimes: 'preserved',
    acquisition: 'A-1',
    bytes: lines * fileSize,
    copied: true,
    exhibit: 'E-1',
    failed: 0,
    items: lines,
    manifest,
    source: closed(),
  }
  const act = actForm.parse(actAt(1, 'P-01', body))
  return { steps: [{ act }] }
}

/** A source that has this one document, whatever it is asked for, and opens nothing. */
export function sourceOfDocument(pieces: () => Iterable<Uint8Array>): AuditSource {
  async function* document() {
    yield* pieces()
  }
  async function* nothing(): AsyncGenerator<never> {
    yield* []
  }
  return {
    kind: 'case',
    faults: nothing,
    entries: nothing,
    checkpoints: nothing,
    cover: nothing,
    document: async () => document(),
    opening: async () => undefined,
    openings: nothing,
  }
}

function sha512(text: string): string {
  return createHash('sha512').update(text).digest('hex')
}
