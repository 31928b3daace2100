import { createHash } from 'node:crypto'
import { closeSync, openSync, readdirSync, readSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { EnvironmentError } from '../errors.js'
import type { SoftwareField } from '../model/field.js'
import { software } from '../software.js'

// A fault found in a version later must name the acts that version made: every act says by digest what made it.

/** The folder that holds `cli`, `schema` and `src`: dist/ in a package, the project itself when run from its sources. */
const program = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const rooms = ['cli', 'schema', 'src']

let known: SoftwareField | undefined

/**
 * This program, its lock file, Node and OpenSSL, by version and SHA-256, as docs/formats/act.md specifies. Read once in a process.
 * @throws EnvironmentError `environment.unsupported` when a part of the program cannot be read
 */
export function toolchain(): SoftwareField {
  known ??= {
    ...software(),
    lock: digestOf(join(program, 'package-lock.json')),
    ...runtime(),
    package: programDigest(),
  }
  return known
}

/** SHA-256 over what `sha256sum` prints for the program's files in the order of their paths. Declarations of types do not run. */
function programDigest(): string {
  const hash = createHash('sha256')
  for (const path of rooms.flatMap(filesUnder).sort())
    hash.update(`${digestOf(join(program, path))}  ${path}\n`)
  return hash.digest('hex')
}

function filesUnder(room: string): readonly string[] {
  return readdirSync(join(program, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(program.length + 1))
}

function runtime(): Pick<SoftwareField, 'node' | 'openssl'> {
  const { node, openssl } = process.versions
  const sha256 = digestOf(process.execPath)
  const library = sharedOpenssl()
  return {
    node: { sha256, version: node },
    openssl: { sha256: library === undefined ? sha256 : digestOf(library), version: openssl },
  }
}

/** OpenSSL is part of Node's own file, unless a distribution built Node on the system's library. */
function sharedOpenssl(): string | undefined {
  const { node_shared_openssl: shared } = process.config.variables as Readonly<Record<string, unknown>>
  if (shared !== true) return undefined
  const { sharedObjects } = process.report.getReport() as { sharedObjects?: readonly string[] }
  const library = sharedObjects?.find((path) => path.includes('libcrypto'))
  if (library === undefined) throw new EnvironmentError('environment.unsupported', { reason: 'libcrypto' })
  return library
}

function digestOf(path: string): string {
  const hash = createHash('sha256')
  const piece = Buffer.alloc(1 << 20)
  try {
    const file = openSync(path, 'r')
    try {
      for (let read = readSync(file, piece); read > 0; read = readSync(file, piece))
        hash.update(piece.subarray(0, read))
    } finally {
      closeSync(file)
    }
  } catch (cause) {
    throw new EnvironmentError('environment.unsupported', { reason: path }, { cause })
  }
  return hash.digest('hex')
}
