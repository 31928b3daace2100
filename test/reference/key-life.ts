// Which keys count, who administers and whether anything may follow, each time read off the whole history from its beginning.

export type KeyMove =
  | {
      readonly kind: 'enrol'
      readonly signers: readonly string[]
      readonly person: string
      readonly key: string
    }
  | { readonly kind: 'rotate'; readonly person: string; readonly old: string; readonly key: string }
  | {
      readonly kind: 'revoke'
      readonly signers: readonly string[]
      readonly person: string
      readonly key: string
      readonly compromised: boolean
    }
  | {
      readonly kind: 'grant' | 'withdraw'
      readonly signers: readonly string[]
      readonly person: string
      readonly role: string
    }
  | { readonly kind: 'quorum'; readonly signers: readonly string[]; readonly count: number }
  | { readonly kind: 'log-key'; readonly signers: readonly string[]; readonly key: string }
  | { readonly kind: 'freeze'; readonly signers: readonly string[] }
  | { readonly kind: 'other'; readonly by: string }

/** Everything taken so far, the beginning included. */
export type Taken = readonly KeyMove[]

const everyone = ['P-01', 'P-02', 'P-03']

/** Keys that a person signs the next entry with, by the names of the keys. */
export function counting(taken: Taken, person: string): readonly string[] {
  let keys = [person]
  for (const move of taken) {
    if (!('person' in move) || move.person !== person) continue
    if (move.kind === 'enrol') keys = [...keys, move.key]
    if (move.kind === 'rotate') keys = [...keys.filter((key) => key !== move.old), move.key]
    if (move.kind === 'revoke') keys = keys.filter((key) => key !== move.key)
  }
  return keys
}

function everHad(taken: Taken, person: string): readonly string[] {
  return [person, ...taken.flatMap((move) => (isGift(move, person) ? [move.key] : []))]
}

function isGift(move: KeyMove, person: string): move is KeyMove & { kind: 'enrol' | 'rotate' } {
  return (move.kind === 'enrol' || move.kind === 'rotate') && move.person === person
}

export function rolesOf(taken: Taken, person: string): readonly string[] {
  let roles = [person === 'P-01' ? 'administrator' : 'examiner']
  for (const move of taken) {
    if (!('role' in move) || move.person !== person) continue
    roles = move.kind === 'grant' ? [...roles, move.role] : roles.filter((role) => role !== move.role)
  }
  return roles
}

export function quorumOf(taken: Taken): number {
  return taken.reduce((quorum, move) => (move.kind === 'quorum' ? move.count : quorum), 1)
}

/** The log's key for the checkpoint over everything taken. */
export function logKeyOf(taken: Taken): string {
  return taken.reduce((key, move) => (move.kind === 'log-key' ? move.key : key), 'log')
}

/** Whether the next move is taken. */
export function isTaken(taken: Taken, move: KeyMove): boolean {
  if (taken.some(({ kind }) => kind === 'freeze')) return false
  if (move.kind === 'other') return counting(taken, move.by).length > 0
  if (move.kind === 'rotate')
    return counting(taken, move.person).includes(move.old) && !everHad(taken, move.person).includes(move.key)
  const wanted = move.kind === 'quorum' ? Math.max(move.count, quorumOf(taken)) : quorumOf(taken)
  const [first = ''] = move.signers
  const administering = move.signers.filter((who) => rolesOf(taken, who).includes('administrator'))
  if (counting(taken, first).length === 0 || new Set(administering).size < wanted) return false
  return hasMeaning(taken, move)
}

function hasMeaning(taken: Taken, move: Exclude<KeyMove, { kind: 'other' | 'rotate' }>): boolean {
  switch (move.kind) {
    case 'enrol':
      return !everHad(taken, move.person).includes(move.key)
    case 'revoke': {
      const known = everHad(taken, move.person).includes(move.key)
      const again = taken.some(
        (each) =>
          each.kind === 'revoke' && each.compromised && each.person === move.person && each.key === move.key,
      )
      return move.compromised ? known && !again : counting(taken, move.person).includes(move.key)
    }
    case 'grant':
      return !rolesOf(taken, move.person).includes(move.role)
    case 'withdraw': {
      const roles = rolesOf(taken, move.person)
      const others = everyone.filter(
        (who) =>
          who !== move.person &&
          rolesOf(taken, who).includes('administrator') &&
          counting(taken, who).length > 0,
      )
      const enough = move.role !== 'administrator' || others.length >= quorumOf(taken)
      return roles.includes(move.role) && roles.length > 1 && enough
    }
    case 'quorum':
      return move.count !== quorumOf(taken)
    case 'log-key':
      return !['log', ...taken.flatMap((each) => (each.kind === 'log-key' ? [each.key] : []))].includes(
        move.key,
      )
    case 'freeze':
      return true
  }
}
