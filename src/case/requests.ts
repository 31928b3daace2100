import { type Custody, keysAt } from '../custody/state.js'
import type { Opening } from '../encoding/commitment.js'
import { decodeUtf8 } from '../encoding/utf8.js'
import { LedgerError, RuleError } from '../errors.js'
import type { Act } from '../model/act.js'
import type { PersonCode } from '../model/names.js'
import type { Party } from '../model/party.js'
import type { Desk } from './desk.js'
import { keyAmong, signerKindOf } from './keys.js'
import type { OpenCase } from './open.js'
import { openingField, type SignatureRequest } from './request-file.js'

// An officer may sign on a device of their own: the case writes a request, `custodia sign` answers it (answering.ts), and whoever
// has the case completes it (completion.ts). The signer's device fills in where the signature was made before anybody signs, so
// all sign the same bytes.

/** The request for one act, whose commitments the caller stores. @throws RuleError when there is not one act, or nobody to sign it */
export async function requestFor(
  open: OpenCase,
  desk: Desk,
  custody: Custody,
  acts: readonly Act[],
  openings: readonly Opening[],
): Promise<SignatureRequest> {
  const [act, another] = acts
  if (!act || another) throw new RuleError('rule.wrong-state', { act: 'request', reason: 'one-act' })
  const signer = signerElsewhere(act, desk.by)
  const enrolled = keysAt(custody, signer, custody.size).map((key) => key.key)
  const keys = act.kind === 'key.enrol' && act.person === signer ? [act.key] : enrolled
  if (keys.length === 0) throw new RuleError('rule.no-authority', { person: signer, reason: 'no-key' })
  return {
    act: await withSignerKinds(open, custody, act, signer),
    format: 'custodia-request/v1',
    genesis: await genesisText(open),
    keys,
    openings: openings.map(openingField),
    signer,
  }
}

/** Where two sign, the other signs elsewhere and whoever prepared the act signs here; where one signs, it is they. */
function signerElsewhere({ parties }: Act, by: PersonCode): PersonCode {
  const keyed = parties.filter(({ signature }) => signature.kind === 'key').map(({ who }) => who)
  return keyed.filter((who) => who !== by).at(-1) ?? by
}

/** Stands for the device until it fills itself in: it is none of this home's. */
const somewhereElse = '0'.repeat(16)

export function withSignerAway(act: Act, by: PersonCode): Act {
  const signer = signerElsewhere(act, by)
  const parties = act.parties.map(
    (party): Party =>
      party.who === signer && party.signature.kind === 'key'
        ? { ...party, signature: { ...party.signature, host: somewhereElse } }
        : party,
  )
  return { ...act, parties }
}

/** Where the parties other than `signer` will sign: named before the text is fixed. */
async function withSignerKinds(open: OpenCase, custody: Custody, act: Act, signer: PersonCode): Promise<Act> {
  const parties: Party[] = []
  for (const party of act.parties) {
    const keys = keysAt(custody, party.who, custody.size).map((key) => key.key)
    const key = party.who === signer ? undefined : keyAmong(open.home, keys)
    const kind = key && party.signature.kind === 'key' ? await signerKindOf(open.home, key) : undefined
    parties.push(
      kind ? { ...party, signature: { kind: 'key', host: open.home.hostId(), signer: kind } } : party,
    )
  }
  return { ...act, parties }
}

async function genesisText({ ledger }: OpenCase): Promise<string> {
  for await (const bytes of ledger.entries(0, 1)) return decodeUtf8(bytes)
  throw new LedgerError('ledger.malformed', { path: ledger.path, reason: 'empty' })
}
