import { inCase } from './opened.js'

// Exhibits told apart, kept, counted, and given up.

export const labelExhibit = inCase(async () => (await import('../case/parts.js')).labelExhibit)
export const checkIdentity = inCase(async () => (await import('../case/parts.js')).checkIdentity)
export const splitExhibit = inCase(async () => (await import('../case/parts.js')).splitExhibit)
export const countExhibit = inCase(async () => (await import('../case/parts.js')).countExhibit)
export const recordKeeping = inCase(async () => (await import('../case/keeping.js')).recordKeeping)
export const retainExhibits = inCase(async () => (await import('../case/keeping.js')).retainExhibits)
export const deliverExhibits = inCase(async () => (await import('../case/leaving.js')).deliverExhibits)
export const recoverExhibits = inCase(async () => (await import('../case/leaving.js')).recoverExhibits)
export const releaseExhibits = inCase(async () => (await import('../case/leaving.js')).releaseExhibits)
export const destroyExhibits = inCase(async () => (await import('../case/leaving.js')).destroyExhibits)
