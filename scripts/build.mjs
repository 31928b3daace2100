// Builds dist/: compiled sources, the migrations beside the compiled schema, an executable command.
// Does nothing when no input has changed since the last build.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const dist = join(root, 'dist')
const stamp = join(dist, '.stamp')
const folders = ['src', 'cli', 'schema']
const settings = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'scripts/build.mjs',
]

function filesUnder(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function fingerprint() {
  const hash = createHash('sha256')
  const inputs = [
    ...folders.flatMap((folder) => filesUnder(join(root, folder))),
    ...settings.map((name) => join(root, name)),
  ]
  for (const path of inputs) {
    const { size, mtimeMs } = statSync(path)
    hash.update(`${relative(root, path)}\n${size}\n${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

function compile() {
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  })
  return status === 0
}

/** The compiler leaves what it made from a file that is gone; a package must not carry it. */
function removeLeftovers() {
  for (const path of folders.flatMap((folder) => filesUnder(join(dist, folder)))) {
    const source = join(root, relative(dist, path)).replace(/(\.d\.ts|\.js)$/, '.ts')
    if (!existsSync(source)) rmSync(path)
  }
}

/** Acts name the lock file's digest: a package must carry it, and npm leaves the one beside package.json out. */
function copyLockFile() {
  cpSync(join(root, 'package-lock.json'), join(dist, 'package-lock.json'))
}

/** The programs that disclosures carry are not compiled: they go out as they were written. */
function copyVerifier() {
  cpSync(join(root, 'src', 'disclosure', 'verifier'), join(dist, 'src', 'disclosure', 'verifier'), {
    recursive: true,
  })
}

function copyMigrations() {
  const from = join(root, 'schema', 'migrations')
  const to = join(dist, 'schema', 'migrations')
  rmSync(to, { recursive: true, force: true })
  if (existsSync(from)) cpSync(from, to, { recursive: true })
}

const inputs = fingerprint()
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== inputs) {
  rmSync(stamp, { force: true })
  if (!compile()) process.exit(1)
  removeLeftovers()
  copyMigrations()
  copyVerifier()
  copyLockFile()
  const command = join(dist, 'cli', 'main.js')
  if (existsSync(command)) chmodSync(command, 0o755)
  mkdirSync(dist, { recursive: true })
  writeFileSync(stamp, inputs)
}
