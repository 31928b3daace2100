import { afterAll, describe, expect, test } from 'vitest'
import { SourceError } from '../../src/errors.js'
import { vicsModel } from '../../src/matching/vics.js'
import { readVicsAssessments, type VicsAssessment } from '../../src/matching/vics-assessments.js'
import { digestsOf, imported, mediaContext, ownFolder, vicsSet, withSource } from '../support/known-sets.js'

const folder = ownFolder()
afterAll(() => folder.remove())

const read = (content: string | Uint8Array): Promise<readonly VicsAssessment[]> =>
  withSource(folder.path, content, async (source) => {
    const all: VicsAssessment[] = []
    for await (const each of readVicsAssessments(source, vicsModel(source))) all.push(each)
    return all
  })

async function refusalOf(work: Promise<unknown>): Promise<object> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown) => thrown,
  )
  if (!(error instanceof SourceError)) throw error ?? new Error('not refused')
  return { code: error.code, ...error.details }
}

const one = digestsOf('one')
const two = digestsOf('two')
const us = { scheme: 'projectvic/US', schemeVersion: '2.0' }

describe('a VICS file', () => {
  test('says what it states, exactly, and nothing of what it does not', async () => {
    const media = [
      {
        MediaID: 501,
        Category: 1,
        MD5: one.md5.toUpperCase(),
        SHA1: one.sha1.toUpperCase(),
        PhotoDNA: Buffer.alloc(144, 7).toString('base64'),
        Series: 'Synthetic series',
        VictimIdentified: 'true',
        OffenderIdentified: 'False',
        IsDistributed: true,
        Tags: 'synthetic, tag',
        Exifs: [{ PropertyName: 'Model', PropertyValue: 'none' }],
        MediaFiles: [{ FileName: 'a.jpg', FilePath: 'b\\c' }],
      },
      { MediaID: 502, Category: 0, MD5: two.md5, Series: null, VictimIdentified: '', Tags: ['x', 'y'] },
      { MediaID: 503 },
    ]
    expect(await read(vicsSet(media))).toEqual([
      {
        record: 1,
        digests: { md5: one.md5, sha1: one.sha1 },
        category: { ...us, code: '1' },
        victimIdentified: true,
        offenderIdentified: false,
        isDistributed: true,
        series: 'Synthetic series',
        tags: ['synthetic, tag'],
      },
      { record: 2, digests: { md5: two.md5 }, category: { ...us, code: '0' }, tags: ['x', 'y'] },
      { record: 3, digests: {} },
    ])
  })

  test('of an older version, with cases, behind a byte order mark', async () => {
    const value = [
      { CaseID: 'x', Media: [{ MD5: one.md5 }] },
      { CaseID: 'y', Media: [{ MD5: two.md5, Category: 2 }] },
    ]
    const context = 'http://example.invalid/ProjectVic/DataModels/1.3.xml#Cases'
    const content = `\ufeff${JSON.stringify({ 'odata.metadata': context, value }, undefined, 2)}`
    expect(await read(content)).toEqual([
      { record: 1, digests: { md5: one.md5 } },
      {
        record: 2,
        digests: { md5: two.md5 },
        category: { scheme: 'projectvic', schemeVersion: '1.3', code: '2' },
      },
    ])
  })

  test('as a set names its context, and counts what has no digest', async () => {
    const { header } = await imported(
      folder.path,
      vicsSet([{ MD5: one.md5, Category: 3 }, { PhotoDNA: 'x' }]),
    )
    expect(header).toMatchObject({
      kind: 'known-relevant',
      classes: [{ algorithms: ['md5'], category: { ...us, code: '3' } }],
      records: { read: 2, withoutDigest: 1 },
      source: { format: 'vics', stated: mediaContext },
    })
  })

  const model = (version: string) => `http://example.invalid/ProjectVic/DataModels/${version}.xml#Media`
  test.each([
    ['JSON of something else', '{"a":1}', { code: 'source.refused', reason: 'no-vics-context' }],
    ['a list in JSON', `["${one.md5}"]`, { code: 'source.refused', reason: 'no-vics-context' }],
    ['another context', vicsSet([], 'http://example.invalid/$metadata#Media'), { reason: 'no-vics-context' }],
    ['a version nobody knows', vicsSet([], model('3.0')), { reason: 'vics-version', version: '3.0' }],
    ['no media', vicsSet([]), { code: 'source.malformed', fault: 'empty' }],
    [
      'no list of media',
      JSON.stringify({ '@odata.context': mediaContext, value: { a: { MD5: one.md5 } } }),
      { fault: 'object' },
    ],
    [
      'an end too early',
      vicsSet([{ MD5: one.md5 }, { MD5: two.md5 }]).slice(0, -20),
      { fault: 'json', line: 2 },
    ],
    ['text behind its end', `${vicsSet([{ MD5: one.md5 }])}{}`, { fault: 'json' }],
    ['bytes that are no UTF-8', Buffer.from(vicsSet([{ Series: 'é' }]), 'latin1'), { fault: 'json' }],
    ['a record without end', vicsSet([{ Comments: 'a'.repeat(5_000_000) }]), { fault: 'record-length' }],
    [
      'a damaged digest',
      vicsSet([{ MD5: one.md5 }, { MD5: 'zz' }]),
      { line: 2, column: 'MD5', fault: 'digest' },
    ],
    ['a medium that is none', vicsSet([['a']]), { line: 1, fault: 'object' }],
    [
      'a flag that is neither',
      vicsSet([{ IsDistributed: 'maybe' }]),
      { column: 'IsDistributed', fault: 'yes-no' },
    ],
    ['a category that is none', vicsSet([{ Category: { a: 1 } }]), { column: 'Category', fault: 'text' }],
    [
      'several damaged',
      vicsSet([{ MD5: 'x', SHA1: 'y' }, {}, { Tags: 5 }]),
      { line: 1, more: 1, lines: '1, 3' },
    ],
  ])('with %s is refused', async (_, content, expected) => {
    expect(await refusalOf(read(content))).toMatchObject(expected)
  })

  test('nested beyond measure is refused or read, and does not end the program', async () => {
    const deep = `{"@odata.context":"${mediaContext}","value":[{"MD5":"${one.md5}","X":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}]}`
    expect(await read(deep)).toEqual([{ record: 1, digests: { md5: one.md5 } }])
  })
})
