import { inCase } from './opened.js'

// By what right things are done, before which courts, and about what facts.

export const addAuthorization = inCase(
  async () => (await import('../case/authorizations.js')).addAuthorization,
)
export const noteAuthorization = inCase(
  async () => (await import('../case/authorizations.js')).noteAuthorization,
)
export const listAuthorizations = inCase(
  async () => (await import('../case/authorization-views.js')).authorizationsIn,
)
export const showAuthorization = inCase(
  async () => (await import('../case/authorization-views.js')).authorizationShown,
)
export const addProceeding = inCase(async () => (await import('../case/proceedings.js')).addProceeding)
export const includeInProceeding = inCase(
  async () => (await import('../case/proceedings.js')).includeInProceeding,
)
export const transferProceeding = inCase(
  async () => (await import('../case/proceedings.js')).transferProceeding,
)
export const severProceeding = inCase(async () => (await import('../case/proceedings.js')).severProceeding)
export const joinProceeding = inCase(async () => (await import('../case/proceedings.js')).joinProceeding)
export const listProceedings = inCase(async () => (await import('../case/proceedings.js')).proceedingsIn)
export const showProceeding = inCase(async () => (await import('../case/proceedings.js')).proceedingShown)
export const recordFacts = inCase(async () => (await import('../case/proceedings.js')).recordFacts)
export const listFacts = inCase(async () => (await import('../case/facts.js')).factsIn)
export const agesOf = inCase(async () => (await import('../case/facts.js')).agesOf)

/** Law data that this program holds; no case is needed. */
export async function listLaws() {
  return (await import('../case/facts.js')).lawsHeld()
}
