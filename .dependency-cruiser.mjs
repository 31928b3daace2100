/**
 * Which room may import which. Everything may import `errors`; a room may always import itself.
 * `docs/architecture.md` §2 draws these arrows; a room that is not listed here cannot be imported.
 */
export const rooms = {
  errors: [],
  software: [],
  model: [],
  encoding: ['model'],
  laws: ['model'],
  merkle: [],
  wording: ['encoding', 'model'],
  signing: ['encoding', 'model'],
  vault: ['encoding', 'model'],
  isolation: ['encoding', 'model'],
  manifest: ['merkle', 'encoding', 'model'],
  timestamps: ['merkle', 'signing', 'encoding', 'model'],
  ledger: ['manifest', 'merkle', 'signing', 'encoding', 'model'],
  witness: ['ledger', 'merkle', 'signing', 'encoding', 'model'],
  custody: ['laws', 'ledger', 'merkle', 'signing', 'encoding', 'model'],
  audit: ['custody', 'laws', 'ledger', 'manifest', 'timestamps', 'merkle', 'signing', 'encoding', 'model'],
  disclosure: ['audit', 'ledger', 'manifest', 'merkle', 'signing', 'encoding', 'model'],
  report: ['audit', 'custody', 'wording', 'encoding', 'model'],
  acquire: ['vault', 'encoding', 'model'],
  containers: ['isolation', 'vault', 'encoding', 'model'],
  metadata: ['isolation', 'encoding', 'model'],
  matching: ['isolation', 'encoding', 'model'],
  distribution: ['matching', 'encoding', 'model'],
  indicators: ['matching', 'metadata', 'isolation', 'encoding', 'model'],
  importers: ['distribution', 'matching', 'metadata', 'isolation', 'encoding', 'model'],
  database: ['audit', 'custody', 'witness', 'ledger', 'manifest', 'merkle', 'signing', 'encoding', 'model'],
  case: [
    'database',
    'importers',
    'indicators',
    'distribution',
    'matching',
    'metadata',
    'containers',
    'acquire',
    'report',
    'disclosure',
    'audit',
    'custody',
    'witness',
    'ledger',
    'timestamps',
    'manifest',
    'isolation',
    'vault',
    'signing',
    'wording',
    'merkle',
    'laws',
    'encoding',
    'model',
    'software',
  ],
  index: [
    'case',
    'report',
    'disclosure',
    'audit',
    'custody',
    'ledger',
    'witness',
    'signing',
    'wording',
    'encoding',
    'model',
    'software',
  ],
  auditor: ['disclosure', 'audit', 'signing', 'timestamps', 'wording', 'encoding', 'model'],
}

/** The rooms that are a single file. */
const files = ['errors', 'software', 'index', 'auditor']

/** npm packages that belong to one place. */
const packages = {
  'better-sqlite3': ['src/database', 'schema'],
  'drizzle-orm': ['src/database', 'schema'],
  exifr: ['src/metadata'],
  pkcs11js: ['src/signing'],
  commander: ['cli'],
}

/** Modules that load compiled code, or stand for a database. */
const native = 'node_modules/(better-sqlite3|drizzle-orm|pkcs11js|bindings|node-gyp-build)/|\\.node$'

/** Names that would fit any file. */
export const emptyNames =
  'util utils helper helpers common shared core lib types constants interfaces manager managers service services'.split(
    ' ',
  )
const place = (room) => (files.includes(room) ? `^src/${room}\\.ts$` : `^src/${room}/`)

const anyRoom = Object.keys(rooms).map(place)

const roomRules = Object.entries(rooms)
  .filter(([room]) => room !== 'errors')
  .map(([room, allowed]) => ({
    name: `room-${room}`,
    comment: `${room} imports only ${[room, ...allowed, 'errors'].join(', ')}`,
    severity: 'error',
    from: { path: place(room) },
    to: { path: anyRoom, pathNot: [room, ...allowed, 'errors'].map(place) },
  }))

