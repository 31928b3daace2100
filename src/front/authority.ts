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
