/** A small generator with a seed, so that a failure can be had again (Marsaglia, xorshift): whole numbers below a bound. */
export function generatorFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}
