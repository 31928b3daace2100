// `npm run bench [-- --files 2000 --rounds 5]`: whole processes, in turn (A B A B …), on data made here from a fixed seed.
// Prints medians, their spread, and the ratio of the medians. Absolute figures belong to the machine; carry the ratios.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: { files: { type: 'string', default: '500' }, rounds: { type: 'string', default: '3' } },
})
const files = Number(values.files)
const rounds = Number(values.rounds)

/** One way to do a job, and what it leaves undone. */
interface Contestant {
  readonly name: string
  readonly does: string
  /** Not timed. */
  prepare?(round: number): void
  run(round: number): void
}

const work = mkdtempSync(join(tmpdir(), 'custodia-bench-'))
const source = join(work, 'source')
const program = join(import.meta.dirname, '..', 'dist', 'cli', 'main.js')

try {
  const bytes = makeTree()
  console.log(
    `${cpus().length} × ${cpus()[0]?.model ?? 'processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
  )
  console.log(`${files} files, ${(bytes / 2 ** 20).toFixed(1)} MiB, ${rounds} rounds, page cache warm\n`)
  const contestants = [custodia(), ...peers()]
  const seconds = contestants.map(() => [] as number[])
  for (let round = -1; round < rounds; round += 1) {
    contestants.forEach((each, at) => {
      each.prepare?.(round)
      const started = process.hrtime.bigint()
      each.run(round)
      if (round >= 0) seconds[at]?.push(Number(process.hrtime.bigint() - started) / 1e9)
    })
  }
  report(contestants, seconds)
} finally {
  rmSync(work, { recursive: true, force: true })
}

/** Sizes spread like a phone's pictures, 28 KiB to 3.5 MiB; bytes that do not compress, from a counter. */
function makeTree(): number {
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

function custodia(): Contestant {
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

function peers(): readonly Contestant[] {
  const shell = (script: string) => execFileSync('sh', ['-c', script], { stdio: 'ignore' })
  const copyTo = (round: number) => join(work, `copy-${round}`)
  const all: readonly (Contestant & { readonly needs: readonly string[] })[] = [
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

function report(contestants: readonly Contestant[], seconds: readonly (readonly number[])[]): void {
  const own = median(seconds[0] ?? [])
  contestants.forEach(({ name, does }, at) => {
    const all = seconds[at] ?? []
    const middle = median(all)
    const spread = `${Math.min(...all).toFixed(2)}–${Math.max(...all).toFixed(2)}`
    const ratio = at === 0 ? '' : `  custodia takes ${(own / middle).toFixed(2)} of its time`
    console.log(`${name.padEnd(32)} ${middle.toFixed(2)} s (${spread})${ratio}\n  ${does}`)
  })
}

function median(all: readonly number[]): number {
  return [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN
}
