import { audit } from '../../src/audit/audit.js'
import type { AuditResult } from '../../src/audit/result.js'
import type { OutsideCover, Trust } from '../../src/audit/source.js'
import { formatSignedNote, parseSignedNote } from '../../src/encoding/signed-note.js'
import { append, type Recorded } from '../../src/ledger/append.js'
import { instantOf } from '../../src/model/instant.js'
import { cosign, formatCosignerKey } from '../../src/signing/cosignature.js'
import { personKeyName, signAct } from '../../src/signing/signed-act.js'
import { parseTrustPolicy } from '../../src/signing/trust-policy.js'
import { memoryLedger } from '../reference/memory-ledger.js'
import { actAt, type Circumstances, genesisBody, origin, signerOf, start } from './acts.js'
import { memorySource } from './memory-source.js'

// A log whose keys change: acts signed by whom one likes, checkpoints by the log's key of the moment, cosignatures at any time. One
// entry a minute.

const witness = { name: 'witness.example/w', signer: signerOf('witness') }
const policy = parseTrustPolicy(
  Buffer.from(`witness w ${formatCosignerKey(witness.name, witness.signer.publicKey)}\nquorum w\n`),
)

export interface Hands {
  /** Whose keys make the lines of the parties, one after another; their own when left out. */
  readonly owners?: readonly string[]
  /** Whose keys make the log's own lines. */
  readonly logOwners?: readonly string[]
  /** Whose key signs the checkpoint. */
  readonly checkpointBy?: string
  /** Minutes after the start that the log's clock shows; one for each entry otherwise. */
  readonly logged?: number
}

export interface KeyRecord {
  readonly recorded: readonly Recorded[]
  takes(by: string, body: object, circumstances?: Circumstances, hands?: Hands): Promise<number>
  /** The witness cosigns the newest checkpoint, so many minutes after the start. */
  cosigned(minutes: number): Promise<void>
  audited(trust?: Partial<Trust>): Promise<AuditResult>
  checkpoints(): Promise<readonly Uint8Array[]>
}

export async function keyRecord(): Promise<KeyRecord> {
  const store = memoryLedger()
  const recorded: Recorded[] = []
  const cover: OutsideCover[] = []

  async function takes(
    by: string,
    body: object,
    circumstances: Circumstances = {},
    { owners = [], logOwners = [], checkpointBy = 'log', logged }: Hands = {},
  ): Promise<number> {
    const { size } = await store.head()
    const act = actAt(size, by, body, circumstances)
    const keyed = act.parties.filter(({ signature }) => signature.kind === 'key')
    const signed = await signAct(act, [
      ...logOwners.map((owner) => ({ name: origin, signer: signerOf(owner) })),
      ...keyed.map(({ who }, at) => ({
        name: personKeyName(origin, who),
        signer: signerOf(owners[at] ?? who),
      })),
    ])
    const logKey = { origin, signer: signerOf(checkpointBy) }
    const now = () => instantOf(start + (logged ?? size) * 60_000)
    const appended = await append(store, [signed.note], logKey, now, async () => undefined)
    recorded.push(...appended.recorded)
    return size
  }

  await takes('P-01', genesisBody, { parties: ['P-01 administrator'] }, { logOwners: ['log'] })

  const source = memorySource({
    entries: () => store.entries(0),
    checkpoints: () => store.checkpoints(),
    cover: () => cover,
  })

  return {
    recorded,
    takes,
    async cosigned(minutes) {
      const { size, checkpoint } = await store.head()
      const { text, signatures } = parseSignedNote(checkpoint ?? new Uint8Array())
      const line = await cosign(text, witness, Math.floor(start / 1000) + minutes * 60)
      const bytes = formatSignedNote({ text, signatures: [...signatures, line] })
      cover.push({ kind: 'cosignature', size, bytes })
    },
    async checkpoints() {
      const notes: Uint8Array[] = []
      for await (const note of store.checkpoints()) notes.push(note)
      return notes
    },
    audited: (trust = {}) =>
      audit(
        source,
        {
          ...(recorded[0] ? { genesis: recorded[0].leaf } : {}),
          anchorExpected: false,
          checkpoints: [],
          receipts: [],
          policy,
          ...trust,
        },
        { bytes: 'none', requireCoverage: false },
        async () => undefined,
      ),
  }
}
