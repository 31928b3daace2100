import { audit } from '../../src/audit/audit.js'
import { auditManifests } from '../../src/audit/evidence.js'
import { caseAuditSource } from '../../src/database/case-audit.js'
import { longManifest, manifestPieces, manifestRecord, sourceOfDocument } from './long-manifest.js'

// Verifies something long in a process whose heap its parent keeps small, and prints what came of it:
// `size-child log <case.db>` or `size-child manifest <lines>`.

interface Outcome {
  readonly entries: number
  readonly signatures: number
  readonly found: readonly string[]
}

const [job = '', what = ''] = process.argv.slice(2)
const started = performance.now()
const outcome = job === 'log' ? await verifyLog(what) : await verifyManifest(Number(what))
const seconds = (performance.now() - started) / 1000
const residentMiB = Math.round(process.resourceUsage().maxRSS / 1024)
console.log(JSON.stringify({ ...outcome, seconds, residentMiB }))

async function verifyLog(ledgerPath: string): Promise<Outcome> {
  const source = await caseAuditSource({
    ledgerPath,
    clear: undefined,
    document: async () => undefined,
  })
  const trust = { anchorExpected: false, checkpoints: [], receipts: [] }
  const scope = { bytes: 'none', requireCoverage: false } as const
  const { checked, findings } = await audit(source, trust, scope, async () => undefined, undefined, 'telling')
  source.close()
  const found = findings.map(({ code, subject }) => `${code} ${subject}`)
  return { entries: checked.entries, signatures: checked.signatures, found }
}

/** As it is, and then with one line in the middle altered. */
async function verifyManifest(lines: number): Promise<Outcome> {
  const reference = await longManifest(lines, async () => undefined)
  const found: string[] = []
  for (const altered of [undefined, Math.ceil(lines / 2)]) {
    const source = sourceOfDocument(() => manifestPieces(lines, altered))
    const { findings } = await auditManifests(source, manifestRecord(reference, lines), false)
    found.push(...findings.map(({ code, subject }) => `${code} ${subject}`))
  }
  return { entries: lines, signatures: 0, found }
}
