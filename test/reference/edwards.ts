// edwards25519 by the formulas of RFC 8032 §5.1.3 and §6, with big integers.

interface Point {
  readonly x: bigint
  readonly y: bigint
}

const p = 2n ** 255n - 19n
const d = modulo(-121665n * power(121666n, p - 2n))
const neutral: Point = { x: 0n, y: 1n }

/** The point of a canonical encoding, or undefined when it encodes none. */
export function decodePoint(encoded: Uint8Array): Point | undefined {
  const number = BigInt(`0x${Buffer.from(encoded.toReversed()).toString('hex')}`)
  const y = number & (2n ** 255n - 1n)
  const sign = number >> 255n
  if (y >= p) return undefined
  const square = modulo((y * y - 1n) * power(d * y * y + 1n, p - 2n))
  let x = power(square, (p + 3n) / 8n)
  if (modulo(x * x - square) !== 0n) x = modulo(x * power(2n, (p - 1n) / 4n))
  if (modulo(x * x - square) !== 0n || (x === 0n && sign === 1n)) return undefined
  return { x: (x & 1n) === sign ? x : p - x, y }
}

/** Whether eight times the point is the neutral element. */
export function hasLowOrder(point: Point): boolean {
  let sum = point
  for (let doubling = 0; doubling < 3; doubling += 1) sum = add(sum, sum)
  return sum.x === neutral.x && sum.y === neutral.y
}

function add(a: Point, b: Point): Point {
  const product = d * a.x * b.x * a.y * b.y
  return {
    x: modulo((a.x * b.y + b.x * a.y) * power(1n + product, p - 2n)),
    y: modulo((a.y * b.y + a.x * b.x) * power(1n - product, p - 2n)),
  }
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  let square = modulo(base)
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = modulo(result * square)
    square = modulo(square * square)
  }
  return result
}

function modulo(value: bigint): bigint {
  const rest = value % p
  return rest < 0n ? rest + p : rest
}
