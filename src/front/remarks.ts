import { inCase } from './opened.js'

// What is said about other acts, and about the time before this record.

export const observe = inCase(async () => (await import('../case/remarks.js')).observe)
export const correctEntry = inCase(async () => (await import('../case/remarks.js')).correctEntry)
export const annulEntry = inCase(async () => (await import('../case/remarks.js')).annulEntry)
export const importHistory = inCase(async () => (await import('../case/earlier-history.js')).importHistory)
