import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Recorded } from '../ledger/append.js'
import { cutReceipts } from '../signing/receipt.js'
import { readWhole, writeWhole, writeWholeTogether } from '../signing/whole-file.js'
import type { Home } from './home.js'

// Receipts in a home, outside the case: whoever rewrites the record does not rewrite what was handed out. One in a file; those of a
// long append in one file, one after another, since every file costs a wait for the disk.

interface Place {
  readonly home: Home
  readonly origin: string
}

type Kept = Pick<Recorded, 'receipt' | 'seq'>

/** Returns where. */
export function keepReceipt({ home, origin }: Place, { seq, receipt }: Kept): string {
  const path = join(home.receipts(origin), `${numbered(seq)}.tlog-proof`)
  writeWhole(path, receipt, 'replace')
  return path
}

const filesAtMost = 16

/** Those of one append. */
export async function keepReceipts({ home, origin }: Place, recorded: readonly Kept[]): Promise<void> {
  const single = recorded.map(({ seq, receipt }) => ({
    name: `${numbered(seq)}.tlog-proof`,
    content: receipt,
  }))
  const [first, last] = [recorded[0], recorded.at(-1)]
  const files =
    first && last && recorded.length > filesAtMost
      ? [{ name: `${numbered(first.seq)}-${numbered(last.seq)}.tlog-proofs`, content: joined(recorded) }]
      : single
  await writeWholeTogether(home.receipts(origin), files)
}

function joined(recorded: readonly Kept[]): Uint8Array {
  return Buffer.concat(recorded.map(({ receipt }) => receipt))
}

function numbered(seq: number): string {
  return String(seq).padStart(8, '0')
}

const ending = /\.tlog-proofs?$/

/** Names of the files that hold receipts in a folder, in the order of their entries. */
export function receiptFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => ending.test(name))
    .sort()
}

/** A name as it is without its ending, and the ending. */
export function nameParts(file: string): readonly [stem: string, ending: string] {
  const stem = file.replace(ending, '')
  return [stem, file.slice(stem.length)]
}

/** What is in such a file; not yet known to be receipts. @throws what `readWhole` does */
export function receiptsIn(path: string): readonly Uint8Array[] {
  return cutReceipts(readWhole(path))
}
