import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { selfTestText } from '../cli/present/selftest.js'
import { type KnownAnswer, knownAnswers } from '../src/case/known-answers.js'
import { openCase } from '../src/case/open.js'
import { recordSelfTest, type SelfTest, selfTest } from '../src/case/selftest.js'
import { toolchain } from '../src/case/toolchain.js'
import { speakerFor } from '../src/index.js'
import { type BuiltCase, buildCase, deskOf, examiner } from './support/tamper-case.js'
import { verified } from './support/tamper-outcome.js'

let tested: SelfTest
beforeAll(async () => {
  tested = await selfTest()
})

const question = (name: string, found: string | Error): KnownAnswer => ({
  name,
  source: 'RFC 0',
  expected: 'right',
  find: async () => {
    if (found instanceof Error) throw found
    return found
  },
})

describe('the known answers', () => {
  test('are all right on this machine', () => {
    expect(tested.answers.filter(({ outcome }) => outcome === 'failed')).toEqual([])
    expect(tested.failed).toBe(0)
    expect(tested.passed + tested.unavailable).toBe(tested.answers.length)
  })

  test('cover what a record rests on, each under a name of its own', () => {
    const names = tested.answers.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names).toEqual(
      expect.arrayContaining([
        ...[
          'sha256',
          'sha512',
          'sha1',
          'md5',
          'blake3',
          'ed2k',
          'ed25519',
          'ecdsa-p256',
          'scrypt',
          'aes-256-gcm',
        ],
        ...['merkle-root', 'merkle-frontier', 'canonical-json', 'commitment'],
        ...['sqlite-journal-mode', 'sqlite-synchronous', 'isolation-limits', 'isolation-network'],
      ]),
    )
  })

  test.each(knownAnswers)(
    '$name is not answered by whatever is expected of it',
    async ({ expected, find }) => {
      expect(expected).not.toBe('')
      expect(await find()).toBe(expected)
    },
  )

  test('name the program and what ran it as its acts do', () => {
    expect(tested.software).toEqual(toolchain())
    expect(tested.sqlite).toMatch(/^3\.\d+\.\d+$/)
  })
})

describe('a wrong answer', () => {
  test.each([
    ['another one', 'wrong', 'wrong'],
    [
      'none at all',
      new Error('digital envelope routines::unsupported'),
      'Error: digital envelope routines::unsupported',
    ],
  ])('is named with what was expected: %s', async (_, given, found) => {
    const { answers, failed, passed } = await selfTest([question('md5', given), question('sha1', 'right')])
    expect(failed).toBe(1)
    expect(passed).toBeGreaterThan(1)
    expect(answers[0]).toEqual({ name: 'md5', source: 'RFC 0', outcome: 'failed', expected: 'right', found })
    for (const speaker of [speakerFor('en'), speakerFor('es')]) {
      const text = selfTestText(speaker, { ...tested, answers, failed, passed })
      expect(text).toMatch(/WRONG md5|INCORRECTA md5/)
      expect(text).toContain(found)
    }
  })
})

describe('on record', () => {
  let built: BuiltCase
  beforeAll(async () => {
    built = await buildCase()
  })
  afterAll(() => built.dispose())

  test('are counted, and named behind a commitment', async () => {
    const { folder, home } = built
    const open = await openCase(folder, home)
    try {
      const { acts } = await recordSelfTest(open, deskOf(examiner), tested)
      const [act] = acts
      if (act?.kind !== 'selftest.recorded') throw new Error('no such act')
      const { passed, failed, unavailable } = tested
      expect(act).toMatchObject({ passed, failed, unavailable, software: tested.software })
      expect(open.opened(act.result.c)).toEqual({
        answers: tested.answers.map(({ name, outcome }) => ({ name, outcome })),
        sqlite: tested.sqlite,
      })
    } finally {
      open.close()
    }
    expect(await verified(built)).toMatchObject({ status: 0 })
  })
})
