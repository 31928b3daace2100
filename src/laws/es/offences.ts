import type { Offence } from '../law.js'
import { bill121, penalCodeOf2015 } from './instruments.js'

const old = {
  es: 'Leído en la redacción de 2015; las reformas posteriores no se han leído.',
  en: 'Read in its state of 2015; later reforms were not read.',
}

/** Labels a case is filed under. What the facts amount to is for the court. */
export const offences: readonly Offence[] = [
  {
    id: 'cp-183-ter',
    label: {
      es: 'Contacto con un menor de dieciséis años por medios telemáticos',
      en: 'Contact with a person below sixteen by telematic means',
    },
    article: '183 ter',
    ...penalCodeOf2015,
    standing: 'law',
    note: old,
  },
  {
    id: 'cp-189',
    label: {
      es: 'Pornografía infantil (incluye, en 189.1.d, «imágenes realistas de un menor»)',
      en: 'Child pornography (189.1.d includes “realistic images of a minor”)',
    },
    article: '189',
    ...penalCodeOf2015,
    standing: 'law',
    note: old,
  },
  {
    id: 'cp-197',
    label: { es: 'Descubrimiento y revelación de secretos', en: 'Discovery and disclosure of secrets' },
    article: '197.1-6',
    ...penalCodeOf2015,
    standing: 'law',
    note: old,
  },
  {
    id: 'cp-197-7',
    label: {
      es: 'Difusión no autorizada de imágenes o grabaciones obtenidas con anuencia',
      en: 'Unauthorised spreading of images or recordings that were obtained with consent',
    },
    article: '197.7',
    ...penalCodeOf2015,
    standing: 'law',
    note: old,
  },
  {
    id: 'cp-173-bis-bill',
    label: {
      es: 'Deepfakes sexuales (proyecto de ley)',
      en: 'Sexual deepfakes (bill)',
    },
    article: '173 bis (proyecto)',
    ...bill121,
    standing: 'bill',
    note: {
      es: 'Es un proyecto de ley visto en una página secundaria; aquí no se sabe qué fue de él después de noviembre de 2025.',
      en: 'A bill, seen on a secondary page; what became of it after November 2025 is not known here.',
    },
  },
]
