// Only integer arithmetic and correctly rounded operations (+ - * / sqrt): Math.sin and its kin differ in the last
// bit between engine versions, and the samples must come out the same everywhere.

/** A number in [0, 1) that depends on nothing but its arguments, which are taken as 32-bit integers. */
export function unit(seed: number, x: number, y: number): number {
  let h = Math.imul(seed, 0x9e3779b1) ^ Math.imul(x, 0x85ebca6b) ^ Math.imul(y, 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d)
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b)
  return ((h ^ (h >>> 16)) >>> 0) / 0x1_0000_0000
}

/** Smooth noise in [0, 1): lattice values one apart, joined by smoothstep. */
export function smooth(seed: number, x: number, y: number): number {
  const column = Math.floor(x)
  const row = Math.floor(y)
  const u = ease(x - column)
  const v = ease(y - row)
  const top = mix(unit(seed, column, row), unit(seed, column + 1, row), u)
  const bottom = mix(unit(seed, column, row + 1), unit(seed, column + 1, row + 1), u)
  return mix(top, bottom, v)
}

/** Four octaves of smooth noise, in [0, 1). */
export function fractal(seed: number, x: number, y: number): number {
  let sum = 0
  let weight = 0.5
  let scale = 1
  for (let octave = 0; octave < 4; octave += 1) {
    sum += weight * smooth(seed + octave, x * scale, y * scale)
    weight /= 2
    scale *= 2
  }
  return sum / 0.9375
}

export function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share
}

function ease(t: number): number {
  return t * t * (3 - 2 * t)
}
