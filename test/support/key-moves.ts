import fc from 'fast-check'
import { formatVerifierKey } from '../../src/signing/verifier-key.js'
import type { KeyMove } from '../reference/key-life.js'
import type { Step } from './act-bodies.js'
import { closed, keyOf, origin, signerOf } from './acts.js'

// Random things that three officers do with keys and roles, sensible or not.

const officer = fc.constantFrom('P-01', 'P-02', 'P-03')
const spare = fc.constantFrom('P-01', 'P-02', 'P-03', 'spare 1', 'spare 2', 'spare 3')
const role = fc.constantFrom('administrator', 'administrator', 'expert')
const signers = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(['P-01'], ['P-01', 'P-02'], ['P-01', 'P-02', 'P-03']) },
  { weight: 1, arbitrary: fc.uniqueArray(officer, { minLength: 1, maxLength: 3 }) },
)
const is = <Kind extends string>(kind: Kind) => fc.constant(kind)

const anyKeyMove: fc.Arbitrary<KeyMove> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: is('enrol'), signers, person: officer, key: spare }) },
  { weight: 4, arbitrary: fc.record({ kind: is('rotate'), person: officer, old: spare, key: spare }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: is('revoke'),
      signers,
      person: officer,
      key: spare,
      compromised: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom('grant', 'withdraw'), signers, person: officer, role }),
  },
  { weight: 2, arbitrary: fc.record({ kind: is('quorum'), signers, count: fc.integer({ min: 1, max: 3 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: is('log-key'), signers, key: fc.constantFrom('log', 'log 2', 'log 3') }),
  },
  { weight: 3, arbitrary: fc.record({ kind: is('other'), by: officer }) },
)

export function anyKeyHistory(longest: number): fc.Arbitrary<readonly KeyMove[]> {
  const freeze = fc.record({ kind: is('freeze'), signers })
  const end = fc.option(freeze, { freq: 3, nil: undefined })
  const moves = (most: number) => fc.array(anyKeyMove, { maxLength: most, size: 'max' })
  return fc
    .tuple(moves(longest), end, moves(3))
    .map(([before, last, after]) => [...before, ...(last ? [last] : []), ...after])
}

export function logVerifierOf(owner: string): string {
  return formatVerifierKey(origin, signerOf(owner).publicKey)
}

const verification = {
  kind: 'verification.recorded',
  checked: {
    blobs: 0,
    bytes: 0,
    checkpoints: 0,
    cosignatures: 0,
    entries: 0,
    items: 0,
    manifests: 0,
    signatures: 0,
    timestamps: 0,
  },
  head: { root: closed().c, size: 0 },
  result: closed(),
  verdict: 'confirmed',
}

const administrators = (who: readonly string[]) => who.map((each) => `${each} administrator` as const)

/** The act of a move, with its parties. */
export function keyStepOf(move: KeyMove): Step {
  if (move.kind === 'other') return [move.by, verification]
  if (move.kind === 'rotate') {
    const { person, old, key } = move
    const body = { kind: 'key.rotate', key: keyOf(person, key), old: idOf(person, old), person }
    return [person, body, { parties: [`${person} performer`, `${person} subject`] }]
  }
  const [by = ''] = move.signers
  const parties = administrators(move.signers)
  if (move.kind === 'enrol') {
    const { person, key } = move
    const body = { kind: 'key.enrol', key: keyOf(person, key), person }
    return [by, body, { parties: [...parties, `${person} subject`] }]
  }
  return [by, bodyOf(move), { parties }]
}

function bodyOf(move: Exclude<KeyMove, { kind: 'other' | 'rotate' | 'enrol' }>): object {
  switch (move.kind) {
    case 'revoke': {
      const reason = move.compromised ? 'compromised' : 'lost'
      return { kind: 'key.revoke', key: idOf(move.person, move.key), person: move.person, reason }
    }
    case 'grant':
    case 'withdraw':
      return {
        kind: 'person.grant',
        granted: move.kind === 'grant' ? [move.role] : [],
        person: move.person,
        withdrawn: move.kind === 'withdraw' ? [move.role] : [],
      }
    case 'quorum':
      return { kind: 'quorum.change', quorum: move.count }
    case 'log-key':
      return { kind: 'log.rotate', logKey: logVerifierOf(move.key) }
    case 'freeze':
      return { kind: 'log.freeze', reason: closed() }
  }
}

function idOf(person: string, owner: string): string {
  return keyOf(person, owner).split('+')[1] ?? ''
}
