import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { findingCodes } from '../src/audit/finding.js'
import { allBreaks, allStanding } from '../src/custody/breaks/all.js'
import { act } from '../src/model/act.js'
import { speakerFor } from '../src/wording/speak.js'
import { askedQuestions, tracks } from './support/break-tables.js'
import { breaksPage, whenTheyShow } from './support/breaks-page.js'

const project = fileURLToPath(new URL('..', import.meta.url))
const rules = join(project, 'src/custody/breaks')
const path = join(project, 'docs/breaks.md')
const codes = [...allBreaks, ...allStanding].map(({ code }) => code)

// `UPDATE_BREAKS=1` writes the page anew.
describe('docs/breaks.md', () => {
  test('is what the rules and their words say', async () => {
    const page = await breaksPage(rules)
    if (process.env['UPDATE_BREAKS'] === '1') await writeFile(path, page)
    expect(await readFile(path, 'utf8')).toBe(page)
  })

  test('says of every rule when it shows, and asks its question in both languages', async () => {
    const says = await whenTheyShow(rules)
    expect([...says.keys()].sort()).toEqual([...codes].sort())
    for (const [code, text] of says) expect([code, text.length > 20]).toEqual([code, true])
    for (const code of codes) {
      expect(speakerFor('es').broken(code).question).toMatch(/^¿.+\?$/)
      expect(speakerFor('en').broken(code).question).toMatch(/^[A-Z].+\?$/)
    }
  })

  test('names no rule, finding or act that there is not, and leaves none out', () => {
    const named = [...askedQuestions.flatMap((each) => each.rules), ...tracks.flatMap(({ breaks }) => breaks)]
    expect(named.filter((code) => !codes.includes(code))).toEqual([])
    const covering = askedQuestions.flatMap((each) => each.rules)
    expect(codes.filter((code) => !covering.includes(code))).toEqual([])
    const findings: readonly string[] = findingCodes
    expect(
      askedQuestions.flatMap(({ findings: each = [] }) => each).filter((code) => !findings.includes(code)),
    ).toEqual([])
    const kinds: readonly string[] = act.options.map(({ shape }) => shape.kind.value)
    expect(tracks.flatMap(({ acts }) => acts).filter((kind) => !kinds.includes(kind))).toEqual([])
    for (const { asked, rules: by, findings: found = [], refusals = [] } of askedQuestions)
      expect([asked, by.length + found.length + refusals.length > 0]).toEqual([asked, true])
  })
})
