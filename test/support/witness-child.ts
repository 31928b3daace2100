import { openWitnessStore } from '../../src/database/witness-store.js'
import { seedSigner } from '../../src/signing/signer.js'
import { parseVerifierKey } from '../../src/signing/verifier-key.js'
import { serveWitness } from '../../src/witness/server.js'

// `witness-child.ts <witness.db> <log vkey>`: a witness with a known key. Prints its port and answers until it is killed.
const [path = '', logKey = ''] = process.argv.slice(2)
const key = parseVerifierKey(logKey)
const { port } = await serveWitness(
  {
    signer: { name: 'witness.example/w1', signer: seedSigner(Buffer.alloc(32, 7)) },
    store: openWitnessStore(path),
    logKeys: (origin) => (origin === key.name ? [key] : []),
    now: () => Math.floor(Date.now() / 1000),
  },
  { address: '127.0.0.1', port: 0, onAnswer: () => undefined },
)
console.log(port)
