import { inCase } from './opened.js'

// Data that was read: what it is held against, its copies, who looked at it, what is kept from sight or removed.

export const recheck = inCase(async () => (await import('../case/recheck.js')).recheck)
export const deriveCopy = inCase(async () => (await import('../case/copies.js')).deriveCopy)
export const deleteCopy = inCase(async () => (await import('../case/copies.js')).deleteCopy)
export const listCopies = inCase(async () => (await import('../case/copies.js')).copiesIn)
export const recordAccess = inCase(async () => (await import('../case/access.js')).recordAccess)
export const accessLog = inCase(async () => (await import('../case/access.js')).accessLog)
export const importHashSet = inCase(async () => (await import('../case/hash-sets.js')).importHashSet)
export const listHashSets = inCase(async () => (await import('../case/hash-sets.js')).hashSetsIn)
export const matchHashSet = inCase(async () => (await import('../case/hash-sets.js')).matchHashSet)
export const assessItems = inCase(async () => (await import('../case/assess.js')).assessItems)
export const importAssessments = inCase(async () => (await import('../case/assess.js')).importAssessments)
export const listAssessments = inCase(async () => (await import('../case/assess.js')).assessmentsIn)
export const quarantineItems = inCase(async () => (await import('../case/quarantine.js')).quarantineItems)
export const liftQuarantine = inCase(async () => (await import('../case/quarantine.js')).liftQuarantine)
export const listQuarantines = inCase(async () => (await import('../case/quarantine.js')).quarantinesIn)
export const purge = inCase(async () => (await import('../case/purge.js')).purge)
export const resumePurges = inCase(async () => (await import('../case/purge.js')).resumePurges)
