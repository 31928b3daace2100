import { spain } from './es.js'
import type { Law } from './law.js'

export const allLaws: readonly Law[] = [spain]

/** Of a case that names no country. Entry 0 names none yet; when it does, released cases keep this one. */
export const lawOfUnnamedCountry: Law = spain
