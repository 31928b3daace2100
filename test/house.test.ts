import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise, type IFlattenedRuleSet } from 'dependency-cruiser'
import { describe, expect, test } from 'vitest'
import configuration, { rooms } from '../.dependency-cruiser.mjs'

/** Path of a file → its text. */
type Tree = Readonly<Record<string, string>>

/** An arrow that must not be, and the rule that says so. */
type Arrow = `${string}: ${string} → ${string}`

const single = ['errors', 'software', 'index', 'auditor']
const listed = Object.keys(rooms)
const fileOf = (room: string) => (single.includes(room) ? `src/${room}.ts` : `src/${room}/subject.ts`)
const pathTo = (room: string) => fileOf(room).replace('src/', '').replace('.ts', '.js')

/** A package as npm would have installed it. */
function installed(name: string): Tree {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({
      name,
      version: '1.0.0',
      type: 'module',
      main: 'index.js',
    }),
    [`node_modules/${name}/index.js`]: 'export default 1\n',
  }
}

const dependencies = Object.fromEntries(
  ['better-sqlite3', 'drizzle-orm', 'exifr', 'commander', 'pkcs11js', 'zod', 'hash-wasm'].map((name) => [
    name,
    '1.0.0',
  ]),
)

async function arrowsFound(tree: Tree): Promise<Arrow[]> {
  const root = await mkdtemp(join(tmpdir(), 'custodia-house-'))
  try {
    const manifest = JSON.stringify({
      name: 'tree',
      type: 'module',
      dependencies,
      devDependencies: { tsx: '1.0.0' },
    })
    for (const [path, text] of Object.entries({ 'package.json': manifest, ...tree })) {
      await mkdir(join(root, dirname(path)), { recursive: true })
      await writeFile(join(root, path), text)
    }
    const tops = new Set(Object.keys(tree).map((path) => path.split('/')[0] ?? ''))
    tops.delete('node_modules')
    const { output } = await cruise(
      [...tops],
      {
        ...configuration.options,
        baseDir: root,
        validate: true,
        ruleSet: { forbidden: configuration.forbidden ?? [] } as IFlattenedRuleSet,
      },
      configuration.options?.enhancedResolveOptions ?? {},
    )
    if (typeof output === 'string') throw new Error('expected a result, not text')
    return output.summary.violations
      .map(({ rule, from, to }): Arrow => `${rule.name}: ${from} → ${to}`)
      .sort()
  } finally {
    await rm(root, { recursive: true })
  }
}

/** Imports for their effect, so that a tree needs no names. The front door may only import use cases late. */
function importing(from: string, to: readonly string[]): string {
  const up = single.includes(from) ? './' : '../'
  return to
    .map((room) =>
      from === 'index' ? `await import('${up}${pathTo(room)}')\n` : `import '${up}${pathTo(room)}'\n`,
    )
    .join('')
}

function roomImporting(from: string, to: readonly string[]): Tree {
  const others = Object.fromEntries(to.map((room) => [fileOf(room), 'export {}\n']))
  return { ...others, [fileOf(from)]: importing(from, to) }
}

const outOfReach = ['database', 'vault', 'case', 'acquire', 'indicators', 'importers']
const standAlone = ['audit', 'disclosure', 'auditor']

describe('every arrow between rooms', () => {
  test.each(listed)('%s imports what the table allows and nothing else', async (room) => {
    const others = listed.filter((other) => other !== room)
    const refused = others.filter((other) => !allowed(room).includes(other))
    const rule = room === 'errors' ? 'errors-import-nothing' : `room-${room}`
    const expected = refused.map((other): Arrow => `${rule}: ${fileOf(room)} → ${fileOf(other)}`)
    const reached = standAlone.includes(room) ? outOfReach : []
    const alone = reached.map((other): Arrow => `audit-stands-alone: ${fileOf(room)} → ${fileOf(other)}`)
    expect(refused).not.toHaveLength(0)
    expect(await arrowsFound(roomImporting(room, others))).toEqual([...expected, ...alone].sort())
  })

  test('the whole allowed drawing, at once, breaks no rule', async () => {
    const tree = Object.fromEntries(listed.map((room) => [fileOf(room), importing(room, allowed(room))]))
    expect(await arrowsFound(tree)).toEqual([])
  })
})

function allowed(room: string): string[] {
  return room === 'errors' ? [] : [...(rooms[room] ?? []), 'errors']
}

interface Violation {
  readonly tree: Tree
  readonly found: readonly Arrow[]
}

