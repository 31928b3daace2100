import { ages } from './es/ages.js'
import { contemporaneity, deadlines } from './es/deadlines.js'
import { fields } from './es/fields.js'
import { offences } from './es/offences.js'
import { rules } from './es/rules.js'
import type { Law } from './law.js'

export const spain = {
  country: 'ES',
  name: { es: 'España', en: 'Spain' },
  caveat: {
    es: 'Los textos se leyeron en copias públicas de las versiones consolidadas del BOE, no en boe.es, y varios en redacciones antiguas: en particular, de los artículos 326, 334 y 338 de la LECrim se leyó una versión anterior, y del 367 ter solo una página secundaria. Antes de citar un artículo, compruébelo en boe.es.',
    en: 'The texts were read in public copies of the consolidated versions of the BOE, not on boe.es, and several in old states: in particular, an older version was read of articles 326, 334 and 338 of the LECrim, and of 367 ter only a secondary page. Check an article on boe.es before quoting it.',
  },
  ages,
  rules,
  fields,
  contemporaneity,
  deadlines,
  offences,
} as const satisfies Law
