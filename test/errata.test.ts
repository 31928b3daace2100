import { describe, expect, test } from 'vitest'
import { auditErrata } from '../src/audit/errata.js'
import { newTrail } from '../src/audit/trail.js'
import { canonicalJson, type Json } from '../src/encoding/canonical-json.js'
import { formatSignedNote } from '../src/encoding/signed-note.js'
import { encodeUtf8 } from '../src/encoding/utf8.js'
import { instantOf } from '../src/model/instant.js'
import { seedSigner } from '../src/signing/signer.js'
import { verifierKeyOf } from '../src/signing/verifier-key.js'
import { madeBy } from './support/acts.js'

const name = 'maintainers.example/custodia'
const maintainers = seedSigner(Buffer.alloc(32, 7))
const key = verifierKeyOf(name, maintainers.publicKey)
const otherPackage = '6'.repeat(64)
const summary = { en: 'Sizes may be wrong.', es: 'Los tamaños pueden ser erróneos.' }

/** Entries 0 to 9; 3, 4 and 7 were made by another build. */
function trail() {
  const made = newTrail()
  for (let seq = 0; seq < 10; seq += 1) {
    const software = [3, 4, 7].includes(seq) ? { ...madeBy, package: otherPackage } : madeBy
    made.add({ logTime: instantOf(seq * 1000), signers: ['P-01+00000000'], software }, seq)
  }
  return made
}

async function signed(content: Json, signer = maintainers, text = 'custodia-errata/v1') {
  const said = `${text}\n${canonicalJson(content)}\n`
  const { keyId } = verifierKeyOf(name, maintainers.publicKey)
  const signature = await signer.sign(encodeUtf8(said))
  return formatSignedNote({ text: said, signatures: [{ name, keyId, signature }] })
}

const errata = (affects: Json, id = 'CE-2026-01'): Json => ({
  errata: [{ affects: [affects], id, summary }],
  issued: '2026-11-22T10:00:00.000Z',
})

async function found(bytes: Uint8Array, with_ = key) {
  const findings = await auditErrata({ files: [{ name: 'file', bytes }], key: with_ }, trail())
  return findings.map(({ code, verdict, subject, details }) => ({ code, verdict, subject, ...details }))
}

describe('errata', () => {
  test('name the entries that the faulty build made, and confirm nothing of them', async () => {
    expect(await found(await signed(errata({ package: otherPackage })))).toEqual([
      {
        code: 'errata.affects',
        verdict: 'unchecked',
        subject: 'erratum CE-2026-01',
        id: 'CE-2026-01',
        acts: 3,
        entries: '3–4, 7',
        ...summary,
      },
    ])
  })

  test.each([
    [{ version: madeBy.version }, '0–9'],
    [{ lock: madeBy.lock, package: madeBy.package }, '0–2, 5–6, 8–9'],
    [{ node: madeBy.node.sha256, openssl: madeBy.openssl.sha256 }, '0–9'],
  ])('touch what agrees with every key that is given: %o', async (affects, entries) => {
    expect(await found(await signed(errata(affects)))).toMatchObject([{ entries }])
  })

  test('that touch nothing say so', async () => {
    expect(await found(await signed(errata({ version: '9.9.9' })))).toEqual([
      { code: 'errata.confirmed', verdict: 'confirmed', subject: 'file', errata: 1 },
    ])
  })

  test.each([
    ['signed by somebody else', () => signed(errata({ version: '9' }), seedSigner(Buffer.alloc(32, 8)))],
    ['of another format', () => signed(errata({ version: '9' }), maintainers, 'custodia-act/v1')],
    ['that affect whatever there is', () => signed(errata({}))],
    ['with a key nobody knows', () => signed(errata({ colour: 'red' }))],
    ['that are no note', async () => Buffer.from('errata')],
    ['with one byte changed', async () => altered(await signed(errata({ version: '9.9.9' })))],
  ])('%s are not believed', async (_, made) => {
    expect(await found(await made())).toMatchObject([{ code: 'errata.untrusted', verdict: 'unchecked' }])
  })

  test('without a key are not believed', async () => {
    const files = [{ name: 'file', bytes: await signed(errata({ version: '9.9.9' })) }]
    expect(await auditErrata({ files }, trail())).toMatchObject([{ code: 'errata.untrusted' }])
  })
})

function altered(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes)
  const at = copy.indexOf('9.9.9')
  copy.write('9.9.8', at)
  return copy
}