const packageRules = Object.entries(packages).map(([name, places]) => ({
  name: `package-${name}`,
  comment: `${name} is imported by ${places.join(' and ')} alone`,
  severity: 'error',
  from: { path: '^(src|cli|schema)/', pathNot: places.map((folder) => `^${folder}/`) },
  to: { path: `node_modules/${name}/` },
}))

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const houseRules = [
  {
    name: 'no-cycles',
    comment: 'no import comes back to where it started, types counted',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'errors-import-nothing',
    comment: 'every room imports errors, so errors imports nothing',
    severity: 'error',
    from: { path: '^src/errors\\.ts$' },
    to: {},
  },
  {
    name: 'model-is-pure',
    comment: 'model does no I/O: of what lies outside src it knows zod alone',
    severity: 'error',
    from: { path: '^src/model/' },
    to: { pathNot: ['^src/', '^schema/', '^cli/', 'node_modules/zod/'] },
  },
  {
    name: 'schema-behind-database',
    comment: 'tables are known to database alone',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/database/' },
    to: { path: '^schema/' },
  },
  {
    name: 'schema-stands-alone',
    comment: 'tables know nothing of the program',
    severity: 'error',
    from: { path: '^schema/' },
    to: { path: '^src/' },
  },
  {
    name: 'audit-stands-alone',
    comment:
      'what the other side runs reaches no database, no vault code and nothing native, however indirectly',
    severity: 'error',
    from: { path: ['^src/audit/', '^src/disclosure/', '^src/auditor\\.ts$'] },
    to: {
      reachable: true,
      path: ['^src/(database|vault|case|acquire|indicators|importers)/', '^schema/', native],
    },
  },
  {
    name: 'front-door-is-light',
    comment: 'the front door imports use cases with await import(), so that --help loads nothing heavy',
    severity: 'error',
    from: { path: '^src/index\\.ts$' },
    to: { path: '^src/case/', dynamic: false, dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'detectors-are-strangers',
    comment: 'a detector knows detector.ts, never another detector, the list of all or what runs them',
    severity: 'error',
    from: { path: '^src/indicators/(?!(?:detector|all|examine)\\.ts$)([^/.]+)' },
    to: { path: '^src/indicators/', pathNot: ['^src/indicators/detector\\.ts$', '^src/indicators/$1[/.]'] },
  },
  {
    name: 'importers-are-strangers',
    comment: 'an importer knows its own folder and importer.ts, never another importer',
    severity: 'error',
    from: { path: '^src/importers/([^/]+)/' },
    to: { path: '^src/importers/[^/]+/', pathNot: '^src/importers/$1/' },
  },
  {
    name: 'cli-uses-the-front-door',
    comment: 'what the command line can do, a program can do: both enter by src/index',
    severity: 'error',
    from: { path: '^cli/' },
    to: { path: '^(src|schema)/', pathNot: '^src/index\\.ts$' },
  },
  {
    name: 'library-ignores-cli',
    comment: 'the library does not know who calls it',
    severity: 'error',
    from: { path: '^(src|schema)/' },
    to: { path: '^cli/' },
  },
  {
    name: 'rooms-are-listed',
    comment: 'a room is added to the table above and to docs/architecture.md before it is imported',
    severity: 'error',
    from: {},
    to: { path: '^src/', pathNot: anyRoom },
  },
  {
    name: 'names-say-something',
    comment: 'a file is named by its subject',
    severity: 'error',
    from: {},
    to: { path: `/(${emptyNames.join('|')})(/|\\.ts$)`, pathNot: 'node_modules/' },
  },
  {
    name: 'no-barrels',
    comment: 'src/index.ts is the only index',
    severity: 'error',
    from: {},
    to: { path: '^(src|cli|schema)/.+/index\\.[cm]?ts$' },
  },
  {
    name: 'network-has-its-rooms',
    comment:
      'offline always: only these rooms may open a connection, and only where an option names the server',
    severity: 'error',
    from: { path: '^(src|cli|schema)/', pathNot: '^src/(signing|timestamps|witness|vault)/' },
    to: { path: '^(node:)?(net|http|https|http2|tls|dgram|dns)(/|$)' },
  },
  {
    name: 'no-development-packages',
    comment: 'what ships imports nothing that is installed for development only',
    severity: 'error',
    from: { path: '^(src|cli|schema)/' },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
  },
  {
    name: 'packages-are-declared',
    comment: 'a package that is imported stands in package.json',
    severity: 'error',
    from: { path: '^(src|cli|schema)/' },
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'imports-resolve',
    comment: 'every import is found on disk',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
]

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [...houseRules, ...roomRules, ...packageRules],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
