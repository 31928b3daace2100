import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'
import { attempt, readFailure, writeFailure } from '../vault/storage-failure.js'
import type { AcquiredFile } from './acquired.js'
import type { FileState } from './file-state.js'

/**
 * What an acquisition has done so far, so that one that was interrupted need not read everything again. One line a file:
 * 16 hex digits of SHA-256 over the rest, a space, JSON, a line feed. Lines that do not carry their digest (torn by a
 * crash) count as absent. Nothing is pushed to the medium: a line that is lost costs one more reading.
 */
export interface Journal {
  /** The result for this path, if the file is in the very state in which it was read. */
  find(path: Uint8Array, state: FileState): AcquiredFile | undefined
  add(file: AcquiredFile, state: FileState): void
  close(): void
}

type Recorded = Omit<AcquiredFile, 'kind' | 'path'>

interface Line {
  readonly key: string
  readonly file: Recorded
}

interface Place {
  readonly offset: number
  readonly length: number
}

const checkLength = 16
const bufferSize = 1_048_576
const lineFeed = 0x0a

/** Opens the journal at `path`, making it when there is none. */
export function openJournal(path: string): Journal {
  const descriptor = attempt(path, writeFailure, () => openSync(path, 'a+', 0o600))
  // The results stay on disk: there may be millions.
  const places = new Map<string, Place>()
  attempt(path, readFailure, () => {
    for (const { place, line } of linesOf(descriptor)) places.set(line.key, place)
  })
  // A line torn by the crash must not swallow the one that comes after it.
  append('\n')

  function append(text: string): void {
    const bytes = Buffer.from(text)
    attempt(path, writeFailure, () => {
      let written = 0
      while (written < bytes.length) written += writeSync(descriptor, bytes, written)
    })
  }

  return {
    find(name, state) {
      const place = places.get(keyOf(name, state))
      if (!place) return undefined
      const line = parseLine(attempt(path, readFailure, () => readAt(descriptor, place)))
      return line && { kind: 'file', path: name, ...line.file }
    },
    add({ kind: _, path: name, ...file }, state) {
      const line: Line = { key: keyOf(name, state), file }
      const json = JSON.stringify(line)
      append(`${checkOf(json)} ${json}\n`)
    },
    close: () => closeSync(descriptor),
  }
}

function keyOf(name: Uint8Array, { dev, ino, size, mtimeNs, ctimeNs }: FileState): string {
  const hash = createHash('sha256').update(`${dev} ${ino} ${size} ${mtimeNs} ${ctimeNs} `).update(name)
  return hash.digest('base64')
}

function checkOf(json: string): string {
  return createHash('sha256').update(json).digest('hex').slice(0, checkLength)
}

/** Undefined for a line that does not carry its digest. */
function parseLine(bytes: Buffer): Line | undefined {
  const json = bytes.toString('utf8', checkLength + 1)
  if (bytes.toString('latin1', 0, checkLength + 1) !== `${checkOf(json)} `) return undefined
  const line: Line = JSON.parse(json)
  return line
}

function* linesOf(descriptor: number): Generator<{ place: Place; line: Line }, void, undefined> {
  const { size } = fstatSync(descriptor)
  let carried = Buffer.alloc(0)
  for (let offset = 0; offset < size; offset += bufferSize) {
    const chunk = readAt(descriptor, { offset, length: Math.min(bufferSize, size - offset) })
    const bytes = Buffer.concat([carried, chunk])
    const base = offset - carried.length
    let start = 0
    for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
      const line = parseLine(bytes.subarray(start, end))
      if (line) yield { place: { offset: base + start, length: end - start }, line }
      start = end + 1
    }
    carried = bytes.subarray(start)
  }
}

function readAt(descriptor: number, { offset, length }: Place): Buffer {
  const bytes = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const count = readSync(descriptor, bytes, filled, length - filled, offset + filled)
    if (count === 0) break
    filled += count
  }
  return bytes.subarray(0, filled)
}
