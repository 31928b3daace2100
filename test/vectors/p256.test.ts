import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { encodeP256Signature } from '../../src/signing/p256.js'
import { verifierKeyOf } from '../../src/signing/verifier-key.js'
import { describeShared } from '../support/shared.js'

interface Suite {
  readonly testGroups: readonly {
    readonly publicKeyDer: string
    readonly tests: readonly {
      readonly tcId: number
      readonly comment: string
      readonly msg: string
      readonly sig: string
      readonly result: string
    }[]
  }[]
}

const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const suite = 'vectors/wycheproof/testvectors_v1/ecdsa_secp256r1_sha256_test.json'

/** The numbers of a signature that the vectors call valid: its DER is well-formed. */
function numbersIn(sig: string): { r: Buffer; s: Buffer } {
  const der = Buffer.from(sig, 'hex')
  const end = 4 + (der[3] ?? 0)
  return { r: der.subarray(4, end), s: der.subarray(end + 2) }
}

describeShared('Wycheproof ECDSA P-256 with SHA-256', suite, (path) => {
  const { testGroups }: Suite = JSON.parse(readFileSync(path, 'utf8'))
  const cases = testGroups.flatMap(({ publicKeyDer, tests }) =>
    tests.map((each) => ({ ...each, publicKeyDer })),
  )

  test('are all here', () => expect(cases).toHaveLength(484))

  test.each(cases)('$tcId $comment is $result', ({ publicKeyDer, msg, sig, result }) => {
    const { verify } = verifierKeyOf('wycheproof.example', Buffer.from(publicKeyDer, 'hex'))
    const message = Buffer.from(msg, 'hex')
    if (result !== 'valid') {
      expect(verify(message, Buffer.from(sig, 'hex'))).toBe(false)
      return
    }
    const { r, s } = numbersIn(sig)
    // Of the two signatures that verify alike, ours is the one with the smaller number.
    expect(verify(message, Buffer.from(sig, 'hex'))).toBe(BigInt(`0x${s.toString('hex')}`) <= order / 2n)
    expect(verify(message, encodeP256Signature(r, s))).toBe(true)
  })
})
