import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readHistory } from '../src/case/earlier-history.js'

const folder = mkdtempSync(join(tmpdir(), 'custodia-history-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function history(...lines: readonly string[]): string {
  const path = join(folder, `${lines.length}-${lines.join().length}.csv`)
  writeFileSync(path, ['at,zone,what,on,text', ...lines].join('\n'))
  return path
}

test('a time with its zone is placed on the clock; one without stays text', () => {
  const rows = readHistory(
    history('2026-01-02 10:00,Europe/Madrid,seized,paper,Taken', 'about noon,,stored,,Shelf 4'),
  )
  expect(rows[0]?.at?.time).toBe('2026-01-02T09:00:00.000Z')
  expect(rows[1]).toEqual({ what: 'stored', on: 'unsigned', text: 'Shelf 4', when: 'about noon' })
})

test.each([
  ['2026-03-29 02:30,Europe/Madrid,seized,paper,T', 'at', 'time-skipped'],
  ['2026-10-25 02:30,Europe/Madrid,seized,paper,T', 'at', 'time-ambiguous'],
  ['2026-02-30 10:00,Europe/Madrid,seized,paper,T', 'at', 'time-form'],
  ['2026-02-03 10:00,Europe/Nowhere,seized,paper,T', 'zone', 'zone'],
  [',,taken,paper,T', 'what', 'choice'],
  [',,seized,stone,T', 'on', 'choice'],
  [',,seized,paper,', 'text', 'missing'],
])('%s is refused with its line, column and rule', (line, column, rule) => {
  const read = () => readHistory(history(',,stored,,before', line))
  expect(read).toThrow(expect.objectContaining({ code: 'source.malformed' }))
  expect(read).toThrow(
    expect.objectContaining({ details: expect.objectContaining({ line: 3, column, rule }) }),
  )
})
