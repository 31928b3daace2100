import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { verifierKeyOf } from '../../src/signing/verifier-key.js'
import { describeShared } from '../support/shared.js'

interface Suite {
  readonly testGroups: readonly {
    readonly publicKey: { readonly pk: string }
    readonly tests: readonly {
      readonly tcId: number
      readonly comment: string
      readonly msg: string
      readonly sig: string
      readonly result: string
    }[]
  }[]
}

describeShared('Wycheproof Ed25519', 'vectors/wycheproof/testvectors_v1/ed25519_test.json', (path) => {
  const { testGroups }: Suite = JSON.parse(readFileSync(path, 'utf8'))
  const cases = testGroups.flatMap(({ publicKey, tests }) =>
    tests.map((each) => ({ ...each, pk: publicKey.pk })),
  )

  test('are all here', () => expect(cases).toHaveLength(151))

  test.each(cases)('$tcId $comment is $result', ({ pk, msg, sig, result }) => {
    const key = verifierKeyOf('wycheproof.example', Buffer.from(pk, 'hex'))
    expect(key.verify(Buffer.from(msg, 'hex'), Buffer.from(sig, 'hex'))).toBe(result === 'valid')
  })
})
