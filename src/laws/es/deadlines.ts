import type { Deadline, Hours } from '../law.js'
import { lecrim588, lecrimOf2002 } from './instruments.js'

export const contemporaneity: Deadline<Hours> = {
  id: 'lecrim-332-contemporaneity',
  kind: 'contemporaneity',
  article: '332, 295',
  ...lecrimOf2002,
  from: { es: 'lo que se hizo', en: 'what was done' },
  length: { kind: 'hours', count: 24 },
  requires: {
    es: 'Las diligencias se escriben en el acto mismo (332).',
    en: 'What is done is written down in the act itself (332).',
  },
  note: {
    es: 'El artículo 332 trata de la inspección ocular y no nombra horas: las 24 son la medida de este programa, tomada del artículo 295.',
    en: 'Article 332 is about the inspection of the place and names no hours: the 24 are the measure of this program, taken from article 295.',
  },
}

export const deadlines: readonly Deadline[] = [
  {
    id: 'lecrim-295',
    kind: 'notice',
    article: '295',
    ...lecrimOf2002,
    from: { es: 'las diligencias practicadas', en: 'what the police did' },
    length: { kind: 'hours', count: 24 },
    requires: {
      es: 'Salvo fuerza mayor, la policía judicial da conocimiento de sus diligencias a la autoridad judicial o al Ministerio Fiscal sin dejar transcurrir más de veinticuatro horas.',
      en: 'Save force majeure, the police make what they did known to the judge or the prosecutor before more than twenty-four hours have passed.',
    },
  },
  {
    id: 'lecrim-588-sexies-c-4-notice',
    kind: 'urgency-notice',
    article: '588 sexies c.4',
    ...lecrim588,
    from: { es: 'el examen directo de los datos', en: 'the direct examination of the data' },
    length: { kind: 'hours', count: 24 },
    requires: {
      es: 'El examen directo por urgencia se comunica al juez por escrito motivado, de inmediato y en todo caso en veinticuatro horas: razones, actuación, forma y resultado.',
      en: 'Direct examination for urgency is made known to the judge in reasoned writing, at once and in any case within twenty-four hours: reasons, action, manner and result.',
    },
  },
  {
    id: 'lecrim-588-sexies-c-4-confirmation',
    kind: 'urgency-confirmation',
    article: '588 sexies c.4',
    ...lecrim588,
    from: { es: 'la orden de la medida', en: 'the order of the measure' },
    length: { kind: 'hours', count: 72 },
    requires: {
      es: 'El juez revoca o confirma la actuación, de forma motivada, en 72 horas desde que fue ordenada la medida.',
      en: 'The judge revokes or confirms the action, with reasons, within 72 hours of the order of the measure.',
    },
  },
  {
    id: 'lecrim-588-sexies-c-3-notice',
    kind: 'extension-notice',
    article: '588 sexies c.3',
    ...lecrim588,
    from: { es: 'la ampliación del registro', en: 'the extension of the search' },
    length: { kind: 'hours', count: 24 },
    requires: {
      es: 'La ampliación urgente del registro a otro sistema se informa al juez de inmediato y en todo caso en veinticuatro horas.',
      en: 'An urgent extension of the search to another system is made known to the judge at once and in any case within twenty-four hours.',
    },
  },
  {
    id: 'lecrim-588-sexies-c-3-confirmation',
    kind: 'extension-confirmation',
    article: '588 sexies c.3',
    ...lecrim588,
    from: { es: 'la orden («la interceptación»)', en: 'the order (“the interception”)' },
    length: { kind: 'hours', count: 72 },
    requires: {
      es: 'El juez revoca o confirma la ampliación, de forma motivada, en setenta y dos horas desde que fue ordenada.',
      en: 'The judge revokes or confirms the extension, with reasons, within seventy-two hours of its order.',
    },
  },
  {
    id: 'lecrim-588-octies',
    kind: 'preservation',
    article: '588 octies',
    ...lecrim588,
    from: { es: 'el requerimiento de conservación', en: 'the demand to preserve' },
    length: { kind: 'days', count: 90 },
    requires: {
      es: 'Los datos se conservan durante un periodo máximo de noventa días.',
      en: 'The data are preserved for at most ninety days.',
    },
    note: {
      es: 'El párrafo leído no dice desde qué día se cuenta; aquí se cuenta desde el requerimiento, sin incluir ese día.',
      en: 'The paragraph read does not say from which day; it is counted here from the demand, without that day.',
    },
  },
  {
    id: 'lecrim-588-octies-extended',
    kind: 'preservation-extended',
    article: '588 octies',
    ...lecrim588,
    from: { es: 'el requerimiento de conservación', en: 'the demand to preserve' },
    length: { kind: 'days', count: 180 },
    requires: {
      es: 'Prorrogable una sola vez, hasta que se autorice la cesión o se cumplan ciento ochenta días.',
      en: 'Extendable once, until the handing over is authorised or a hundred and eighty days are complete.',
    },
    note: {
      es: 'Los ciento ochenta días se cuentan aquí desde el requerimiento, no desde la prórroga.',
      en: 'The hundred and eighty days are counted here from the demand, not from the extension.',
    },
  },
]
