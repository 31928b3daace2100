import { describe, expect, test } from 'vitest'
import { statedLocal } from '../src/model/local-time.js'

describe('a stated local time', () => {
  test('says so where the wall clock showed it twice, whichever of the two was meant', () => {
    const [summer, winter] = ['+02:00', '+01:00'].map((offset) =>
      statedLocal(`2026-10-25 02:30${offset}`, 'Europe/Madrid'),
    )
    expect(summer).toEqual({
      clock: 'stated',
      time: '2026-10-25T00:30:00.000Z',
      twice: true,
      zone: 'Europe/Madrid',
    })
    expect(winter).toMatchObject({ time: '2026-10-25T01:30:00.000Z', twice: true })
  })

  test('says nothing of it an hour before and after', () => {
    for (const text of ['2026-10-25 01:59', '2026-10-25 03:00', '2026-10-25 03:00+01:00'])
      expect(statedLocal(text, 'Europe/Madrid')).not.toHaveProperty('twice')
  })

  test('is refused without its offset, and where the clock skipped it', () => {
    expect(() => statedLocal('2026-10-25 02:30', 'Europe/Madrid')).toThrow(/ambiguous/)
    expect(() => statedLocal('2026-03-29 02:30', 'Europe/Madrid')).toThrow(/skipped/)
  })
})
