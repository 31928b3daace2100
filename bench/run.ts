// `npm run bench [-- <measure>… --rounds 5]`: each measure as a ratio to its peers, in one run, in turn. Without names, all of them.
// Absolute figures belong to the machine; carry the ratios.
import { cpus, loadavg, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { entries } from './entries.js'
import { ingest } from './ingest.js'
import { acts, batches, commits } from './ledger.js'
import { manifest } from './manifest.js'
import type { Measure } from './ways.js'

const measures: Readonly<Record<string, Measure>> = { entries, manifest, commits, acts, batches, ingest }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    files: { type: 'string', default: '500' },
    entries: { type: 'string', default: '20000' },
    lines: { type: 'string', default: '50000' },
    acts: { type: 'string', default: '300' },
  },
})
const [rounds, files, entryCount, lines, actCount] = [
  values.rounds,
  values.files,
  values.entries,
  values.lines,
  values.acts,
].map(Number)
const extent = {
  rounds: rounds ?? 3,
  files: files ?? 500,
  entries: entryCount ?? 20_000,
  lines: lines ?? 50_000,
  acts: actCount ?? 300,
}

const names = Object.keys(measures)
const chosen = positionals.length > 0 ? names.filter((name) => positionals.includes(name)) : names
if (chosen.length === 0) throw new Error(`no such measure; there are ${names.join(', ')}`)
console.log(
  `${cpus().length} × ${cpus()[0]?.model ?? 'processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, OpenSSL ${process.versions.openssl}, load ${loadavg()[0]?.toFixed(1)}`,
)
for (const name of chosen) {
  console.log(`\n${name}`)
  await measures[name]?.(extent)
}
