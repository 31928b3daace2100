import type { AgeLaw } from '../law.js'
import { civilCodeOf1995, minorsOf2003, minorsOf2023 } from './instruments.js'

export const ages: AgeLaw = {
  limits: [
    {
      id: 'age-14',
      years: 14,
      article: '1.1, 3',
      ...minorsOf2003,
      requires: {
        es: 'A quien es menor de catorce años no se le exige responsabilidad con arreglo a esta ley: se aplican las normas de protección de menores.',
        en: 'Nobody below fourteen is held liable under this act: the rules on the protection of minors apply.',
      },
    },
    {
      id: 'age-16',
      years: 16,
      article: '10.1-2',
      ...minorsOf2023,
      requires: {
        es: 'Las medidas son unas para quien al tiempo de los hechos tenía catorce o quince años y otras para quien tenía dieciséis o diecisiete.',
        en: 'The measures differ between those who were fourteen or fifteen at the facts and those who were sixteen or seventeen.',
      },
      note: {
        es: 'Aquí solo se recoge el límite de esta ley; de los que el Código Penal fija para víctimas no se ha leído la redacción actual.',
        en: 'Only the limit of this act is taken here; the present wording of those that the Penal Code sets for victims was not read.',
      },
    },
    {
      id: 'age-18',
      years: 18,
      article: '1.1, 1.4',
      ...minorsOf2003,
      requires: {
        es: 'La ley de menores se aplica a mayores de catorce años y menores de dieciocho.',
        en: 'The act on minors applies to those above fourteen and below eighteen.',
      },
      note: {
        es: 'En esta redacción los artículos 1.2 y 4 la extendían en ciertos casos hasta los veintiuno; no se ha comprobado si sigue siendo así, y no hay tramo para ello.',
        en: 'In this state articles 1.2 and 4 extended it to twenty-one in certain cases; whether that still stands was not checked, and there is no band for it.',
      },
    },
  ],
  reckoning: [
    {
      id: 'age-at-facts',
      article: '5.3',
      ...minorsOf2003,
      requires: {
        es: 'Las edades se entienden referidas al momento de la comisión de los hechos.',
        en: 'Ages are those at the moment at which the facts were committed.',
      },
    },
    {
      id: 'age-birthday',
      article: '315',
      ...civilCodeOf1995,
      requires: {
        es: 'Para el cómputo de los años de la mayoría de edad se incluye completo el día del nacimiento.',
        en: 'In counting the years of majority the day of birth is included whole.',
      },
      note: {
        es: 'Lo dice de la mayoría de edad civil. Este programa lo aplica a los tres límites: la edad se alcanza al comenzar el día del cumpleaños; la hora del nacimiento no se pregunta.',
        en: 'It says so of civil majority. This program applies it to all three limits: an age is reached as the birthday begins; the hour of birth is not asked.',
      },
    },
    {
      id: 'age-leap-day',
      article: '5.1, 315',
      ...civilCodeOf1995,
      requires: {
        es: 'Los plazos por años se computan de fecha a fecha; si en el mes del vencimiento no hay día equivalente, el plazo expira el último del mes.',
        en: 'Periods of years run from date to date; where the month of expiry has no such day, the period expires on the last of the month.',
      },
      note: {
        es: 'Ninguno de los textos leídos decide si quien nació un 29 de febrero cumple años el 28 de febrero o el 1 de marzo de un año común: para el 28 de febrero se indican los dos tramos.',
        en: 'No text that was read decides whether somebody born on 29 February is a year older on 28 February or on 1 March of a common year: for 28 February both bands are given.',
      },
    },
  ],
  leapBirthday: 'undecided',
}
