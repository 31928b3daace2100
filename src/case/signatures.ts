import { signingSlot, signsWithNewKey, verifierKey } from '../custody/authority.js'
import type { Custody } from '../custody/state.js'
import type { NoteSignature } from '../encoding/signed-note.js'
import { KeyError } from '../errors.js'
import type { Act } from '../model/act.js'
import type { PersonCode } from '../model/names.js'
import type { Party } from '../model/party.js'
import { actText, assembleAct, personKeyName, type SignedAct, signActText } from '../signing/signed-act.js'
import type { Signer } from '../signing/signer.js'
import type { Desk } from './desk.js'
import { type KeyInHome, signerOf, unlocked } from './keys.js'
import type { OpenCase } from './open.js'

/** Signers by the slot they fill (`signingSlot`). */
export type Signers = Map<string, Signer>

interface Prepared {
  readonly drafts: readonly { readonly newKey?: { readonly key: KeyInHome } }[]
  readonly acts: readonly Act[]
  readonly custody: Custody
}

/** Opens the keys that the acts are signed with and that are not open yet. */
export async function openSigners(
  open: OpenCase,
  desk: Desk,
  { drafts, acts, custody }: Prepared,
  signers: Signers,
): Promise<void> {
  // From the last: an act that comes before a rotation is signed with the key that is being replaced.
  for (const [at, act] of [...acts.entries()].reverse()) {
    for (const party of keyedParties(act)) {
      const slot = signingSlot(act, party)
      const fresh = signsWithNewKey(act, party) ? drafts[at]?.newKey?.key : undefined
      if (signers.has(slot)) continue
      signers.set(
        slot,
        await (fresh
          ? unlocked(open.home, fresh, party.who, desk)
          : signerOf(open.home, custody, party.who, desk, replacedBy(act, party.who))),
      )
    }
  }
}

function replacedBy(act: Act, who: PersonCode): string | undefined {
  return act.kind === 'key.rotate' && who === act.person ? act.old : undefined
}

function keyedParties({ parties }: Act): readonly Party[] {
  return parties.filter(({ signature }) => signature.kind === 'key')
}

/** The act with what is now known of each key: which kind of signer holds it. */
export function stated(act: Act, open: OpenCase, signers: Signers): Act {
  const parties = act.parties.map((party): Party => {
    const signer = signers.get(signingSlot(act, party))
    if (party.signature.kind !== 'key' || !signer) return party
    return { ...party, signature: { kind: 'key', host: open.home.hostId(), signer: signer.kind } }
  })
  return { ...act, parties }
}

export async function signWith(
  open: OpenCase,
  custody: Custody,
  act: Act,
  signers: Signers,
): Promise<SignedAct> {
  const text = actText(act)
  const lines: NoteSignature[] = await logLines(open, custody, act, text)
  for (const party of keyedParties(act)) {
    const signer = signers.get(signingSlot(act, party))
    if (!signer) throw new KeyError('key.absent', { person: party.who, key: '', home: open.home.path })
    lines.push(await signActText(text, { name: personKeyName(open.origin, party.who), signer }))
  }
  return assembleAct(text, lines)
}

/** The log's own lines in the act that replaces its key: the old one's, then the new one's. */
export async function logLines(
  open: OpenCase,
  custody: Custody,
  act: Act,
  text: string,
): Promise<NoteSignature[]> {
  const lines: NoteSignature[] = []
  if (act.kind !== 'log.rotate') return lines
  for (const key of [custody.logKey, act.logKey])
    lines.push(await signActText(text, { name: open.origin, signer: logSigner(open, key) }))
  return lines
}

/** Opening a key costs more than a hundred signatures: each is opened once for as long as its home is. */
const logSigners = new WeakMap<Pick<OpenCase, 'home'>['home'], Map<string, Signer>>()

/** @param key verifier key of the log @throws KeyError `key.absent` */
export function logSigner({ home, origin }: Pick<OpenCase, 'home' | 'origin'>, key: string): Signer {
  const opened = logSigners.get(home) ?? new Map<string, Signer>()
  logSigners.set(home, opened)
  const signer = opened.get(key) ?? home.logKey(origin, verifierKey(key).publicKey)
  if (!signer) throw new KeyError('key.absent', { key: 'log-keys', home: home.path, reason: 'of-case' })
  opened.set(key, signer)
  return signer
}
