import { spawnSync } from 'node:child_process'
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { emptyNames, rooms } from '../.dependency-cruiser.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const longestFile = 400
const longestFunction = 60

async function sources(...folders: string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const folder of folders) {
    for (const name of await readdir(join(root, folder), { recursive: true })) {
      const path = join(folder, name).split(sep).join('/')
      if (/\.[cm]?ts$/.test(path)) found.set(path, await readFile(join(root, path), 'utf8'))
    }
  }
  return found
}

/** What a file says that no reviewer should have to look for: `<line>: <what>`. */
function complaints(path: string, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true)
  const lineOf = (position: number) => file.getLineAndCharacterOfPosition(position).line + 1
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const what = complaintAbout(node, lineOf)
    if (what !== undefined) found.push(`${path}:${lineOf(node.getStart())}: ${what}`)
    ts.forEachChild(node, visit)
  }
  visit(file)
  for (const ignored of text.matchAll(/biome-ignore|@ts-(?:ignore|expect-error|nocheck)|eslint-disable/g))
    found.push(`${path}:${lineOf(ignored.index)}: ${ignored[0]}`)
  return found
}

function complaintAbout(node: ts.Node, lineOf: (position: number) => number): string | undefined {
  if (node.kind === ts.SyntaxKind.AnyKeyword) return 'any'
  if (ts.isNonNullExpression(node)) return 'non-null assertion'
  if (ts.isCatchClause(node) && node.block.statements.length === 0) return 'empty catch'
  if (ts.isExportAssignment(node)) return 'default export'
  if (isFunction(node)) {
    const lines = ownLines(node, lineOf)
    if (lines > longestFunction) return `function of ${lines} lines`
  }
  return undefined
}

const isFunction = (node: ts.Node) => ts.isFunctionLike(node) && 'body' in node && node.body !== undefined

/** Lines of a function without those of the functions inside it. */
function ownLines(node: ts.Node, lineOf: (position: number) => number): number {
  let inner = 0
  const visit = (child: ts.Node): void => {
    if (isFunction(child)) inner += lineOf(child.getEnd()) - lineOf(child.getStart())
    else ts.forEachChild(child, visit)
  }
  ts.forEachChild(node, visit)
  return lineOf(node.getEnd()) - lineOf(node.getStart()) + 1 - inner
}

function saysNothing(path: string): boolean {
  return path.split('/').some((part) => emptyNames.includes(part.replace(/\.[cm]?ts$/, '')))
}

