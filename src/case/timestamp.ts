import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSignedNote } from '../encoding/signed-note.js'
import { encodeUtf8 } from '../encoding/utf8.js'
import { LedgerError, SourceError, UsageError } from '../errors.js'
import type { Instant } from '../model/instant.js'
import { parseCheckpoint } from '../signing/checkpoint.js'
import { writeWhole } from '../signing/whole-file.js'
import { authoritiesAt } from '../timestamps/authority-files.js'
import { isOid } from '../timestamps/der.js'
import { isImprintOf, judgeTimestamp, readTimestamp } from '../timestamps/judge.js'
import { formatRequest, parseRequest, requestFor } from '../timestamps/request.js'
import { askAuthority } from '../timestamps/transport.js'
import type { OpenCase } from './open.js'

export interface AskedTimestamp {
  /** Number of entries of the checkpoint that is to be stamped. */
  readonly size: number
  readonly bytes: Uint8Array
}

/** A time stamp as it was taken in. */
export interface TakenTimestamp {
  readonly size: number
  readonly time: Instant
  /** Milliseconds; 0 when the authority does not say. */
  readonly accuracy: number
  readonly policy: string
  readonly serial: string
  /** As it is pinned; undefined when no roots were given. */
  readonly authority: string | undefined
  /** False when this very answer was here already. */
  readonly added: boolean
}

/**
 * A request for a time stamp over the newest checkpoint, kept in this home too, so that its answer is known by its nonce.
 * @param policy dotted decimal, if a certain one is wanted
 */
export async function askTimestamp(open: OpenCase, policy?: string): Promise<AskedTimestamp> {
  if (policy !== undefined && !isOid(policy))
    throw new UsageError('usage.argument', { what: '--policy', text: policy, reason: 'oid' })
  const { checkpoint, size } = await open.ledger.head()
  if (!checkpoint) throw new LedgerError('ledger.malformed', { path: open.folder, reason: 'empty' })
  const request = requestFor(stampedBytes(checkpoint), policy)
  const bytes = formatRequest(request)
  const folder = open.home.timestampRequests(open.origin)
  writeWhole(join(folder, `${size}-${request.nonce.toString(16)}.tsq`), bytes, 'keep')
  return { size, bytes }
}

/**
 * Keeps the answer of an authority with the checkpoint it is over. What breaks a rule of time stamping is not kept; whose stamp
 * counts is for whoever verifies, unless roots are given here.
 * @throws SourceError `source.malformed`, `source.refused`
 */
export async function takeTimestamp(
  open: OpenCase,
  response: Uint8Array,
  roots?: string,
): Promise<TakenTimestamp> {
  const authorities = roots === undefined ? [] : authoritiesAt(roots)
  const read = readTimestamp(response)
  if (read.kind === 'refused') throw refused(read.rule)
  const { info } = read
  const found = await stampedCheckpoint(open, info)
  if (!found) throw refused('imprint')
  const { size, message } = found
  const nonces = noncesAsked(open, size)
  // A request that was made elsewhere has left no trace here.
  if (nonces.length > 0 && !nonces.some((nonce) => nonce === info.nonce)) throw refused('nonce')
  const judged = judgeTimestamp(response, { message, authorities })
  if (judged.kind === 'refused') throw refused(judged.rule)
  if (judged.kind === 'untrusted' && roots !== undefined) throw refused(judged.rule)
  const added = await open.ledger.addCover([{ kind: 'timestamp', size, bytes: response }])
  const authority = judged.kind === 'accepted' ? judged.authority : undefined
  return { size, ...judged.stamp, authority, added: added > 0 }
}

/** Both at once, over the network: only ever because a caller names the server. @throws EnvironmentError `environment.network` */
export async function fetchTimestamp(
  open: OpenCase,
  server: string,
  { policy, roots }: { readonly policy?: string | undefined; readonly roots?: string | undefined } = {},
): Promise<TakenTimestamp> {
  const { bytes } = await askTimestamp(open, policy)
  return takeTimestamp(open, await askAuthority(server, bytes), roots)
}

/** The three lines that the log signs. Its signature and those of witnesses are not part of what is stamped: lines are added later. */
function stampedBytes(note: Uint8Array): Uint8Array {
  return encodeUtf8(parseSignedNote(note).text)
}

async function stampedCheckpoint(
  open: OpenCase,
  info: Parameters<typeof isImprintOf>[0],
): Promise<{ size: number; message: Uint8Array } | undefined> {
  for await (const note of open.ledger.checkpoints()) {
    const message = stampedBytes(note)
    if (isImprintOf(info, message)) return { size: parseCheckpoint(parseSignedNote(note).text).size, message }
  }
  return undefined
}

function noncesAsked(open: OpenCase, size: number): readonly bigint[] {
  const folder = open.home.timestampRequests(open.origin)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.startsWith(`${size}-`) && name.endsWith('.tsq'))
    .map((name) => parseRequest(readFileSync(join(folder, name))).nonce)
}

function refused(reason: string): SourceError {
  return new SourceError('source.refused', { what: 'time stamp', reason })
}
