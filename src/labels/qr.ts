import { encode } from 'uqr'

/** Light modules around a code that a reader needs (ISO/IEC 18004: four). */
export const quietZone = 4

/** A code as one path in a square of `side` units, its quiet zone left out: a rectangle for each run of dark modules. */
export interface QrDrawing {
  readonly side: number
  readonly path: string
}

/** A fifth of a label may be scratched or wet: level Q, about a quarter of the code words. */
export function qrDrawing(text: string): QrDrawing {
  const { data, size } = encode(text, { ecc: 'Q', boostEcc: true, border: 0 })
  const runs = data.flatMap((row, y) =>
    runsOf(row).map(({ from, length }) => `M${from} ${y}h${length}v1h-${length}z`),
  )
  return { side: size, path: runs.join('') }
}

function runsOf(row: readonly boolean[]): readonly { readonly from: number; readonly length: number }[] {
  const runs: { from: number; length: number }[] = []
  for (const [x, isDark] of row.entries()) {
    const last = runs.at(-1)
    if (!isDark) continue
    if (last && last.from + last.length === x) last.length += 1
    else runs.push({ from: x, length: 1 })
  }
  return runs
}
