import { ages } from './es/ages.js'
import { contemporaneity, deadlines } from './es/deadlines.js'
import { fields } from './es/fields.js'
import { offences } from './es/offences.js'
import { rules } from './es/rules.js'
import type { Law } from './law.js'

export const spain = {
  country: 'ES',
  name: { es: 'España', en: 'Spain' },
  ages,
  rules,
  fields,
  contemporaneity,
  deadlines,
  offences,
} as const satisfies Law
