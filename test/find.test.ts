import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { enact } from '../src/case/enact.js'
import { exhibitDraft } from '../src/case/exhibits.js'
import { find, folded, type Match } from '../src/case/find.js'
import { ingest } from '../src/case/ingest.js'
import { type OpenCase, openCase } from '../src/case/open.js'
import { exhibitNumber, personCode } from '../src/model/field.js'
import { type BuiltCase, buildCase, deskOf, examiner } from './support/tamper-case.js'

// Whatever a person has in hand, a number, a few digits of a digest, half a name without its accents, leads to what is on record.

let built: BuiltCase
let open: OpenCase

beforeAll(async () => {
  built = await buildCase()
  open = await openCase(built.folder, built.home)
  const place = join(built.root, 'named')
  mkdirSync(place)
  writeFileSync(join(place, 'Cámara_ÑANDÚ.txt'), 'stands for a photograph of a bird\n')
  writeFileSync(join(place, 'back\\slash.txt'), 'stands for a photograph of a wall\n')
  const by = deskOf(examiner)
  const exhibit = exhibitNumber.parse('E-3')
  const possessor = personCode.parse('X-07')
  await enact(open, by, (drafting) => [
    exhibitDraft(drafting, {
      exhibit,
      category: 'drive',
      quantity: 1,
      description: 'Disco duro «Straße»',
      serial: 'WD-ÁBC-42',
      possessor,
    }),
  ])
  const quiet = { onRead: () => undefined, onExamined: () => undefined, onIngested: () => undefined }
  await ingest(open, by, { sources: [place], exhibit, copy: true, metadata: false }, quiet)
})
afterAll(() => {
  open.close()
  built.dispose()
})

async function found(wanted: string): Promise<readonly Match[]> {
  const matches: Match[] = []
  for await (const match of find(open, wanted)) matches.push(match)
  return matches
}

const itemsIn = (matches: readonly Match[]) =>
  matches.flatMap((match) => (match.kind === 'item' ? [match.item.item] : []))

describe('a number leads to what bears it', () => {
  test.each([
    ['E-3', { kind: 'exhibit', exhibit: 'E-3', category: 'drive', holder: 'P-02' }],
    ['e-3', { kind: 'exhibit', exhibit: 'E-3' }],
    ['P-03', { kind: 'person', person: 'P-03', roles: ['expert'], name: 'officer P-03' }],
    ['s-1', { kind: 'seal', seal: 'S-1', exhibit: 'E-2', number: '0012345' }],
    ['A-1', { kind: 'acquisition', acquisition: 'A-1', exhibit: 'E-1' }],
    ['A-1/2', { kind: 'item' }],
    ['X-07', { kind: 'entry', act: 'exhibit.add', subject: 'E-3', what: 'X-07' }],
  ])('%s', async (wanted, expected) => {
    expect(await found(wanted)).toContainEqual(expect.objectContaining(expected))
  })

  test('and to nothing that merely begins so', async () => {
    expect((await found('E-')).filter(({ kind }) => kind === 'exhibit')).toEqual([])
    expect(await found('E-33')).toEqual([])
    expect(await found('A-1/99')).toEqual([])
  })
})

describe('a digest', () => {
  test.each(['sha256', 'sha512', 'sha1', 'md5', 'blake3', 'ed2k'])(
    '%s leads to its item, whole and by 8 digits',
    async (name) => {
      const [match] = await found('A-1/2')
      const digest = match?.kind === 'item' ? (match.item.digests[name] ?? '') : ''
      expect(digest).not.toBe('')
      for (const wanted of [digest, digest.slice(0, 8), digest.slice(0, 31).toUpperCase()])
        expect(itemsIn(await found(wanted))).toEqual(['A-1/2'])
      const other = digest.startsWith('0') ? '1' : '0'
      expect(itemsIn(await found(other + digest.slice(1)))).toEqual([])
      expect(itemsIn(await found(digest.slice(0, 7)))).toEqual([])
    },
  )

  test('of a manifest leads to the acquisition', async () => {
    const [acquisition] = await found('A-2')
    const manifest = acquisition?.kind === 'acquisition' ? acquisition.manifest : ''
    expect(await found(`sha256:${manifest.slice(0, 12)}`)).toEqual([acquisition])
  })
})

describe('text', () => {
  test.each([
    ['camara_nandu', 'A-2/1'],
    ['CÁMARA', 'A-2/1'],
    ['Ca\u0301mara', 'A-2/1'],
    ['back\\slash', 'A-2/2'],
    ['back\\\\slash', 'A-2/2'],
  ])('%s leads to a name, without regard to accents and case', async (wanted, item) => {
    expect(itemsIn(await found(wanted))).toEqual([item])
  })

  test.each(['strasse', 'STRASSE', 'straße', 'wd-abc', '0012345', 'OFFICER'])(
    '%s leads to its entry',
    async (wanted) => {
      expect((await found(wanted)).map(({ kind }) => kind)).toContain('entry')
    },
  )

  test('of evidence is never looked into', async () => {
    expect(await found('stands for')).toEqual([])
    expect(await found('')).toEqual([])
    expect(await found('   ')).toEqual([])
  })

  test('is folded as it says', () => {
    expect(folded('ÁÉÍÓÚÑÜ')).toBe('aeiounu')
    expect(folded('ﬁn')).toBe('fin')
    expect(folded('Σίσυφος')).toBe(folded('ΣΊΣΥΦΟΣ'))
  })
})
