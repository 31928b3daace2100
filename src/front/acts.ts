import type { BatchFormat } from '../case/apply.js'
import type { Completed } from '../case/completion.js'
import type { Desk } from '../case/desk.js'
import type { Enacted } from '../case/enact.js'
import type { FieldOpened, NewField } from '../case/field-open.js'
import { type CaseAt, homeOf, inCase } from './opened.js'

// Persons, exhibits, seals, transfers: each records acts, or on a dry run says what it would record.

export const enrolPerson = inCase(async () => (await import('../case/people.js')).enrolPerson)
export const requestKeyEnrolment = inCase(async () => (await import('../case/people.js')).requestKeyEnrolment)
export const enrolKey = inCase(async () => (await import('../case/key-life.js')).enrolKey)
export const rotateKey = inCase(async () => (await import('../case/key-life.js')).rotateKey)
export const revokeKey = inCase(async () => (await import('../case/key-life.js')).revokeKey)
export const changeRoles = inCase(async () => (await import('../case/key-life.js')).changeRoles)
export const changeQuorum = inCase(async () => (await import('../case/key-life.js')).changeQuorum)
export const rotateLogKey = inCase(async () => (await import('../case/key-life.js')).rotateLogKey)
export const recordClock = inCase(async () => (await import('../case/incidents.js')).recordClock)
export const freezeLog = inCase(async () => (await import('../case/key-life.js')).freezeLog)
export const addExhibit = inCase(async () => (await import('../case/exhibits.js')).addExhibit)
export const addExhibitLike = inCase(async () => (await import('../case/likeness.js')).addExhibitLike)
export const applySeal = inCase(async () => (await import('../case/exhibits.js')).applySeal)
export const sealImpossible = inCase(async () => (await import('../case/exhibits.js')).sealImpossible)
export const checkSeal = inCase(async () => (await import('../case/exhibits.js')).checkSeal)
export const breakSeal = inCase(async () => (await import('../case/exhibits.js')).breakSeal)
export const transferNow = inCase(async () => (await import('../case/transfers.js')).transferNow)
export const offerTransfer = inCase(async () => (await import('../case/transfers.js')).offerTransfer)
export const answerTransfer = inCase(async () => (await import('../case/transfers.js')).answerTransfer)
export const ingest = inCase(async () => (await import('../case/ingest.js')).ingest)
export const attestVerification = inCase(async () => (await import('../case/attest.js')).attestVerification)

/** @param request its `home` is the folder of the home that takes it along */
export async function openField(
  at: CaseAt,
  desk: Desk,
  { home, ...request }: Omit<NewField, 'home'> & { readonly home?: string },
): Promise<FieldOpened> {
  const { openField } = await import('../case/field-open.js')
  const keeper = home === undefined ? {} : { home: await homeOf(home) }
  return inCase(async () => openField)(at, desk, { ...request, ...keeper })
}

export const joinField = inCase(async () => (await import('../case/field-join.js')).joinField)

/** Opens a case that does not hold what this home has seen of it, and records why. */
export async function recordRestore(at: CaseAt, desk: Desk, reason: string): Promise<Enacted> {
  const { recordRestore } = await import('../case/incidents.js')
  const { openCase } = await import('../case/open.js')
  const open = await openCase(at.folder, await homeOf(at.home), 'explanation')
  try {
    return await recordRestore(open, desk, reason)
  } finally {
    open.close()
  }
}

/** Adds what is missing to an answer that came back from the signer's own device, and records the act. */
export async function completeRequest(at: CaseAt, desk: Desk, path: string): Promise<Completed> {
  const { completeRequest } = await import('../case/completion.js')
  const { readAnswer } = await import('../case/request-file.js')
  const answer = readAnswer(path)
  return inCase(async () => completeRequest)(at, desk, answer)
}

/** @param path of a batch; `-` for standard input */
export async function applyBatch(
  at: CaseAt,
  desk: Desk,
  path: string,
  format: BatchFormat,
): Promise<Enacted> {
  const { applyBatch, readBatch } = await import('../case/apply.js')
  const rows = readBatch(path, format)
  return inCase(async () => applyBatch)(at, desk, rows)
}