describe('what ships', async () => {
  const shipped = await sources('src', 'cli', 'schema')

  test('is there to be looked at', () => {
    expect(shipped.has('src/errors.ts')).toBe(true)
  })

  test(`has no file of more than ${longestFile} lines`, () => {
    const long = [...shipped].filter(([, text]) => text.split('\n').length - 1 > longestFile)
    expect(long.map(([path]) => path)).toEqual([])
  })

  test('has no any, no non-null assertion, no ignored check, no empty catch, no endless function', () => {
    expect([...shipped].flatMap(([path, text]) => complaints(path, text))).toEqual([])
  })

  test('leaves nothing for later', () => {
    const later = [...shipped].filter(([, text]) => /\b(?:TODO|FIXME|XXX)\b/.test(text))
    expect(later.map(([path]) => path)).toEqual([])
  })

  test('ends the process in one place', () => {
    const ends = [...shipped].filter(([, text]) => /\bprocess\.exit\(/.test(text)).map(([path]) => path)
    expect(ends.filter((path) => path !== 'cli/main.ts')).toEqual([])
  })

  test('names every file by its subject, and keeps one index', () => {
    const paths = [...shipped.keys()]
    expect(paths.filter(saysNothing)).toEqual([])
    expect(paths.filter((path) => path.endsWith('/index.ts'))).toEqual(['src/index.ts'])
  })
})

test('no test stands alone, is promised or looks away', async () => {
  const alone = /\b(?:test|it|describe)\.(?:only|todo)\b|biome-ignore|@ts-(?:ignore|expect-error|nocheck)/
  const tests = [...(await sources('test'))].filter(([path]) => !path.startsWith('test/house'))
  expect(tests.filter(([, text]) => alone.test(text)).map(([path]) => path)).toEqual([])
})

describe('the eye itself', () => {
  test.each([
    ['export const a: any = 1', 'any'],
    ['export const a = [1][0]!', 'non-null assertion'],
    ['try { a() } catch {}', 'empty catch'],
    ['export default 1', 'default export'],
    ['// biome-ignore lint: no', 'biome-ignore'],
    ['// @ts-expect-error', '@ts-expect-error'],
    [`const a = () => {${'\n'.repeat(longestFunction)}}`, `function of ${longestFunction + 1} lines`],
  ])('%# sees what it must', (text, what) => {
    expect(complaints('sample.ts', text)).toEqual([`sample.ts:1: ${what}`])
  })

  test('is content with plain code', () => {
    expect(complaints('sample.ts', 'export const many = (x: unknown) => x !== 1')).toEqual([])
  })

  test('knows the names that say nothing', () => {
    expect(saysNothing('src/encoding/utils.ts')).toBe(true)
    expect(saysNothing('src/shared/hex.ts')).toBe(true)
    expect(saysNothing('src/encoding/hex.ts')).toBe(false)
  })
})

test('a promise nobody waits for is an error, across files', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'custodia-house-'))
  try {
    await copyFile(join(root, 'biome.json'), join(folder, 'biome.json'))
    const append = 'export async function append(): Promise<number> {\n  return await Promise.resolve(1)\n}\n'
    await writeFile(join(folder, 'append.ts'), append)
    const act = (call: string) =>
      `import { append } from './append.js'\n\nexport async function act(): Promise<void> {\n  ${call}\n}\n`
    await writeFile(join(folder, 'awaited.ts'), act('await append()'))
    await writeFile(join(folder, 'forgotten.ts'), act('append()'))
    const { status, stdout } = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules/@biomejs/biome/bin/biome'),
        'lint',
        '--vcs-enabled=false',
        '--reporter=github',
        '.',
      ],
      { cwd: folder, encoding: 'utf8' },
    )
    const errors = stdout.split('\n').filter((line) => line.startsWith('::error'))
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatch(/noFloatingPromises.*forgotten\.ts/)
    expect(status).toBe(1)
  } finally {
    await rm(folder, { recursive: true })
  }
})

describe('the papers', () => {
  test('docs/architecture.md describes every room that may be imported', async () => {
    const page = await readFile(join(root, 'docs/architecture.md'), 'utf8')
    const missing = Object.keys(rooms).filter((room) => !new RegExp(`^  ${room}(?:/|\\.ts) `, 'm').test(page))
    expect(missing).toEqual([])
  })

  test('docs/architecture.md marks the rooms that are not made yet, and only those', async () => {
    const page = await readFile(join(root, 'docs/architecture.md'), 'utf8')
    const marked = [...page.matchAll(/^ {2}([a-z]+)\/ +\(not yet\) /gm)].map(([, room]) => room)
    const made = [...(await sources('src')).keys()]
    const unmade = Object.keys(rooms).filter(
      (room) => !made.includes(`src/${room}.ts`) && !made.some((path) => path.startsWith(`src/${room}/`)),
    )
    expect(marked.sort()).toEqual(unmade.sort())
  })

  test('every dependency is pinned and has its line in the decision on dependencies', async () => {
    const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    const page = await readFile(join(root, 'docs/decisions/0009-dependencies.md'), 'utf8')
    const fields = ['dependencies', 'optionalDependencies', 'devDependencies']
    const pins = new Map(fields.flatMap((field) => pinsOf(manifest, field)))
    expect(pins.size).toBeGreaterThan(0)
    expect([...pins].filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
    expect([...pins.keys()].filter((name) => !page.includes(`| ${name} |`))).toEqual([])
  })
})

function pinsOf(manifest: unknown, field: string): [string, string][] {
  const pins = new Map(Object.entries(manifest ?? {})).get(field) ?? {}
  return Object.entries(pins).map(([name, version]) => [name, String(version)])
}
