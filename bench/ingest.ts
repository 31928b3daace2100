// Whole processes, in turn, on data made here from a fixed seed.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inTurn, type Measure, show, type Way } from './ways.js'

const program = join(import.meta.dirname, '..', 'dist', 'cli', 'main.js')

/** A peer and the tools it needs. */
interface Peer extends Way {
  readonly needs: readonly string[]
}

/** Ingest of a folder, against what a shell script would do instead. */
export const ingest: Measure = async ({ files, rounds }) => {
  const work = mkdtempSync(join(tmpdir(), 'custodia-bench-'))
  try {
    const source = join(work, 'source')
    const bytes = makeTree(source, files)
    console.log(`${files} files, ${(bytes / 2 ** 20).toFixed(1)} MiB, page cache warm`)
    const ways = [custodia(work, source), ...peers(work, source)]
    show(ways, await inTurn(ways, rounds), { count: files, unit: 'file' })
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Sizes spread like a phone's pictures, 28 KiB to 3.5 MiB; bytes that do not compress, from a counter. */
function makeTree(source: string, files: number): number {
  let total = 0
  for (let index = 0; index < files; index += 1) {
    const folder = join(source, `folder-${index % 20}`)
    mkdirSync(folder, { recursive: true })
    const unit = createHash('sha256').update(`size ${index}`).digest().readUInt32BE() / 2 ** 32
    const size = Math.round(28 * 1024 * 128 ** unit)
    const block = createHash('shake256', { outputLength: 65_536 }).update(`bytes ${index}`).digest()
    const head = Buffer.from([0xff, 0xd8, 0xff, 0xe0])
    const body = Buffer.concat([
      head,
      ...Array.from({ length: Math.ceil(size / block.length) }, () => block),
    ]).subarray(0, size)
    writeFileSync(join(folder, `IMG_${index}.jpg`), body)
    total += size
  }
  return total
}

function custodia(work: string, source: string): Way {
  const environment = {
    ...process.env,
    CUSTODIA_HOME: join(work, 'home'),
    CUSTODIA_PASSPHRASE_FILE: join(work, 'passphrase'),
  }
  writeFileSync(join(work, 'passphrase'), 'bench\n')
  const run = (...args: string[]) => {
    const { status, stderr } = spawnSync(process.execPath, [program, ...args], {
      env: environment,
      encoding: 'utf8',
    })
    if (status !== 0 && status !== 3) throw new Error(`custodia ${args[0]}: ${stderr}`)
  }
  const caseOf = (round: number) => join(work, `case-${round}`)
  return {
    name: 'custodia ingest',
    does: 'six digests, copy, re-read, manifest, signed entry',
    prepare(round) {
      run('init', caseOf(round), '--number', 'bench', '--origin', 'bench.example')
      run('exhibit', 'add', 'E-1', '--description', 'bench', '-C', caseOf(round))
    },
    run: (round) => run('ingest', source, '--exhibit', 'E-1', '--no-metadata', '-C', caseOf(round)),
  }
}

function peers(work: string, source: string): readonly Way[] {
  const shell = (script: string): void => {
    execFileSync('sh', ['-c', script], { stdio: 'ignore' })
  }
  const copyTo = (round: number) => join(work, `copy-${round}`)
  const all: readonly Peer[] = [
    {
      name: 'sha256sum + cp + sha256sum -c',
      does: 'one digest, copy, re-read; no record',
      needs: ['sha256sum', 'cp'],
      run: (round) =>
        shell(
          `cd '${source}' && find . -type f -exec sha256sum {} + > '${work}/sums' && cp -r . '${copyTo(round)}' && sync && cd '${copyTo(round)}' && sha256sum -c '${work}/sums'`,
        ),
    },
    {
      name: 'hashdeep + rsync + hashdeep -a',
      does: 'three digests, copy, audit of the copy; no record',
      needs: ['hashdeep', 'rsync'],
      run: (round) =>
        shell(
          `hashdeep -c md5,sha1,sha256 -r -l '${source}' > '${work}/deep'; rsync -a '${source}/' '${copyTo(round)}-r/' && sync && cd '${copyTo(round)}-r' && hashdeep -a -k '${work}/deep' -r -l . || true`,
        ),
    },
  ]
  return all.filter(({ name, needs }) => {
    const here = needs.every((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0)
    if (!here) console.log(`not here, left out: ${name}`)
    return here
  })
}