/** The least tree that breaks each rule, and everything that must be said of it. */
const violations: Readonly<Record<string, Violation>> = {
  'no-cycles': {
    tree: {
      'src/merkle/leaf.ts': "import type { Tree } from './tree.js'\nexport interface Leaf { tree: Tree }\n",
      'src/merkle/tree.ts': "import type { Leaf } from './leaf.js'\nexport interface Tree { leaf: Leaf }\n",
    },
    found: ['no-cycles: src/merkle/leaf.ts → src/merkle/tree.ts'],
  },
  'errors-import-nothing': {
    tree: { 'src/errors.ts': "import 'node:fs'\n" },
    found: ['errors-import-nothing: src/errors.ts → fs'],
  },
  'model-is-pure': {
    tree: {
      ...installed('zod'),
      ...installed('hash-wasm'),
      'src/model/digest.ts': "import 'zod'\nimport 'node:fs/promises'\nimport 'hash-wasm'\n",
    },
    found: [
      'model-is-pure: src/model/digest.ts → fs/promises',
      'model-is-pure: src/model/digest.ts → node_modules/hash-wasm/index.js',
    ],
  },
  'schema-behind-database': {
    tree: {
      'schema/entries.ts': 'export {}\n',
      'src/database/open.ts': "import '../../schema/entries.js'\n",
      'src/case/open.ts': "import '../../schema/entries.js'\n",
    },
    found: ['schema-behind-database: src/case/open.ts → schema/entries.ts'],
  },
  'schema-stands-alone': {
    tree: {
      'src/model/digest.ts': 'export {}\n',
      'schema/entries.ts': "import type {} from '../src/model/digest.js'\n",
    },
    found: ['schema-stands-alone: schema/entries.ts → src/model/digest.ts'],
  },
  'audit-stands-alone': {
    tree: {
      ...installed('better-sqlite3'),
      'src/auditor.ts': "import './audit/verify.js'\n",
      'src/audit/verify.ts': "import type {} from '../ledger/store.js'\n",
      'src/ledger/store.ts': "import type {} from '../database/open.js'\n",
      'src/database/open.ts': "import 'better-sqlite3'\n",
    },
    found: [
      ...['src/audit/verify.ts', 'src/auditor.ts'].flatMap((from): Arrow[] => [
        `audit-stands-alone: ${from} → node_modules/better-sqlite3/index.js`,
        `audit-stands-alone: ${from} → src/database/open.ts`,
      ]),
      'room-ledger: src/ledger/store.ts → src/database/open.ts',
    ],
  },
  'front-door-is-light': {
    tree: {
      'src/case/open.ts': 'export {}\n',
      'src/case/init.ts': 'export {}\n',
      'src/index.ts':
        "import type {} from './case/init.js'\nimport './case/open.js'\nawait import('./case/init.js')\n",
    },
    found: ['front-door-is-light: src/index.ts → src/case/open.ts'],
  },
  'detectors-are-strangers': {
    tree: {
      'src/indicators/detector.ts': 'export {}\n',
      'src/indicators/quantisation.ts': "import './detector.js'\n",
      'src/indicators/generator-text.ts': "import './detector.js'\nimport './quantisation.js'\n",
      'src/indicators/all.ts': "import './generator-text.js'\nimport './quantisation.js'\n",
    },
    found: ['detectors-are-strangers: src/indicators/generator-text.ts → src/indicators/quantisation.ts'],
  },
  'importers-are-strangers': {
    tree: {
      'src/importers/importer.ts': 'export {}\n',
      'src/importers/telegram/line.ts': 'export {}\n',
      'src/importers/telegram/export.ts': "import '../importer.js'\nimport './line.js'\n",
      'src/importers/whatsapp/export.ts': "import '../importer.js'\nimport '../telegram/line.js'\n",
      'src/importers/all.ts': "import './telegram/export.js'\nimport './whatsapp/export.js'\n",
    },
    found: ['importers-are-strangers: src/importers/whatsapp/export.ts → src/importers/telegram/line.ts'],
  },
  'cli-uses-the-front-door': {
    tree: {
      'schema/entries.ts': 'export {}\n',
      'src/index.ts': 'export {}\n',
      'src/case/open.ts': 'export {}\n',
      'cli/main.ts':
        "import '../src/index.js'\nimport '../src/case/open.js'\nimport '../schema/entries.js'\n",
    },
    found: [
      'cli-uses-the-front-door: cli/main.ts → schema/entries.ts',
      'cli-uses-the-front-door: cli/main.ts → src/case/open.ts',
    ],
  },
  'library-ignores-cli': {
    tree: {
      'cli/exit-status.ts': 'export {}\n',
      'src/case/open.ts': "import type {} from '../../cli/exit-status.js'\n",
      'schema/entries.ts': "import '../cli/exit-status.js'\n",
    },
    found: [
      'library-ignores-cli: schema/entries.ts → cli/exit-status.ts',
      'library-ignores-cli: src/case/open.ts → cli/exit-status.ts',
    ],
  },
  'rooms-are-listed': {
    tree: { 'src/attic/box.ts': 'export {}\n', 'src/case/open.ts': "import '../attic/box.js'\n" },
    found: ['rooms-are-listed: src/case/open.ts → src/attic/box.ts'],
  },
  'names-say-something': {
    tree: {
      'src/encoding/shared/hex.ts': 'export {}\n',
      'src/encoding/utils.ts': 'export {}\n',
      'src/encoding/hex.ts': "import './utils.js'\nimport './shared/hex.js'\n",
    },
    found: [
      'names-say-something: src/encoding/hex.ts → src/encoding/shared/hex.ts',
      'names-say-something: src/encoding/hex.ts → src/encoding/utils.ts',
    ],
  },
  'no-barrels': {
    tree: {
      'src/encoding/index.ts': 'export {}\n',
      'src/signing/note.ts': "import '../encoding/index.js'\n",
      'src/index.ts': "import './signing/note.js'\n",
      'cli/main.ts': "import '../src/index.js'\n",
    },
    found: ['no-barrels: src/signing/note.ts → src/encoding/index.ts'],
  },
  'network-has-its-rooms': {
    tree: {
      'src/signing/agent.ts': "import 'node:net'\n",
      'src/report/html.ts': "import 'node:https'\n",
    },
    found: ['network-has-its-rooms: src/report/html.ts → https'],
  },
  'no-development-packages': {
    tree: { ...installed('tsx'), 'cli/main.ts': "import 'tsx'\n" },
    found: ['no-development-packages: cli/main.ts → node_modules/tsx/index.js'],
  },
  'packages-are-declared': {
    tree: { ...installed('left-pad'), 'cli/main.ts': "import 'left-pad'\n" },
    found: ['packages-are-declared: cli/main.ts → node_modules/left-pad/index.js'],
  },
  'imports-resolve': {
    tree: { 'src/merkle/tree.ts': "import './leaf.js'\n" },
    found: ['imports-resolve: src/merkle/tree.ts → ./leaf.js'],
  },
  ...Object.fromEntries(
    [
      { name: 'better-sqlite3', home: 'src/database/open.ts', stranger: 'src/case/open.ts' },
      { name: 'drizzle-orm', home: 'schema/entries.ts', stranger: 'src/ledger/store.ts' },
      { name: 'exifr', home: 'src/metadata/exif.ts', stranger: 'src/indicators/camera.ts' },
      { name: 'commander', home: 'cli/main.ts', stranger: 'src/case/open.ts' },
      { name: 'pkcs11js', home: 'src/signing/pkcs11.ts', stranger: 'src/case/keys.ts' },
    ].map(({ name, home, stranger }): [string, Violation] => [
      `package-${name}`,
      {
        tree: { ...installed(name), [home]: `import '${name}'\n`, [stranger]: `import '${name}'\n` },
        found: [`package-${name}: ${stranger} → node_modules/${name}/index.js`],
      },
    ]),
  ),
}

describe('every other rule', () => {
  test.each(Object.entries(violations))('%s is broken, seen, and named', async (_rule, { tree, found }) => {
    expect(await arrowsFound(tree)).toEqual([...found].sort())
  })

  test('no rule is without its violation', () => {
    const names = (configuration.forbidden ?? []).map((rule) => rule.name ?? '')
    const tried = [...Object.keys(violations), ...listed.map((room) => `room-${room}`)]
    expect(names.filter((name) => !tried.includes(name))).toEqual([])
    expect(new Set(names).size).toBe(names.length)
    for (const [rule, { found }] of Object.entries(violations))
      expect(found.filter((arrow) => arrow.startsWith(`${rule}: `))).not.toHaveLength(0)
  })

  test('every rule stops the check', () => {
    expect((configuration.forbidden ?? []).filter((rule) => rule.severity !== 'error')).toEqual([])
  })
})
