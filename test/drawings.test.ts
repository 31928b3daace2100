import { describe, expect, test } from 'vitest'
import { parseInstant } from '../src/model/instant.js'
import { type Dossier, dossierOf } from '../src/report/dossier.js'
import { caseDrawing, exhibitDrawing } from '../src/report/drawing.js'
import { caseSvg } from '../src/report/render/svg-case.js'
import { exhibitSvg } from '../src/report/render/svg-exhibit.js'
import type { Language } from '../src/wording/language.js'
import { eventfulOrigin, eventfulRecord } from './support/eventful-record.js'

const record = await eventfulRecord()
const audited = await record.audited()

function dossier(lang: Language, audit = audited): Promise<Dossier> {
  return dossierOf(audit, {
    lang,
    zone: 'Europe/Madrid',
    generatedAt: { clock: 'system', time: parseInstant('2026-03-24T09:00:00.000Z'), zone: 'Europe/Madrid' },
    software: { name: 'custodia', version: '0.1.0' },
    origin: eventfulOrigin,
    opened: () => undefined,
    items: [],
  })
}

async function drawn(lang: Language, audit = audited): Promise<readonly string[]> {
  const material = await dossier(lang, audit)
  const exhibits = [...material.histories.keys()]
  return [
    ...exhibits.map((exhibit) => exhibitSvg(exhibitDrawing(material, exhibit), lang)),
    caseSvg(caseDrawing(material), material.speaker),
  ]
}

describe.each(['es', 'en'] as const)('a drawing of custody (%s)', (lang) => {
  test('stands alone and says in words what it shows', async () => {
    for (const svg of await drawn(lang)) {
      expect(svg).toMatch(/<title id="title">.+<\/title>\n<desc id="words">.+/)
      expect(svg).not.toMatch(/<script|href|url\(|@import|NaN|undefined|Infinity/)
      expect(svg.replaceAll('http://www.w3.org/2000/svg', '')).not.toContain('//')
      expect(svg).toContain(audited.head.root)
    }
  })

  test('is the same bytes for the same record', async () => {
    expect(await drawn(lang)).toEqual(await drawn(lang))
  })

  test('shows every entry of every exhibit, and every break by its code', async () => {
    const material = await dossier(lang)
    for (const [exhibit, history] of material.histories) {
      const svg = exhibitSvg(exhibitDrawing(material, exhibit), lang)
      for (const { step, breaks } of history) {
        expect(svg).toContain(`>#${step.seq}</text>`)
        for (const { code } of breaks) expect(svg).toContain(code)
      }
    }
  })

  test('says that a record is contradicted', async () => {
    const contradicted = await record.audited(undefined, undefined, true)
    const word = lang === 'es' ? 'CONTRADICHO' : 'CONTRADICTED'
    for (const svg of await drawn(lang, contradicted)) expect(svg.toUpperCase()).toContain(word)
  })
})
