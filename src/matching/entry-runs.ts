import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'

/** Sorted entries in a file of the scratch folder. */
export interface Run {
  readonly path: string
  readonly bytes: number
}

interface Merging {
  readonly width: number
  readonly scratch: string
  readonly name: string
}

/** So many files are open at once, each with a window of its own; more runs than that are merged in rounds. */
const mostOpen = 64
const windowBytes = 128 * 1024

export interface RunWriter {
  write(entries: Buffer): void
  finish(): Run
}

export function runWriter(path: string, width: number): RunWriter {
  const file = openSync(path, 'wx', 0o600)
  let bytes = 0
  return {
    write(entries) {
      if (entries.length % width !== 0) throw new RangeError(`a part of an entry in ${path}`)
      for (let at = 0; at < entries.length; ) at += writeSync(file, entries, at)
      bytes += entries.length
    },
    finish() {
      closeSync(file)
      return { path, bytes }
    },
  }
}

/** The bytes of a run in order, which is removed afterwards. Each piece is its consumer's until the next is asked for. */
export function* runPieces(run: Run): Generator<Buffer> {
  const file = openSync(run.path, 'r')
  try {
    const window = Buffer.alloc(Math.min(run.bytes, windowBytes))
    for (let position = 0; position < run.bytes; ) {
      const count = readSync(file, window, 0, window.length, position)
      if (count === 0) throw new RangeError(`${run.path} ended early`)
      yield window.subarray(0, count)
      position += count
    }
  } finally {
    closeSync(file)
    rmSync(run.path, { force: true })
  }
}

/** Entries of all runs in ascending order, equal ones side by side. Runs are removed when they were read. */
export function* mergedRuns(runs: readonly Run[], merging: Merging): Generator<Buffer> {
  let waiting = [...runs]
  for (let round = 0; waiting.length > mostOpen; round += 1) {
    const next: Run[] = []
    for (let from = 0; from < waiting.length; from += mostOpen) {
      const path = `${merging.scratch}/${merging.name}-round-${round}-${next.length}`
      const writer = runWriter(path, merging.width)
      for (const entry of merged(waiting.slice(from, from + mostOpen), merging.width)) writer.write(entry)
      next.push(writer.finish())
    }
    waiting = next
  }
  yield* merged(waiting, merging.width)
}

/** One of the runs being merged; `current` is undefined when it is at its end. */
interface Reader {
  readonly current: Buffer | undefined
  advance(): void
  close(): void
}

function* merged(runs: readonly Run[], width: number): Generator<Buffer> {
  const readers = runs.map((run) => runReader(run, width))
  try {
    const heap = readers.filter((reader) => reader.current !== undefined)
    for (let at = Math.floor(heap.length / 2) - 1; at >= 0; at -= 1) sink(heap, at)
    for (let [first] = heap; first?.current !== undefined; [first] = heap) {
      yield first.current
      first.advance()
      if (first.current === undefined) {
        const last = heap.pop()
        if (last !== undefined && last !== first) heap[0] = last
      }
      sink(heap, 0)
    }
  } finally {
    for (const reader of readers) reader.close()
  }
}

/** Lets what stands at a place of a binary heap down to where it belongs. */
function sink(heap: Reader[], from: number): void {
  for (let at = from; ; ) {
    let least = at
    for (const child of [2 * at + 1, 2 * at + 2]) if (isBefore(heap[child], heap[least])) least = child
    const [one, other] = [heap[at], heap[least]]
    if (least === at || one === undefined || other === undefined) return
    heap[at] = other
    heap[least] = one
    at = least
  }
}

function isBefore(one: Reader | undefined, other: Reader | undefined): boolean {
  if (one?.current === undefined || other?.current === undefined) return false
  return one.current.compare(other.current) < 0
}

function runReader({ path, bytes }: Run, width: number): Reader {
  const file = openSync(path, 'r')
  const window = Buffer.alloc(Math.min(bytes, windowBytes - (windowBytes % width)))
  let [position, held, at] = [0, 0, 0]
  let current: Buffer | undefined

  function advance(): void {
    if (at === held) {
      if (position === bytes) {
        current = undefined
        return
      }
      held = fill()
      at = 0
    }
    current = window.subarray(at, at + width)
    at += width
  }

  function fill(): number {
    const wanted = Math.min(window.length, bytes - position)
    let count = 0
    while (count < wanted) {
      const read = readSync(file, window, count, wanted - count, position + count)
      if (read === 0) throw new RangeError(`${path} ended early`)
      count += read
    }
    position += count
    return count
  }

  advance()
  return {
    get current() {
      return current
    },
    advance,
    close() {
      closeSync(file)
      rmSync(path, { force: true })
    },
  }
}
