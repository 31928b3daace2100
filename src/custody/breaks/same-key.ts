import { verifierKey } from '../authority.js'
import type { BreakRule } from './rule.js'

/** One key enrolled for two persons: two signatures that may be one hand. */
export const sameKey: BreakRule = {
  code: 'SIG-SAME-KEY',
  severity: 'major',
  live: 'refuse',
  observe(before, { act }) {
    if (act.kind !== 'key.enrol' && act.kind !== 'key.rotate') return []
    const publicKey = hex(verifierKey(act.key).publicKey)
    return Object.entries(before.persons)
      .filter(([person]) => person !== act.person)
      .flatMap(([, { keys }]) => keys.filter((key) => hex(verifierKey(key.key).publicKey) === publicKey))
      .map((key) => ({ entries: [key.from] }))
  },
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
