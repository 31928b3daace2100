import { parseDay } from '../../model/calendar-day.js'
import type { Seen, Source } from '../law.js'

/** What was read, and in which state. Rows take one of these whole, so that none can claim another state than its neighbours. */
export interface Reading {
  readonly source: Source
  readonly seen: Seen
}

const read = parseDay('2026-12-01')
const unnoted = { status: 'text', checked: 'unnoted', state: 'unnoted' } as const

const lecrim: Source = {
  instrument: 'Ley de Enjuiciamiento Criminal, Real Decreto de 14 de septiembre de 1882',
  reference: 'BOE-A-1882-6036',
}

/** The consolidated text in an old state; the newest reform that the copy lists is of 2026. */
export const lecrimOf2002: Reading = {
  source: lecrim,
  seen: {
    status: 'text',
    checked: read,
    state: parseDay('2002-02-08'),
    reformedUntil: parseDay('2026-04-09'),
  },
}

/** Articles whose text was read during the research, which wrote down neither the day nor the state. */
export const lecrimUnnoted: Reading = { source: lecrim, seen: unnoted }

/** Articles 588 of the same law, as the act that added them was published. */
export const lecrim588: Reading = {
  source: {
    instrument: `${lecrim.instrument}, en la redacción de la Ley Orgánica 13/2015`,
    reference: 'BOE-A-2015-10725',
  },
  seen: {
    status: 'text',
    checked: read,
    state: parseDay('2015-10-06'),
    reformedUntil: parseDay('2026-04-09'),
  },
}

const minors: Source = {
  instrument: 'Ley Orgánica 5/2000, de 12 de enero, reguladora de la responsabilidad penal de los menores',
  reference: 'BOE-A-2000-641',
}

export const minorsOf2003: Reading = {
  source: minors,
  seen: {
    status: 'text',
    checked: read,
    state: parseDay('2003-11-26'),
    reformedUntil: parseDay('2025-01-03'),
  },
}

/** Article 10, whose newest reform the copy dates to 2023. */
export const minorsOf2023: Reading = {
  source: minors,
  seen: {
    status: 'text',
    checked: read,
    state: parseDay('2023-04-28'),
    reformedUntil: parseDay('2025-01-03'),
  },
}

export const civilCodeOf1995: Reading = {
  source: { instrument: 'Código Civil, Real Decreto de 24 de julio de 1889', reference: 'BOE-A-1889-4763' },
  seen: {
    status: 'text',
    checked: read,
    state: parseDay('1995-11-04'),
    reformedUntil: parseDay('2025-01-03'),
  },
}

export const penalCodeOf2015: Reading = {
  source: {
    instrument: 'Código Penal, Ley Orgánica 10/1995, de 23 de noviembre',
    reference: 'BOE-A-1995-25444',
  },
  seen: {
    status: 'text',
    checked: read,
    state: parseDay('2015-03-31'),
    reformedUntil: parseDay('2024-06-11'),
  },
}

export const policeData: Reading = {
  source: {
    instrument: 'Ley Orgánica 7/2021',
    reference: 'BOE-A-2021-8806',
  },
  seen: unnoted,
}

export const depositories: Reading = {
  source: { instrument: 'Real Decreto 2783/1976', reference: 'BOE-A-1976-24912' },
  seen: unnoted,
}

export const digitalJustice: Reading = {
  source: { instrument: 'Real Decreto-ley 6/2023', reference: 'BOE-A-2023-25758' },
  seen: unnoted,
}

export const lexnet: Reading = {
  source: { instrument: 'Real Decreto 1065/2015 (LexNET)', reference: 'RD 1065/2015' },
  seen: {
    status: 'secondary',
    checked: 'secondary-page-only',
    page: 'josemanuelestebanez.blogspot.com, icaib.org',
  },
}

export const prosecutors: Reading = {
  source: {
    instrument: 'Circular 5/2019 de la Fiscalía General del Estado',
    reference: 'BOE-A-2019-4244',
  },
  seen: { status: 'secondary', checked: 'secondary-page-only', page: 'interjuez.es, fiscal.es' },
}

/** Article 367 ter, seen only in an English translation on somebody's page. */
export const lecrim367: Reading = {
  source: lecrim,
  seen: { status: 'secondary', checked: 'secondary-page-only', page: 'codigopenalespanol.com' },
}

export const bill121: Reading = {
  source: {
    instrument: 'Proyecto de Ley 121/000052, Boletín Oficial de las Cortes Generales, 11 de abril de 2025',
    reference: 'BOCG-15-A-52-1',
  },
  seen: { status: 'secondary', checked: 'secondary-page-only', page: 'congreso.es (BOCG-15-A-52-1)' },
}
