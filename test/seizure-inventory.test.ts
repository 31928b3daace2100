import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { damageTo } from '../src/case/damaged-number.js'
import { readInventoryMap } from '../src/case/inventory-map.js'
import { inventoryRows, inventoryText } from '../src/case/inventory-rows.js'
import { SourceError } from '../src/errors.js'

// Lists of what was seized as spreadsheets write them, and what is wrong with them: each fault by line, column and rule.

const folder = mkdtempSync(join(tmpdir(), 'custodia-inventory-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const declared = {
  columns: {
    row: 'Nº',
    category: 'Clase',
    quantity: 'Uds',
    description: 'Descripción',
    serial: 'N/S',
    imei: 'IMEI',
    parent: 'Dentro',
    'found-at': 'Hora',
    possessor: 'Poseedor',
  },
  categories: { Móvil: 'phone', Disco: 'optical-disc' },
  persons: { 'Investigado 4': 'X-04' },
}

function mapOf(text: string) {
  const path = join(folder, 'map.json')
  writeFileSync(path, text)
  return readInventoryMap(path)
}

const map = mapOf(JSON.stringify(declared))
const titles = Object.values(declared.columns)
const good = ['1', 'Móvil', '1', 'Negro', 'SN-1', '356938035643809', '', '2026-05-03 07:40', 'Investigado 4']

function read(rows: readonly (readonly string[])[], separator = ';') {
  const text = [titles, ...rows].map((cells) => cells.join(separator)).join('\r\n')
  return inventoryRows('list.csv', `\ufeff${text}\r\n`, map, 'Europe/Madrid')
}

function faultsWith(change: Partial<Record<(typeof titles)[number], string>>) {
  const { faults } = read([good.map((cell, at) => change[titles[at] ?? ''] ?? cell)])
  return faults.map(({ line, column, rule }) => `${line} ${column} ${rule}`)
}

describe('a list', () => {
  test.each([';', ',', '\t'])('whose columns are parted by %j is read by its map', (separator) => {
    const { rows, faults } = read([good, ['2', 'Disco', '50', 'Tarrina', '', '', '1', '', 'X-04']], separator)
    expect(faults).toEqual([])
    expect(rows).toMatchObject([
      { line: 2, category: 'phone', quantity: 1, possessor: 'X-04', foundAt: '2026-05-03T05:40:00.000Z' },
      { line: 3, category: 'optical-disc', quantity: 50, parent: { row: '1' }, possessor: 'X-04' },
    ])
  })

  test.each([
    ['Clase', 'Nevera', 'category'],
    ['Uds', '1,5', 'number'],
    ['Uds', '0', 'number'],
    ['Descripción', '', 'missing'],
    ['N/S', '1,23457E+17', 'scientific'],
    ['N/S', '12345678901234500000', 'rounded'],
    ['IMEI', '3.56938E+14', 'scientific'],
    ['IMEI', '356938035643808', 'imei'],
    ['IMEI', '4999010640000', 'lost-zero'],
    ['Hora', '2026-03-29 02:30', 'time'],
    ['Hora', '2026-10-25 02:30', 'time'],
    ['Hora', '31/02/2026', 'time'],
    ['Poseedor', 'Investigado 5', 'person'],
    ['Dentro', '9', 'parent'],
  ] as const)('whose column %s says %j is refused: %s', (column, text, rule) => {
    expect(faultsWith({ [column]: text })).toEqual([`2 ${column} ${rule}`])
  })

  test('is refused for a number that stands in two lines, and for a row that is cut short', () => {
    const { faults } = read([good, good, good.slice(0, 4)])
    expect(faults.map(({ line, column, rule, other }) => [line, column, rule, other])).toEqual([
      [3, 'Nº', 'twice', 2],
      [3, 'N/S', 'twice', 2],
      [3, 'IMEI', 'twice', 2],
      [4, '', 'cells', undefined],
      [4, 'Nº', 'twice', 2],
    ])
  })

  test('of ten thousand lines names the one that is bad', () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => [
      `${at}`,
      'Disco',
      '1',
      'Disco',
      `S-${at}`,
      '',
      '',
      '',
      '',
    ])
    rows[6_543] = ['6543', 'Disco', '1', 'Disco', '9,1E+15', '', '', '', '']
    expect(read(rows).faults).toEqual([{ line: 6_545, column: 'N/S', rule: 'scientific' }])
  })

  test('in another encoding than stated is refused, never guessed', () => {
    const bytes = Buffer.from('Descripción', 'latin1')
    expect(() => inventoryText('list.csv', bytes, 'utf-8')).toThrow(SourceError)
    expect(inventoryText('list.csv', bytes, 'latin1')).toBe('Descripción')
  })
})

test.each([
  '{',
  '[]',
  '{"columns":{}}',
  '{"columns":{"description":"D","colour":"C"}}',
  '{"columns":{"description":"D"},"more":1}',
])('the map %s is refused', (text) => {
  expect(() => mapOf(text)).toThrow(SourceError)
})

test('a spreadsheet that keeps fifteen digits is noticed wherever it changed a number', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[1-9][0-9]{16,19}$/), (digits) => {
      const kept = digits.slice(0, 15) + '0'.repeat(digits.length - 15)
      expect(damageTo('serial', kept)).toBe('rounded')
      expect(damageTo('serial', Number(digits).toExponential(5).replace('e', 'E'))).toBe('scientific')
    }),
  )
})
