import { appendFile, cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { KeptNote, Verdict } from '../../src/auditor.js'
import { verifierDigests } from '../../src/disclosure/verifier-files.js'
import type { ExhibitNumber, PersonCode } from '../../src/model/names.js'
import { formatCosignerKey } from '../../src/signing/cosignature.js'
import { signerOf } from '../support/acts.js'
import { edited, forgeries } from '../support/forger.js'
import { smallEvidence, smallRecord } from '../support/small-record.js'
import {
  acts,
  alter,
  cosigned,
  record,
  repairSums,
  verifier,
  withAct,
  withCardKey,
  withEveryKey,
  withLogKey,
  writeForged,
  writeWhole,
} from './forging.js'

/** What whoever verifies knows and asks, besides the folder. */
export interface Asked {
  /** `right` pins the record's genesis, `other` another, `none` nothing. */
  readonly pin?: 'right' | 'other' | 'none'
  /** Files of the evidence, by path. */
  readonly evidence?: ReadonlyMap<string, Uint8Array>
  readonly receipts?: readonly KeptNote[]
  readonly checkpoints?: readonly KeptNote[]
  readonly policy?: string
}

/** One disclosure. Its name ends in `_fail` where it must not be confirmed. */
export interface Row {
  readonly name: string
  /** Which threat it shows. */
  readonly threat: string
  readonly verdict: Verdict
  /** `code subject` of findings that every checker must make. */
  readonly finds: readonly string[]
  readonly asked?: Asked
  make(folder: string): Promise<void>
}

const all = { evidence: smallEvidence } as const
const bundle = 'tile/entries/000.p/7'
const manifest = `manifests/${record.documents[0]?.sha256}.jsonl`
const kept = (at: number): Asked => ({ receipts: [{ name: 'kept', bytes: bytesAt(record.receipts, at) }] })
const known = (at: number): Asked => ({
  checkpoints: [{ name: 'known', bytes: bytesAt(record.checkpoints, at) }],
})

function bytesAt(list: readonly Uint8Array[], at: number): Uint8Array {
  const bytes = list[at]
  if (!bytes) throw new Error(`nothing at ${at}`)
  return bytes
}

const text = (change: (text: string) => string) => (bytes: Buffer) =>
  Buffer.from(change(bytes.toString('latin1')), 'latin1')
const replacing = (from: string, to: string) =>
  text((whole) => {
    if (!whole.includes(from)) throw new Error(`no ${from}`)
    return whole.replace(from, to)
  })

/** The third act says something else, in the same number of bytes; its signature is left as it was. */
const liar = () => acts().map((each, seq) => (seq === 3 ? edited(each, lie) : each))
const lie = (said: string) => said.replace('"category":"phone"', '"category":"drive"')
const witness = 'witness.example/w1'
const policy = `witness w1 ${formatCosignerKey(witness, signerOf(witness).publicKey)}\nquorum w1\n`
const addition = {
  kind: 'exhibit.add',
  category: 'drive',
  description: { c: record.openings[0]?.c ?? '' },
  quantity: 1,
} as const
const disclosing = {
  kind: 'disclosure.record',
  profile: 'none',
  verifier: verifierDigests(verifier),
} as const

const good: readonly Row[] = [
  row('whole', 'none', [], (folder) => writeWhole(folder), all),
  row('withheld', 'none', [], (folder) => writeWhole(folder, { openings: [] })),
  row('several-bundles', 'none', [], async (folder) => {
    const { input } = await smallRecord(280)
    await writeWhole(folder, { ...input })
  }),
  row('kept-by-others', 'none', [], (folder) => writeWhole(folder), { ...all, ...kept(4), ...known(3) }),
  row('with-verifier', 'none', [], async (folder) =>
    writeForged(folder, await withAct('P-01', disclosing), { verifier }),
  ),
  row(
    'cosigned',
    'none',
    ['cosignature.confirmed cosignature w1'],
    async (folder) => writeWhole(folder, { checkpoint: await cosigned(record.input.checkpoint, witness) }),
    { policy },
  ),
  row('card-key', 'none', [], async (folder) => writeForged(folder, await withCardKey())),
  // What nobody can see from the folder alone; the rows beside them show who can.
  row('cut-and-nothing-kept', 'truncated tail', [], async (folder) =>
    writeForged(folder, await withLogKey(acts().slice(0, 5)), { documents: [] }),
  ),
  row('rewritten-and-nothing-kept', 'rewritten with every key', [], async (folder) =>
    writeForged(folder, await rewritten()),
  ),
]

const pins: readonly Row[] = [
  bad(
    'no-pin_fail',
    'self-stated trust',
    ['trust.self-stated genesis'],
    (folder) => writeWhole(folder),
    { pin: 'none' },
    'unchecked',
  ),
  bad('other-pin_fail', 'another log', ['trust.mismatch genesis'], (folder) => writeWhole(folder), {
    pin: 'other',
  }),
]

const entries: readonly Row[] = [
  bad('card-signature_fail', 'insider edits a row', ['act.signature-invalid entry 5'], async (folder) => {
    const { entries } = await withCardKey()
    const notes = forgeries({ entries, checkpoints: [] })
    const broken = (said: string) => said.replace('"copied":true', '"copied":false')
    await writeForged(
      folder,
      await withLogKey(notes.map((each, seq) => (seq === 5 ? edited(each, broken) : each))),
    )
  }),
  bad(
    'card-signature-other-form_fail',
    'a signature with two forms',
    ['act.signature-invalid entry 2'],
    async (folder) => writeForged(folder, await withCardKey('the other')),
  ),
  bad(
    'row-edited_fail',
    'insider edits a row',
    [
      'act.signature-invalid entry 3',
      'entry.chain-broken entry 4',
      'tile.mismatch tile/0/000.p/7',
      'checkpoint.root-mismatch checkpoint 0',
    ],
    async (folder) => {
      await writeWhole(folder)
      await alter(folder, bundle, replacing('"category":"phone"', '"category":"drive"'))
    },
  ),
  bad(
    'rechained-with-log-key_fail',
    'rechained with the log key',
    ['act.signature-invalid entry 3', 'act.seen-mismatch entry 4'],
    async (folder) => writeForged(folder, await withLogKey(liar())),
  ),
  bad(
    'rewritten-with-every-key_fail',
    'rewritten with every key',
    ['checkpoint.root-mismatch known'],
    async (folder) => writeForged(folder, await rewritten()),
    known(4),
  ),
  bad(
    'rewritten-against-receipt_fail',
    'rewritten with every key',
    ['receipt.contradicts kept'],
    async (folder) => writeForged(folder, await rewritten()),
    kept(4),
  ),
  bad('reordered_fail', 'reordered', ['act.seen-mismatch entry 3'], async (folder) => {
    const [a, b, c, d, e, ...rest] = acts()
    if (!a || !b || !c || !d || !e) throw new Error('too few acts')
    await writeForged(folder, await withLogKey([a, b, c, e, d, ...rest]))
  }),
  bad(
    'cut-against-receipt_fail',
    'truncated tail',
    ['receipt.contradicts kept'],
    async (folder) => writeForged(folder, await withLogKey(acts().slice(0, 5)), { documents: [] }),
    kept(5),
  ),
  bad(
    'cut-against-checkpoint_fail',
    'truncated tail',
    ['checkpoint.beyond-log known'],
    async (folder) => writeForged(folder, await withLogKey(acts().slice(0, 5)), { documents: [] }),
    known(6),
  ),
  bad(
    'forked_fail',
    'forked log',
    ['checkpoint.root-mismatch known'],
    async (folder) => writeForged(folder, await rewritten(6)),
    known(6),
  ),
  bad('clock-backward_fail', 'clock rolled back', ['entry.clock-backward entry 5'], async (folder) => {
    const notes = acts()
    const earlier = notes[2]?.logTime
    await writeForged(
      folder,
      await withLogKey(
        notes.map((each, seq) => (seq === 5 && earlier ? { ...each, logTime: earlier } : each)),
      ),
    )
  }),
  bad('duplicate-key_fail', 'duplicate keys', ['act.malformed entry 3'], async (folder) =>
    writeForged(
      folder,
      await withLogKey(malformed((said) => said.replace('"category":', '"category":"drive","category":'))),
    ),
  ),
  bad('not-canonical_fail', 'not canonical', ['act.malformed entry 3'], async (folder) =>
    writeForged(
      folder,
      await withLogKey(malformed((said) => said.replace('"quantity":1', '"quantity":1.0'))),
    ),
  ),
  bad('unknown-key_fail', 'not canonical', ['act.malformed entry 3'], async (folder) =>
    writeForged(
      folder,
      await withLogKey(malformed((said) => said.replace('"quantity":1', '"quantity":1,"quantum":1'))),
    ),
  ),
  bad('replayed_fail', 'replayed act', ['act.refused entry 7'], async (folder) => {
    const notes = acts()
    await writeForged(
      folder,
      await withLogKey([
        ...notes,
        ...notes.slice(3, 4).map((each) => ({ ...each, logTime: notes[6]?.logTime ?? each.logTime })),
      ]),
    )
  }),
  bad('of-another-log_fail', 'act of another log', ['act.refused entry 3'], async (folder) =>
    writeForged(
      folder,
      await withEveryKey(acts(), (act, seq) =>
        seq === 3 ? { ...act, log: act.log.replace(/0/g, '1') as typeof act.log } : act,
      ),
    ),
  ),
  bad('without-quorum_fail', 'thief of one key', ['act.refused entry 7'], async (folder) =>
    writeForged(
      folder,
      await withAct('P-02', {
        kind: 'person.enrol',
        identity: addition.description,
        person: 'P-03' as PersonCode,
        roles: ['examiner'],
      }),
    ),
  ),
  bad('revoked-key_fail', 'thief of one key', ['act.refused entry 8'], async (folder) => {
    const keyId =
      /"key":"[^"]*\/P-02\+([0-9a-f]{8})\+/.exec(Buffer.from(bytesAt(record.entries, 2)).toString())?.[1] ??
      ''
    const revocation = {
      kind: 'key.revoke',
      key: keyId,
      person: 'P-02' as PersonCode,
      reason: 'compromised',
    } as const
    await writeForged(
      folder,
      await withAct('P-02', revocation, { ...addition, exhibit: 'E-2' as ExhibitNumber }),
    )
  }),
  bad('bundle-cut_fail', 'malicious bundle', [`tile.mismatch ${bundle}`], async (folder) => {
    await writeWhole(folder)
    await alter(folder, bundle, (bytes) => bytes.subarray(0, -1))
  }),
  bad('empty_fail', 'malicious bundle', ['log.empty log'], async (folder) => {
    await writeWhole(folder)
    await rm(join(folder, 'tile'), { recursive: true })
    await repairSums(folder)
  }),
]

