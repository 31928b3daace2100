import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { auditRecord } from '../src/audit/record.js'
import { parseSignedNote } from '../src/encoding/signed-note.js'
import { encodeUtf8 } from '../src/encoding/utf8.js'
import { parseEntry } from '../src/ledger/entry.js'
import type { LedgerStore } from '../src/ledger/store.js'
import { memoryLedger } from '../test/reference/memory-ledger.js'
import { appendLongLog, publicKeyNamed, sourceOver } from '../test/support/long-log.js'
import { inTurn, type Measure, show, type Way } from './ways.js'

/** Verification of entries, against crypto.verify over the same signatures on the same cores and nothing else. */
export const entries: Measure = async ({ entries: count, rounds }) => {
  for (const [words, handovers] of [
    ['a fourth of them hand-overs, signed by two', 4],
    ['all of them hand-overs, signed by two', 1],
  ] as const) {
    const store = memoryLedger()
    await appendLongLog(store, count, 64, handovers)
    const signatures = await signaturesIn(store)
    console.log(` ${count} entries, ${words}: ${signatures.length} signatures`)
    const alone = await verifyAlone(signatures)
    const ways = [auditing(store, signatures.length), alone]
    show(ways, await inTurn(ways, rounds), { count: signatures.length, unit: 'signature' })
    await alone.close()
  }
}

function auditing(store: LedgerStore, signatures: number): Way {
  return {
    name: 'audit of the entries',
    does: 'hashes, tree, chain, strict forms, keys, custody, signatures',
    async run() {
      const record = await auditRecord(sourceOver(store), undefined, 'telling')
      if (record.signatures !== signatures) throw new Error('not everything was verified')
    },
  }
}

interface Signature {
  readonly key: string
  readonly text: Uint8Array
  readonly signature: Uint8Array
}

async function signaturesIn(store: LedgerStore): Promise<readonly Signature[]> {
  const found: Signature[] = []
  for await (const bytes of store.entries(0)) {
    const { text, signatures } = parseSignedNote(parseEntry(bytes).note)
    const message = encodeUtf8(text)
    for (const { name, signature } of signatures)
      found.push({ key: name, text: message, signature: Uint8Array.from(signature) })
  }
  return found
}

/** One thread for every core, each with its share, parsed and in memory before the clock starts. */
const thread = `
const { parentPort, workerData } = require('node:worker_threads')
const { createPublicKey, verify } = require('node:crypto')
const keys = new Map(workerData.keys.map(([name, der]) =>
  [name, createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' })]))
const share = workerData.share.map(({ key, text, signature }) => ({ key: keys.get(key), text, signature }))
parentPort.on('message', () => {
  parentPort.postMessage(share.every(({ key, text, signature }) => verify(null, text, key, signature)))
})
parentPort.postMessage(true)
`

async function verifyAlone(signatures: readonly Signature[]): Promise<Way & { close(): Promise<void> }> {
  const names = [...new Set(signatures.map(({ key }) => key))]
  const head = Buffer.from('302a300506032b6570032100', 'hex')
  const keys = names.map((name) => [name, Buffer.concat([head, publicKeyNamed(name)])])
  const threads = availableParallelism()
  const workers = Array.from({ length: threads }, (_, at) => {
    const share = signatures.filter((_, index) => index % threads === at)
    return new Worker(thread, { eval: true, execArgv: [], workerData: { keys, share } })
  })
  await Promise.all(workers.map(told))
  return {
    name: `crypto.verify alone, ${threads} threads`,
    does: 'nothing but the signatures',
    async run() {
      const answers = workers.map(told)
      for (const worker of workers) worker.postMessage('go')
      if (!(await Promise.all(answers)).every(Boolean)) throw new Error('a signature does not hold')
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

function told(worker: Worker): Promise<unknown> {
  return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))
}
