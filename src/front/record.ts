import { inCase, streamed } from './opened.js'

// Reading the record.

export const status = inCase(async () => (await import('../case/status.js')).statusOf)
export const zoneOf = inCase(async () => (await import('../case/status.js')).zoneIn)
export const actorsIn = inCase(async () => (await import('../case/status.js')).actorsHere)
export const listPersons = inCase(async () => (await import('../case/status.js')).personsIn)
export const listExhibits = inCase(async () => (await import('../case/status.js')).exhibitsIn)
export const showExhibit = inCase(async () => (await import('../case/status.js')).exhibitNamed)
export const exhibitKnownBy = inCase(async () => (await import('../case/aliases.js')).exhibitKnownBy)
export const listOffers = inCase(async () => (await import('../case/status.js')).offersIn)
export const custodyOf = inCase(async () => (await import('../case/custody-shown.js')).custodyOf)
export const drawCustody = inCase(async () => (await import('../case/custody-shown.js')).drawCustody)
export const overview = inCase(async () => (await import('../case/overview.js')).overviewOf)
export const readLog = streamed(async () => (await import('../case/status.js')).logOf)
export const listItems = streamed(async () => (await import('../case/items.js')).listItems)
export const showItem = inCase(async () => (await import('../case/items.js')).showItem)
export const verifyItem = inCase(async () => (await import('../case/items.js')).verifyItem)
export const find = streamed(async () => (await import('../case/find.js')).find)
