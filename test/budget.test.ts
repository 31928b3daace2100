import fc from 'fast-check'
import { expect, test } from 'vitest'
import { endOf, type Programme, programmes } from './support/budget.js'

// The slow suite keeps to its minutes however long anything in it takes.

const names = Object.entries(programmes).flatMap(([file, each]) =>
  Object.keys(each).map((name) => `${file}/${name}` as Programme),
)

test('programmes that use their time up end together with it, and none is left without', () => {
  let now = 1000
  for (const name of names) {
    const end = endOf(name, now, 901_000)
    expect(end).toBeGreaterThan(now)
    now = end
  }
  expect(now).toBeCloseTo(901_000)
})

test('one that ends early leaves the rest more, and one that is late takes from all that follow', () => {
  const delays = fc.array(fc.integer({ min: -50_000, max: 20_000 }), {
    minLength: names.length,
    maxLength: names.length,
  })
  fc.assert(
    fc.property(delays, (late) => {
      let now = 0
      for (const [at, name] of names.entries()) {
        const end = endOf(name, now, 900_000)
        expect(end).toBeLessThanOrEqual(Math.max(now, 900_000) + 1)
        now = Math.max(now, end + (late[at] ?? 0))
      }
    }),
  )
})
