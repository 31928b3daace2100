/** A code word, its first bit the most significant of `length` bits. */
export interface Code {
  readonly code: number
  readonly length: number
}

/**
 * Code lengths for symbols used as often as `frequencies` says; a symbol never used gets 0. No length exceeds `longest`:
 * while one does, the frequencies are flattened and the tree is built again. A lone symbol gets length 1.
 */
export function codeLengths(frequencies: readonly number[], longest: number): number[] {
  let weights = [...frequencies]
  for (;;) {
    const lengths = treeDepths(weights)
    if (lengths.every((length) => length <= longest)) return lengths
    weights = weights.map((weight) => (weight === 0 ? 0 : (weight >> 1) + 1))
  }
}

/** The canonical code of RFC 1951 §3.2.2: shorter codes first, equal lengths in order of the symbols. */
export function canonicalCode(lengths: readonly number[]): Code[] {
  const codes = lengths.map((length) => ({ code: 0, length }))
  let next = 0
  for (let length = 1; length <= 15; length += 1) {
    for (const entry of codes) {
      if (entry.length === length) entry.code = next++
    }
    next *= 2
  }
  return codes
}

interface Node {
  readonly weight: number
  readonly symbols: readonly number[]
}

/** Merges the two lightest nodes until one is left; each merge puts their symbols one level deeper. */
function treeDepths(weights: readonly number[]): number[] {
  const depths = weights.map(() => 0)
  let nodes: Node[] = weights
    .map((weight, symbol) => ({ weight, symbols: [symbol] }))
    .filter(({ weight }) => weight > 0)
  const [only] = nodes
  if (nodes.length === 1 && only !== undefined) depths[only.symbols[0] ?? 0] = 1
  while (nodes.length > 1) {
    nodes.sort((a, b) => a.weight - b.weight || (a.symbols[0] ?? 0) - (b.symbols[0] ?? 0))
    const [first, second, ...rest] = nodes
    const symbols = [...(first?.symbols ?? []), ...(second?.symbols ?? [])]
    for (const symbol of symbols) depths[symbol] = (depths[symbol] ?? 0) + 1
    nodes = [...rest, { weight: (first?.weight ?? 0) + (second?.weight ?? 0), symbols }]
  }
  return depths
}
