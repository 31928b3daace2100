import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { type ActOf, act } from '../src/model/act.js'
import { actAt, closed, leafAt, origin } from './support/acts.js'
import { referenceHere } from './support/reference-checker.js'
import { programUrl } from './support/standalone.js'

// The forms of acts are written three times: for this program, for verify.mjs, and for the checker in Python. Whatever is done to an act,
// all three must take it for an act, or none.

type Value = Readonly<Record<string, unknown>>

const reference = fileURLToPath(new URL('./reference/check_disclosure.py', import.meta.url))
const asking = `
import importlib.util, json, sys
spec = importlib.util.spec_from_file_location("checker", sys.argv[1])
checker = importlib.util.module_from_spec(spec)
spec.loader.exec_module(checker)
for line in sys.stdin:
    value = json.loads(line)
    print(int(checker.ACTS.get(value["kind"], lambda _: False)(value)))
`

/** Of each simple form one that is right, wherever it stands. */
const samples: readonly unknown[] = [
  ...[
    'P-01',
    'E-1',
    'A-1',
    'S-1',
    'AU-1',
    'PR-1',
    'F-1',
    'L-1',
    'IN-1',
    'H-1',
    'x',
    'es.cp.189',
    'seal',
    'CODE',
  ],
  ...[
    origin,
    leafAt(1),
    'ab'.repeat(32),
    'ab'.repeat(4),
    '2026-03-12T08:00:00.000Z',
    'Europe/Madrid',
    'AAAA',
  ],
  ...[`${origin}/P-01+0011aabb+AAAA`, 'image/png', 1, 0, true],
]

interface Described {
  readonly type: string
  readonly innerType?: z.ZodType
  readonly element?: z.ZodType
  readonly shape?: Readonly<Record<string, z.ZodType>>
  readonly options?: readonly z.ZodType[]
  readonly entries?: Readonly<Record<string, string>>
  readonly values?: readonly unknown[]
}

/** A value of a form, with everything in it that may be there. */
function sampleOf(form: z.ZodType): unknown {
  const described: Described = form.def
  const { type, innerType, element, shape, options, entries, values } = described
  if (innerType) return sampleOf(innerType)
  if (element) return [sampleOf(element)]
  if (shape) return Object.fromEntries(Object.entries(shape).map(([key, each]) => [key, sampleOf(each)]))
  if (options?.[0]) return sampleOf(options[0])
  if (entries) return Object.values(entries).at(-1)
  if (values) return values[0]
  const found = samples.find((each) => form.safeParse(each).success)
  if (found === undefined) throw new Error(`no sample of a ${type}`)
  return found
}

const {
  kind: _kind,
  reason: _reason,
  ...envelope
} = actAt(3, 'P-01', {
  kind: 'log.freeze',
  reason: closed(),
}) as ActOf<'log.freeze'>

/** Everything that one change makes of a value: a member less, one more, another in its place. */
function* changed(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    yield []
    for (const each of changed(value[0])) yield [each]
  } else if (typeof value === 'object' && value !== null) {
    yield { ...value, unheard: 1 }
    for (const [key, member] of Object.entries(value)) {
      yield Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
      for (const each of changed(member)) yield { ...value, [key]: each }
    }
  } else yield* [null, -1, 0.5, '', [], {}, `${value} `, 'other', ...(value === false ? [] : [false])]
}

/** Acts of a kind, right and wrong ones; the first has all that an act of its kind may have. */
function actsOf(form: (typeof act.options)[number]): readonly Value[] {
  const own = Object.entries(form.shape).filter(([key]) => !(key in envelope))
  const body = Object.fromEntries(own.map(([key, each]) => [key, sampleOf(each)]))
  const whole = { ...envelope, ...body }
  const wrong = [...changed(body)].map((each) => ({ ...envelope, ...(each as Value) }))
  const strip = (value: Value) =>
    Object.fromEntries(Object.entries(value).filter(([key]) => key in form.shape || key === 'unheard'))
  return [whole, ...wrong].map(strip).filter(({ kind }) => typeof kind === 'string')
}

describe('forms of acts', () => {
  let folder: string
  let isAct: (value: unknown) => boolean

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'custodia-forms-'))
    const path = join(folder, 'verify.mjs')
    await writeFile(path, `${await readFile(programUrl, 'utf8')}\nexport { isAct }\n`)
    ;({ isAct } = await import(pathToFileURL(path).href))
  })
  afterAll(() => rm(folder, { recursive: true }))

  const followed = act.options.filter(
    ({ shape }) => ![...shape.kind.values].some((kind) => kind.startsWith('field.')),
  )
  test.each(followed.map((form) => [[...form.shape.kind.values].join(), form] as const))(
    'verify.mjs: %s',
    (kind, form) => {
      const [whole = {}, ...others] = actsOf(form)
      expect(act.safeParse(whole).error).toBeUndefined()
      const { field: _, ...without } = whole
      expect(isAct(kind === 'genesis' ? without : whole)).toBe(true)
      for (const each of others)
        if (kind !== 'genesis' || !('field' in each))
          expect([JSON.stringify(each), isAct(each)]).toEqual([
            JSON.stringify(each),
            act.safeParse(each).success,
          ])
    },
  )

  test.skipIf(!referenceHere())('the checker in Python', () => {
    const all = act.options.flatMap(actsOf)
    const input = all.map((each) => `${JSON.stringify(each)}\n`).join('')
    const { stdout, stderr } = spawnSync('python3', ['-c', asking, reference], {
      input,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    })
    const answers = stdout.split('\n').slice(0, -1)
    expect([answers.length, stderr]).toEqual([all.length, ''])
    const differing = all.filter((each, at) => act.safeParse(each).success !== (answers[at] === '1'))
    expect(differing).toEqual([])
  })
})
