import type { Passphrase } from '../case/witness.js'
import type { Instant } from '../model/instant.js'
import type { Listening } from '../witness/server.js'
import { homeOf } from './opened.js'

// A witness: somebody outside the lab, with a home of their own.

export async function createWitness(home: string, name: string, passphrase: Uint8Array, created: Instant) {
  return (await import('../case/witness.js')).createWitness(await homeOf(home), name, passphrase, created)
}

export async function showWitness(home: string) {
  return (await import('../case/witness.js')).witnessFacts(await homeOf(home))
}

export async function watchLog(home: string, verifierKey: string) {
  return (await import('../case/witness.js')).watchLog(await homeOf(home), verifierKey)
}

export async function serveWitness(home: string, passphrase: Passphrase, listening: Listening) {
  return (await import('../case/witness.js')).serveWitnessOf(await homeOf(home), passphrase, listening)
}

export async function signWitnessRequest(home: string, passphrase: Passphrase, path: string) {
  return (await import('../case/witness.js')).signWitnessRequest(await homeOf(home), passphrase, path)
}
