import type { FieldList } from '../law.js'
import { lecrim367, lecrimOf2002 } from './instruments.js'

const refusal = {
  es: 'no firma, y consta la razón (293)',
  en: 'does not sign, and the reason is stated (293)',
}

export const fields: readonly FieldList[] = [
  {
    id: 'lecrim-293',
    kind: 'signature',
    article: '293',
    ...lecrimOf2002,
    requires: {
      es: 'Firma quien extiende el atestado; se invita a firmar a las personas presentes, peritos y testigos en la parte a ellos referente y, si no lo hacen, se expresa la razón.',
      en: 'Whoever draws up the report signs it; those present, experts and witnesses are invited to sign the part about them, and if they do not, the reason is stated.',
    },
    fields: [
      { id: 'author-signature', name: { es: 'firma de quien lo extiende', en: 'signature of its author' } },
      {
        id: 'participant-signature',
        name: { es: 'firma de quien intervino', en: 'signature of whoever took part' },
        unless: refusal,
      },
    ],
  },
  {
    id: 'lecrim-334',
    kind: 'finding',
    article: '334',
    ...lecrimOf2002,
    requires: {
      es: 'La diligencia expresa lugar, tiempo y ocasión del hallazgo, describe los efectos minuciosamente y la firma la persona en cuyo poder se hallaron.',
      en: 'The record states the place, time and occasion of the finding, describes the effects minutely, and is signed by the person in whose power they were found.',
    },
    note: {
      es: 'De la redacción actual solo se vio en una página secundaria que añade un recurso.',
      en: 'Of the present wording only a secondary page was seen, which says that it adds an appeal.',
    },
    fields: [
      { id: 'place', name: { es: 'lugar', en: 'place' } },
      { id: 'time', name: { es: 'tiempo', en: 'time' } },
      { id: 'occasion', name: { es: 'ocasión', en: 'occasion' } },
      { id: 'description', name: { es: 'descripción minuciosa', en: 'minute description' } },
      {
        id: 'possessor',
        name: { es: 'persona en cuyo poder se halló', en: 'person in whose power it was found' },
        unless: { es: 'se halló en otra parte', en: 'found elsewhere' },
      },
      {
        id: 'possessor-signature',
        name: { es: 'firma de esa persona', en: 'signature of that person' },
        unless: refusal,
      },
    ],
  },
  {
    id: 'lecrim-338',
    kind: 'sealing',
    article: '338',
    ...lecrimOf2002,
    requires: {
      es: 'Los efectos se sellan, si es posible, y se acuerda su retención, conservación o envío al organismo adecuado para su depósito.',
      en: 'The effects are sealed, where possible, and their retention, conservation or sending to a suitable depository is ordered.',
    },
    fields: [
      {
        id: 'seal',
        name: { es: 'precinto', en: 'seal' },
        unless: {
          es: 'no fue posible, y consta la razón',
          en: 'it was not possible, and the reason is stated',
        },
      },
      { id: 'depository', name: { es: 'depósito o retención', en: 'depository or retention' } },
    ],
  },
  {
    id: 'lecrim-367-ter',
    kind: 'destruction',
    article: '367 ter',
    ...lecrim367,
    requires: {
      es: 'La destrucción se acuerda judicialmente, oídos el fiscal y el propietario o poseedor, dejando muestras; constan naturaleza, calidad, cantidad, peso, medida y valor.',
      en: 'Destruction is ordered by the judge, after hearing the prosecutor and the owner or holder, leaving samples; nature, quality, quantity, weight, measure and value are recorded.',
    },
    note: {
      es: 'Las salvedades son las del antiguo artículo 338, cuyo texto se leyó en su redacción de 2002.',
      en: 'The exceptions are those of the former article 338, whose text was read in its state of 2002.',
    },
    fields: [
      { id: 'order', name: { es: 'resolución judicial', en: 'judicial order' } },
      { id: 'nature', name: { es: 'naturaleza', en: 'nature' } },
      { id: 'quality', name: { es: 'calidad', en: 'quality' } },
      { id: 'quantity', name: { es: 'cantidad', en: 'quantity' } },
      { id: 'weight', name: { es: 'peso', en: 'weight' } },
      { id: 'measure', name: { es: 'medida', en: 'measure' } },
      {
        id: 'value',
        name: { es: 'valor', en: 'value' },
        unless: {
          es: 'ya estaba tasado o puede fijarse después',
          en: 'it was valued before or can be fixed afterwards',
        },
      },
      { id: 'samples', name: { es: 'muestras conservadas', en: 'samples kept' } },
      { id: 'prosecutor-heard', name: { es: 'audiencia del fiscal', en: 'hearing of the prosecutor' } },
      {
        id: 'owner-heard',
        name: { es: 'audiencia del propietario o poseedor', en: 'hearing of the owner or holder' },
        unless: {
          es: 'no se conoce al propietario ni hay persona en cuyo poder se halló',
          en: 'no owner is known and it was found in nobody’s power',
        },
      },
    ],
  },
]