const files: readonly Row[] = [
  bad('file-changed_fail', 'bit rot', ['file.mismatch SPEC.md'], async (folder) => {
    await writeWhole(folder)
    await appendFile(join(folder, 'SPEC.md'), '\n')
  }),
  ...[
    ['tile_fail', 'tile/0/000.p/7', 'tile.mismatch tile/0/000.p/7'],
    ['key_fail', 'keys/P-02-c5bc51ef.vkey', 'file.mismatch keys/P-02-c5bc51ef.vkey'],
    ['policy_fail', 'policy', 'file.mismatch policy'],
    ['statement_fail', 'README.txt', 'file.mismatch README.txt'],
    ['checkpoint_fail', 'checkpoint', 'checkpoint.absent size 7'],
    ['manifest_fail', manifest, 'manifest.mismatch manifest A-1'],
  ].map(([name = '', path = '', found = '']) =>
    bad(name, 'a derived file changed, and the list with it', [found], async (folder) => {
      await writeWhole(folder)
      const at =
        path === manifest
          ? /(?<="md5":")./
          : path === 'README.txt'
            ? /\d(?=\nroot)/
            : path === 'checkpoint'
              ? /(?<=\n)7/
              : undefined
      await alter(folder, path, (bytes) =>
        at
          ? text((said) => said.replace(at, (digit) => (digit === '3' ? '4' : '3')))(bytes)
          : Buffer.from(bytes.map((byte, index) => (index === 10 ? byte ^ 1 : byte))),
      )
    }),
  ),
  bad('log-signature_fail', 'forged head', ['checkpoint.signature-invalid checkpoint 0'], async (folder) => {
    await writeWhole(folder)
    await alter(
      folder,
      'checkpoint',
      text((said) => said.replace(/.{8}\n$/, 'AAAAAAA=\n')),
    )
  }),
  bad(
    'manifest-absent_fail',
    'something left out',
    ['manifest.absent manifest A-1'],
    async (folder) => {
      await writeWhole(folder)
      await rm(join(folder, manifest))
      await repairSums(folder)
    },
    {},
    'unchecked',
  ),
  bad(
    'manifest-counts_fail',
    'an act that lies about its manifest',
    ['manifest.mismatch manifest A-1'],
    async (folder) =>
      writeForged(
        folder,
        await withEveryKey(acts(), (act) => (act.kind === 'acquisition.record' ? { ...act, items: 3 } : act)),
      ),
  ),
  bad(
    'stranger_fail',
    'a file nobody speaks for',
    ['file.unexpected extra/note.txt'],
    async (folder) => {
      await writeWhole(folder)
      await mkdir(join(folder, 'extra'))
      await writeFile(join(folder, 'extra/note.txt'), 'read me first\n')
    },
    {},
    'unchecked',
  ),
  bad(
    'hostile-name_fail',
    'hostile names',
    ['file.unexpected \\x1b[2J\\u202e\\n=HYPERLINK'],
    async (folder) => {
      await writeWhole(folder)
      await writeFile(join(folder, '\u001b[2J\u202e\n=HYPERLINK'), '')
    },
    {},
    'unchecked',
  ),
  bad('link_fail', 'links', [`file.mismatch ${manifest}`], async (folder) => {
    await writeWhole(folder)
    await cp(join(folder, manifest), join(folder, '..', 'aside'))
    await rm(join(folder, manifest))
    await symlink('../../aside', join(folder, manifest))
  }),
  bad('opening-changed_fail', 'an opening changed', ['opening.mismatch opening'], async (folder) => {
    await writeWhole(folder)
    await alter(folder, 'clear.jsonl', replacing('black telephone', 'white telephone'))
  }),
  bad('openings-unsorted_fail', 'an opening changed', ['opening.mismatch openings'], async (folder) => {
    await writeWhole(folder)
    await alter(
      folder,
      'clear.jsonl',
      text((said) => `${said.trimEnd().split('\n').toReversed().join('\n')}\n`),
    )
  }),
  bad('nested-deep_fail', 'malicious bundle', ['opening.mismatch openings'], async (folder) => {
    await writeWhole(folder)
    const deep = `{"c":"${'A'.repeat(43)}=","salt":"${'A'.repeat(43)}=","value":${'['.repeat(100_000)}${']'.repeat(100_000)}}\n`
    await alter(folder, 'clear.jsonl', () => Buffer.from(deep))
  }),
  bad(
    'receipt-of-another_fail',
    'a receipt that contradicts',
    ['receipt.contradicts receipts/3.tlog-proof'],
    async (folder) => {
      await writeWhole(folder)
      await cp(join(folder, 'receipts/4.tlog-proof'), join(folder, 'receipts/3.tlog-proof'))
      await repairSums(folder)
    },
  ),
  bad(
    'receipt-malformed_fail',
    'a receipt that contradicts',
    ['receipt.malformed receipts/3.tlog-proof'],
    async (folder) => {
      await writeWhole(folder)
      await alter(folder, 'receipts/3.tlog-proof', replacing('index 3', 'index 03'))
    },
  ),
  bad(
    'verifier-swapped_fail',
    'supply chain of the verifier',
    ['file.mismatch verify.mjs'],
    async (folder) => {
      await writeForged(folder, await withAct('P-01', disclosing), { verifier })
      await alter(folder, 'verify.mjs', () => Buffer.from("console.log('CONFIRMED')\n"))
    },
  ),
  bad('page-swapped_fail', 'supply chain of the verifier', ['file.mismatch verify.html'], async (folder) => {
    await writeForged(folder, await withAct('P-01', disclosing), { verifier })
    await alter(folder, 'verify.html', replacing('<main>', '<main hidden>'))
  }),
  bad(
    'verifier-unrecorded_fail',
    'supply chain of the verifier',
    ['file.unexpected verify.mjs'],
    async (folder) => {
      await writeWhole(folder)
      await writeFile(join(folder, 'verify.mjs'), verifier.program)
      await repairSums(folder)
    },
    {},
    'unchecked',
  ),
]

const outside: readonly Row[] = [
  bad(
    'evidence-swapped_fail',
    'swapped evidence',
    ['blob.mismatch blob sha256:'],
    (folder) => writeWhole(folder),
    {
      evidence: new Map(
        [...smallEvidence].map(([path, bytes], at) => [
          path,
          at === 0 ? bytes.map((byte) => byte ^ 1) : bytes,
        ]),
      ),
    },
  ),
  bad(
    'evidence-grown_fail',
    'swapped evidence',
    ['blob.mismatch blob sha256:'],
    (folder) => writeWhole(folder),
    {
      evidence: new Map(
        [...smallEvidence].map(([path, bytes]) => [path, Buffer.concat([bytes, Buffer.from('x')])]),
      ),
    },
  ),
  bad(
    'evidence-missing_fail',
    'swapped evidence',
    ['blob.absent blob sha256:'],
    (folder) => writeWhole(folder),
    {
      evidence: new Map([...smallEvidence].slice(1)),
    },
    'unchecked',
  ),
  bad(
    'cosignature-forged_fail',
    'forged cosignature',
    ['cosignature.invalid checkpoint 7'],
    async (folder) => {
      await writeWhole(folder, { checkpoint: await cosigned(record.input.checkpoint, witness) })
      await alter(
        folder,
        'checkpoint',
        text((said) => said.replace(/.{8}\n$/, 'AAAAAAA=\n')),
      )
    },
    { policy },
  ),
]

export const rows: readonly Row[] = [...good, ...pins, ...entries, ...files, ...outside]

/** The record with the exhibit of entry 3, or the entry said, described otherwise; every signature made anew. */
function rewritten(from = 3) {
  return withEveryKey(acts(), (act, seq) => {
    if (seq < from) return act
    return act.kind === 'exhibit.add'
      ? { ...act, quantity: 2 }
      : { ...act, nonce: act.nonce.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')) }
  })
}

/** Bytes that no parser of ours would write, signed by nobody. */
function malformed(change: (said: string) => string) {
  return acts().map((each, seq) => (seq === 3 ? edited(each, change) : each))
}

function row(
  name: string,
  threat: string,
  finds: readonly string[],
  make: Row['make'],
  asked: Asked = {},
): Row {
  return { name, threat, verdict: 'confirmed', finds, asked, make }
}

function bad(
  name: string,
  threat: string,
  finds: readonly string[],
  make: Row['make'],
  asked: Asked = {},
  verdict: Verdict = 'contradicted',
): Row {
  return { name, threat, verdict, finds, asked, make }
}
