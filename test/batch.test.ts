import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readBatch } from '../src/case/apply.js'
import { SourceError } from '../src/errors.js'
import { speakerFor } from '../src/wording/speak.js'

// A list of acts as people write it: in a spreadsheet of their country, with slips that are named by line, column and rule.

const folder = mkdtempSync(join(tmpdir(), 'custodia-batch-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function read(text: string, format: 'csv' | 'jsonl' = 'csv') {
  const path = join(folder, `list.${format}`)
  writeFileSync(path, text)
  return readBatch(path, format)
}

function refusal(text: string, format: 'csv' | 'jsonl' = 'csv'): SourceError {
  try {
    read(text, format)
  } catch (error) {
    if (error instanceof SourceError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

const rows = [
  ['act', 'exhibit', 'category', 'description', 'exhibits', 'to', 'purpose'],
  ['exhibit.add', 'E-7', 'phone', 'Teléfono', '', '', ''],
  ['transfer.offer', '', '', '', 'E-7 E-8', 'P-03', 'Examen'],
]

describe('a list', () => {
  test.each([',', ';', '\t'])('whose columns are parted by %j is read', (delimiter) => {
    const text = `\ufeff${rows.map((row) => row.join(delimiter)).join('\r\n')}\r\n`
    expect(read(text)).toEqual([
      {
        line: 2,
        row: { act: 'exhibit.add', exhibit: 'E-7', category: 'phone', quantity: 1, description: 'Teléfono' },
      },
      { line: 3, row: { act: 'transfer.offer', exhibits: ['E-7', 'E-8'], to: 'P-03', purpose: 'Examen' } },
    ])
  })

  test('may hold its separator between quotation marks', () => {
    const [first] = read('"act";"category";"description"\nexhibit.add;phone;"black; cracked"\n')
    expect(first?.row).toMatchObject({ description: 'black; cracked' })
  })
})

describe('a slip is named by line, column and rule', () => {
  test.each([
    ['act,exhibit,number\nseal.apply,E-1,1\nseal.apply,E-2,\n', 3, 'number', 'missing'],
    ['act,exhibit,number\nseal.apply,1,1\n', 2, 'exhibit', 'exhibit'],
    ['act,category,description\nexhibit.add,nave,x\n', 2, 'category', 'choice'],
    ['act,category,description,quantity\nexhibit.add,phone,x,none\n', 2, 'quantity', 'number'],
    ['act,exhibits,to,purpose\ntransfer.now,E-1,Ruiz,x\n', 2, 'to', 'person'],
    ['act,exhibit,number,colour\nseal.apply,E-1,1,red\n', 2, 'colour', 'unknown'],
    ['act,exhibit\nexplode,E-1\n', 2, 'act', 'choice'],
    ['exhibit,number\nE-1,1\n', 2, 'act', 'missing'],
    ['act,exhibit,number\nseal.apply,E-1\n', 2, '', 'csv'],
    ['', 1, '', 'empty'],
  ])('%j', (text, line, column, rule) => {
    const error = refusal(text)
    expect(error).toMatchObject({ code: 'source.malformed', details: { what: 'batch', line, column, rule } })
    for (const lang of ['en', 'es'] as const) {
      const speaker = speakerFor(lang)
      const { what } = speaker.error(error)
      expect(what).toContain(String(line))
      expect(what).toContain(column)
      expect(what).not.toContain(`${rule}.`)
      expect(what).not.toContain('?')
    }
  })

  test('and every other line that has one', () => {
    const { details } = refusal('{"act":"seal.apply","exhibit":"E-1"}\nnope\n[]\n', 'jsonl')
    expect(details).toMatchObject({ line: 1, column: 'number', rule: 'missing', more: 2 })
    expect(details['reason']).toBe('1: number; 2: JSON; 3: JSON')
  })
})
