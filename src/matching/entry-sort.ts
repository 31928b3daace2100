import { mergedRuns, type Run, runWriter } from './entry-runs.js'

/** Sorts entries of one width by their bytes, each once, in bounded memory: full runs go to files of the scratch folder. */
export interface EntrySorter {
  /** Takes the bytes over at once; the buffer may be used again. */
  add(entry: Uint8Array): void
  /** Every entry once, in ascending order, in pieces of whole entries. Nothing may be added any more. */
  sorted(): Iterable<Buffer>
}

export interface Sorting {
  readonly width: number
  /** A folder of the caller's, who removes it. */
  readonly scratch: string
  readonly name: string
  /** Entries that are kept in memory, in bytes. */
  readonly runBytes: number
}

const firstBytes = 64 * 1024

export function entrySorter({ width, scratch, name, runBytes }: Sorting): EntrySorter {
  const mostEntries = Math.max(1, Math.floor(runBytes / width))
  // Small lists are the rule: the arena grows with what is in it.
  let arena = Buffer.alloc(Math.min(mostEntries * width, Math.max(width, firstBytes - (firstBytes % width))))
  let used = 0
  const runs: Run[] = []

  function spill(): void {
    const writer = runWriter(`${scratch}/${name}-${runs.length}`, width)
    for (const piece of distinct(sortedArena(arena, used, width), width)) writer.write(piece)
    runs.push(writer.finish())
    used = 0
  }

  return {
    add(entry) {
      if (used === mostEntries * width) spill()
      if (used === arena.length) {
        const larger = Buffer.alloc(Math.min(mostEntries * width, arena.length * 2))
        arena.copy(larger)
        arena = larger
      }
      arena.set(entry, used)
      used += width
    },
    *sorted() {
      if (runs.length === 0) {
        yield* distinct(sortedArena(arena, used, width), width)
        return
      }
      if (used > 0) spill()
      arena = Buffer.alloc(0)
      yield* distinct(mergedRuns(runs, { width, scratch, name }), width)
    },
  }
}

/**
 * The entries of an arena in order. Digests are spread evenly, so their first bits deal them into as many buckets as there are entries,
 * and the few of a bucket are sorted by comparison; whoever makes them uneven pays n log n.
 */
function* sortedArena(arena: Buffer, used: number, width: number): Generator<Buffer> {
  const count = used / width
  const bits = Math.min(16, Math.ceil(Math.log2(count + 1)))
  const buckets = 1 << bits
  const bucketAt = (at: number) => arena.readUInt16BE(at) >>> (16 - bits)
  const order = new Uint32Array(count)
  const starts = new Uint32Array(buckets + 1)
  for (let at = 0; at < used; at += width) {
    const next = bucketAt(at) + 1
    starts[next] = (starts[next] ?? 0) + 1
  }
  for (let bucket = 1; bucket <= buckets; bucket += 1)
    starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0)
  const filled = starts.slice(0, buckets)
  for (let entry = 0; entry < count; entry += 1) {
    const bucket = bucketAt(entry * width)
    const place = filled[bucket] ?? 0
    order[place] = entry
    filled[bucket] = place + 1
  }
  const compare = (one: number, other: number) =>
    arena.compare(arena, other * width, (other + 1) * width, one * width, (one + 1) * width)
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const [from = 0, to = 0] = [starts[bucket], starts[bucket + 1]]
    if (to - from > 1) order.subarray(from, to).sort(compare)
  }
  for (const entry of order) yield arena.subarray(entry * width, (entry + 1) * width)
}

const pieceBytes = 64 * 1024

/** Entries that come in order, each once, gathered into pieces. A piece is its consumer's. */
function* distinct(entries: Iterable<Buffer>, width: number): Generator<Buffer> {
  const entriesInPiece = Math.floor(pieceBytes / width)
  const last = Buffer.alloc(width)
  let any = false
  let piece = Buffer.alloc(entriesInPiece * width)
  let filled = 0
  for (const entry of entries) {
    if (any && last.equals(entry)) continue
    any = true
    last.set(entry)
    piece.set(entry, filled)
    filled += width
    if (filled < piece.length) continue
    yield piece
    piece = Buffer.alloc(entriesInPiece * width)
    filled = 0
  }
  if (filled > 0) yield piece.subarray(0, filled)
}
