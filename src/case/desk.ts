import type { Break } from '../custody/breaks/rule.js'
import type { Act } from '../model/act.js'
import type { Instant } from '../model/instant.js'
import type { LeafHash, PersonCode } from '../model/names.js'

/** An act about to be signed, as it is shown to whoever signs it. */
export interface Preview {
  readonly acts: readonly Act[]
  /** The exact text each signature is over. */
  readonly texts: readonly string[]
  readonly breaks: readonly Break[]
  /** The texts that stand behind commitments: purposes, descriptions, reasons. Raw; escaped where they are shown. */
  readonly said: readonly string[]
  /** Who holds what the acts are about: before them, and after them. */
  readonly holders: readonly {
    readonly exhibit: string
    readonly holder: PersonCode | undefined
    readonly next: PersonCode | undefined
  }[]
  /** Leaf hash of entry 0, when this home has not signed in the log before. */
  readonly newGenesis?: LeafHash
}

/** Who acts, when, and how they are asked: everything a writing use case needs from outside. */
export interface Desk {
  readonly by: PersonCode
  /** Other administrators who sign the same act here, where one alone is not enough. */
  readonly with?: readonly PersonCode[]
  now(): Instant
  /** What happened at another time than now, and why it is written only now. */
  readonly late?: { readonly at: Instant; readonly reason: string }
  /** Breaks the signer knows of, and why the act is done all the same. */
  readonly despite?: { readonly codes: readonly string[]; readonly reason: string }
  readonly dryRun: boolean
  /** One party signs on a device of their own: a request for that signature is made, and no act recorded. */
  readonly elsewhere?: boolean
  /** Why a home that has seen nothing of this log goes on writing in it. */
  readonly adopt?: string
  /** The secret that opens a person's key file; asked once for each key. */
  passphrase(person: PersonCode, fingerprint: string): Promise<Uint8Array>
  /** Socket of the ssh-agent of whoever acts, where there is one. */
  readonly sshAgent?: string
  /** Shows what will be signed, before any key is used. */
  show(preview: Preview): void
}
