import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addExhibit, type CaseAt, ingest, joinField, openField, status, verify } from '../../src/index.js'
import { exhibitNumber } from '../../src/model/field.js'
import { type CrowdedCase, openCrowdedCase } from '../support/crowded-case.js'
import { wordsFor } from '../support/program.js'

// A joining that is killed leaves all of the field log in the main log or nothing, and can be repeated.

/** Milliseconds after which it is killed; the whole takes some seconds, most of them before the first write. */
const moments = [500, 1500, 2000, 2500, 2750, 3000, 3250, 3500, 3750, 4000, 4500, 5000, 6000, 8000]
const entries = 42

let crowd: CrowdedCase
let field: CaseAt

beforeAll(async () => {
  crowd = await openCrowdedCase(1, 1)
  const desk = crowd.desk('P-01')
  const folder = join(crowd.root, 'field')
  await openField(crowd.at, desk, { folder, exhibits: { from: 200, to: 299 } })
  field = { folder, home: crowd.at.home }
  for (let added = 1; added < entries - 1; added += 1)
    await addExhibit(field, desk, { category: 'phone', quantity: 1, description: `phone ${added}` })
  const source = join(crowd.root, 'source')
  mkdirSync(source)
  for (let file = 0; file < 200; file += 1) writeFileSync(join(source, `${file}.txt`), `file ${file}\n`)
  const request = { sources: [source], exhibit: exhibitNumber.parse('E-200'), copy: true, metadata: false }
  const nothing = () => undefined
  await ingest(field, desk, request, { onRead: nothing, onExamined: nothing, onIngested: nothing })
})
afterAll(() => crowd.close())

test.each(moments)('killed after %i ms', { timeout: 300_000 }, async (moment) => {
  const folder = join(crowd.root, `case-${moment}`)
  cpSync(crowd.at.folder, folder, { recursive: true })
  // Each copy goes on by itself, so each has a home that has seen nothing else.
  const home = join(crowd.root, `home-${moment}`)
  cpSync(crowd.at.home, home, { recursive: true, filter: (path) => !statSync(path).isSocket() })
  const at = { folder, home }
  const [command = '', ...words] = wordsFor(
    { ...crowd, at },
    ...['field', 'join', field.folder, '--by', 'P-01'],
  )
  const child = spawn(command, words, { stdio: 'ignore', env: { ...process.env, CUSTODIA_HOME: home } })
  const ended = once(child, 'exit')
  await Promise.race([ended, pause(moment)])
  child.kill('SIGKILL')
  await ended
  const [log] = (await status(at)).fieldLogs ?? []
  expect([0, entries]).toContain(log?.entries)
  expect(await verdictOn(at)).toBe('confirmed')
  await joinField(at, crowd.desk('P-01'), field.folder)
  expect((await status(at)).fieldLogs).toMatchObject([{ entries }])
  expect(await verdictOn(at)).toBe('confirmed')
})

async function verdictOn({ folder, home }: CaseAt): Promise<string> {
  const scope = { bytes: 'all', requireCoverage: false } as const
  return (await verify({ folder, knownCheckpoints: [], receipts: [], scope }, home)).verdict
}
