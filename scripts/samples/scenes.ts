import { fractal, mix, smooth } from './noise.js'
import type { Colour, Scene } from './raster.js'

/** Mountains, their reflection in a lake, a boulder on the shore and a low sun. `seed` shapes the ridges. */
export function mountainLake(seed: number): Scene {
  const waterline = 0.62
  return (x, y) => {
    const shore = 0.86 + 0.05 * smooth(seed + 9, x * 4, 0)
    if (within(x, y, 0.24, 0.84, 0.07)) return lit(x - 0.24, y - 0.84, 0.07, [134, 126, 118])
    if (y > shore) return tint([104, 118, 62], 0.75 + 0.5 * fractal(seed + 11, x * 30, y * 30))
    if (y < waterline) return above(seed, x, y)
    const ripple = (smooth(seed + 5, x * 6, y * 90) - 0.5) * 0.02
    return blend(above(seed, x + ripple, 2 * waterline - y), [38, 74, 96], 0.4)
  }
}

function above(seed: number, x: number, y: number): Colour {
  const near = 0.36 + 0.3 * fractal(seed, x * 3, 1)
  const far = 0.2 + 0.3 * fractal(seed + 20, x * 4, 2)
  if (y > near) return tint([58, 84, 66], 0.7 + 0.5 * fractal(seed + 2, x * 24, y * 24))
  if (y > far) {
    const snow = y < far + 0.05 * smooth(seed + 3, x * 20, y * 20)
    return snow ? [236, 240, 246] : tint([112, 122, 142], 0.8 + 0.3 * fractal(seed + 4, x * 16, y * 16))
  }
  if (within(x, y, 0.72, 0.14, 0.04)) return [255, 244, 214]
  return blend([96, 152, 212], [244, 214, 186], y * 2)
}

/** An evening sea under bands of cloud. */
export function sunsetSea(seed: number): Scene {
  return (x, y) => {
    if (y < 0.55) {
      if (within(x, y, 0.4, 0.46, 0.07)) return [255, 226, 140]
      const cloud = fractal(seed, x * 3, y * 14)
      return blend(
        blend([70, 70, 128], [250, 150, 84], y / 0.55),
        [120, 76, 96],
        Math.max(0, cloud - 0.45) * 2,
      )
    }
    const depth = (y - 0.55) / 0.45
    const glitter = smooth(seed + 1, x * 40, y * 120) - Math.abs(x - 0.4) * 3
    const sea = tint(
      blend([186, 110, 88], [26, 40, 74], depth),
      0.85 + 0.3 * fractal(seed + 2, x * 10, y * 60),
    )
    return glitter > 0.3 ? blend(sea, [255, 214, 150], 0.6) : sea
  }
}

/** Three oranges and a mug on a wooden table. */
export function stillLife(seed: number): Scene {
  const oranges = [
    [0.3, 0.62, 0.13],
    [0.5, 0.68, 0.12],
    [0.41, 0.5, 0.11],
  ] as const
  return (x, y) => {
    for (const [cx, cy, r] of oranges) {
      if (within(x, y, cx, cy, r)) return lit(x - cx, y - cy, r, [240, 138, 30])
    }
    if (x > 0.66 && x < 0.86 && y > 0.38 && y < 0.74)
      return tint([70, 120, 150], 1.25 - Math.abs(x - 0.72) * 4)
    if (y > 0.6) return tint([150, 104, 66], 0.7 + 0.6 * fractal(seed, x * 3, y * 60))
    return tint([206, 200, 186], 0.85 + 0.2 * smooth(seed + 1, x * 3, y * 3))
  }
}

/** Sand dunes under a plain sky; few fine details, so that it packs small. */
export function dunes(seed: number): Scene {
  return (x, y) => {
    const crests = [0.4, 0.56, 0.74].map(
      (base, layer) => base + 0.16 * smooth(seed + layer, x * 2.5 + layer, 0),
    )
    const layer = crests.filter((crest) => y > crest).length
    if (layer === 0) return blend([88, 146, 206], [226, 222, 204], y * 1.8)
    const crest = crests[layer - 1] ?? 0
    return tint([222, 176, 112], 1.08 - 0.1 * layer - 0.5 * Math.min(0.5, y - crest))
  }
}

/** A closer view that moves to the right; `step` counts from 0 to 1. */
export function panned(scene: Scene, step: number): Scene {
  return (x, y) => scene(x * 0.7 + step * 0.3, y * 0.7 + 0.25)
}

/** A flat sun over two flat hills: few colours, for formats with a palette. `height` in [0, 1] is the sun's. */
export function poster(height: number): Scene {
  return (x, y) => {
    const hill = 0.62 + (x - 0.3) * (x - 0.3) * 0.5
    const meadow = 0.78 + (x - 0.8) * (x - 0.8) * 0.4
    if (y > meadow) return [86, 142, 74]
    if (y > hill) return [58, 106, 88]
    if (within(x, y, 0.5, 0.75 - 0.55 * height, 0.12)) return [250, 206, 92]
    return y < 0.3 ? [112, 170, 220] : [150, 196, 228]
  }
}

/** Pictures are drawn 4:3, so that this is a disc; `r` is measured in picture heights. */
function within(x: number, y: number, cx: number, cy: number, r: number): boolean {
  const dx = ((x - cx) * 4) / 3
  return dx * dx + (y - cy) * (y - cy) < r * r
}

/** A ball lit from the upper left; dx and dy are from its centre, as `within` measures them. */
function lit(dx: number, dy: number, r: number, colour: Colour): Colour {
  const right = (dx * 4) / 3 / r
  const down = dy / r
  const depth = Math.sqrt(Math.max(0, 1 - right * right - down * down))
  return tint(colour, 0.35 + 0.7 * Math.max(0, depth * 0.7 - (right + down) / 2.4))
}

function tint([red, green, blue]: Colour, factor: number): Colour {
  return [red * factor, green * factor, blue * factor]
}

function blend(from: Colour, to: Colour, share: number): Colour {
  const part = Math.min(Math.max(share, 0), 1)
  return [mix(from[0], to[0], part), mix(from[1], to[1], part), mix(from[2], to[2], part)]
}
