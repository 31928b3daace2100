import type { Rule } from '../law.js'
import {
  depositories,
  digitalJustice,
  lecrim588,
  lecrimOf2002,
  lecrimUnnoted,
  lexnet,
  policeData,
  prosecutors,
} from './instruments.js'

const report: readonly Rule[] = [
  {
    id: 'lecrim-292',
    article: '292',
    ...lecrimOf2002,
    requires: {
      es: 'El atestado especifica con la mayor exactitud los hechos averiguados, inserta declaraciones e informes y anota todas las circunstancias observadas que puedan ser prueba o indicio.',
      en: 'The police report states the facts found with the greatest exactness, includes statements and reports, and notes every circumstance observed that may be evidence.',
    },
  },
  {
    id: 'lecrim-326',
    article: '326',
    ...lecrimOf2002,
    requires: {
      es: 'Los vestigios se recogen y conservan para el juicio; se describen el lugar, el sitio y el estado en que se hallan los objetos.',
      en: 'Traces are collected and kept for trial; the place, and where and in what state the objects are found, are described.',
    },
    note: {
      es: 'La redacción actual solo se vio citada en una página secundaria.',
      en: 'The present wording was seen only as quoted on a secondary page.',
    },
  },
  {
    id: 'lecrim-332',
    article: '332',
    ...lecrimOf2002,
    requires: {
      es: 'Las diligencias de la inspección ocular se extienden por escrito en el acto mismo y las firman quienes se hallan presentes.',
      en: 'What is done at the inspection of the place is written down in the act itself and signed by those present.',
    },
  },
  {
    id: 'lecrim-770',
    article: '770.2-3',
    ...lecrimUnnoted,
    requires: {
      es: 'La policía acompaña fotografías, y recoge y custodia los efectos a disposición del juez.',
      en: 'The police attach photographs, and collect the effects and keep them for the judge.',
    },
  },
]

const expertise: readonly Rule[] = [
  {
    id: 'lecrim-471',
    article: '471, 476, 480',
    ...lecrimOf2002,
    requires: {
      es: 'Cuando el reconocimiento no puede repetirse en el juicio, las partes pueden nombrar perito a su costa y asistir; se hacen constar las observaciones de las partes que asistan.',
      en: 'When the examination cannot be repeated at trial, the parties may name an expert at their cost and attend; the observations of parties who attend are recorded.',
    },
  },
  {
    id: 'lecrim-474',
    article: '474, 475',
    ...lecrimOf2002,
    requires: {
      es: 'Los peritos prestan juramento antes de empezar; el juez les manifiesta clara y determinadamente el objeto de su informe.',
      en: 'The experts swear before they begin; the judge tells them clearly and definitely the object of their report.',
    },
  },
  {
    id: 'lecrim-477',
    article: '477',
    ...lecrimOf2002,
    requires: {
      es: 'El acto pericial lo preside el juez instructor o quien este delegue; asiste siempre el secretario de la causa.',
      en: 'The expert act is presided by the investigating judge or a delegate; the clerk of the case always attends.',
    },
  },
  {
    id: 'lecrim-478',
    article: '478',
    ...lecrimOf2002,
    requires: {
      es: 'El informe comprende, si fuere posible, la descripción de la cosa en el estado en que se halle, la relación detallada de todas las operaciones y su resultado, y las conclusiones.',
      en: 'The report holds, where possible, a description of the thing in the state it is in, a detailed account of all operations and their result, and the conclusions.',
    },
  },
  {
    id: 'lecrim-479',
    article: '479',
    ...lecrimOf2002,
    requires: {
      es: 'Si los peritos han de destruir o alterar lo que analizan, se conserva, a ser posible, parte para un nuevo análisis.',
      en: 'If the experts must destroy or alter what they analyse, part is kept, where possible, for a new analysis.',
    },
  },
  {
    id: 'lecrim-482',
    article: '482',
    ...lecrimOf2002,
    requires: {
      es: 'Si la diligencia se suspende, se adoptan precauciones para evitar cualquier alteración en la materia de la pericia.',
      en: 'When the act is suspended, precautions are taken against any alteration of what is examined.',
    },
  },
  {
    id: 'lecrim-778',
    article: '778.1',
    ...lecrimUnnoted,
    requires: {
      es: 'En el procedimiento abreviado el informe puede emitirlo un solo perito.',
      en: 'In the abbreviated procedure one expert may give the report.',
    },
  },
]

const devices: readonly Rule[] = [
  {
    id: 'lecrim-588-sexies-a',
    article: '588 sexies a',
    ...lecrim588,
    requires: {
      es: 'La resolución que autoriza un registro domiciliario ha de razonar aparte el acceso al contenido de los dispositivos; la simple incautación no legitima ese acceso.',
      en: 'An order for a home search must reason separately for access to the content of devices; mere seizure does not legitimise that access.',
    },
  },
  {
    id: 'lecrim-588-sexies-b',
    article: '588 sexies b',
    ...lecrim588,
    requires: {
      es: 'Lo mismo vale para dispositivos aprehendidos fuera de un registro domiciliario; los agentes ponen la incautación en conocimiento del juez.',
      en: 'The same holds for devices taken elsewhere than in a home search; the officers make the seizure known to the judge.',
    },
  },
  {
    id: 'lecrim-588-sexies-c-1',
    article: '588 sexies c.1',
    ...lecrim588,
    requires: {
      es: 'La resolución fija los términos y el alcance del registro, puede autorizar copias y fija las condiciones que aseguran la integridad de los datos y su preservación para un dictamen pericial.',
      en: 'The order fixes the terms and scope of the search, may allow copies, and fixes the conditions that secure the integrity and preservation of the data for an expert opinion.',
    },
  },
  {
    id: 'lecrim-588-sexies-c-2',
    article: '588 sexies c.2',
    ...lecrim588,
    requires: {
      es: 'Se evita incautar los soportes físicos cuando pueda causar un grave perjuicio y sea posible una copia que garantice la autenticidad e integridad de los datos, salvo que sean objeto o instrumento del delito o haya otra razón.',
      en: 'Taking the physical media is avoided where it may cause grave harm and a copy that secures the authenticity and integrity of the data is possible, unless they are the object or instrument of the offence or another reason justifies it.',
    },
  },
]

const records: readonly Rule[] = [
  {
    id: 'lo-7-2021-33',
    article: '33',
    ...policeData,
    requires: {
      es: 'Se registran la recogida, alteración, consulta, comunicación, transferencia, combinación y supresión; en consultas y comunicaciones, la justificación, la fecha y hora, quién y los destinatarios.',
      en: 'Collection, alteration, consultation, communication, transfer, combination and erasure are logged; for consultations and communications, the justification, date and time, who, and the recipients.',
    },
  },
  {
    id: 'lo-7-2021-37',
    article: '37',
    ...policeData,
    requires: {
      es: 'Se controlan los soportes, el transporte y la introducción de datos: quién introdujo qué y cuándo.',
      en: 'Media, transport and the entry of data are controlled: who entered what, and when.',
    },
  },
  {
    id: 'rd-2783-1976',
    article: '—',
    ...depositories,
    requires: {
      es: 'El depósito judicial entrega un resguardo que se une a la causa; el destino de los efectos se decide tras la sentencia.',
      en: 'The judicial depository gives a receipt that joins the file; the destination of the effects follows the judgment.',
    },
  },
  {
    id: 'rdl-6-2023',
    article: '1.2, 5.2 k-l',
    ...digitalJustice,
    requires: {
      es: 'Autenticidad, integridad, trazabilidad, conservación, portabilidad e interoperabilidad; estándares abiertos; lenguas oficiales.',
      en: 'Authenticity, integrity, traceability, conservation, portability and interoperability; open standards; official languages.',
    },
  },
  {
    id: 'rd-1065-2015',
    article: '17.2, anexo IV.5-6',
    ...lexnet,
    requires: {
      es: 'Documento principal y anexos de texto en PDF/A con texto que se pueda buscar; firma electrónica cualificada; anexos en archivos separados.',
      en: 'Main document and text annexes as PDF/A with searchable text; qualified electronic signature; annexes as separate files.',
    },
  },
  {
    id: 'fge-5-2019',
    article: '3.4.2-3.4.4',
    ...prosecutors,
    requires: {
      es: 'Copias, condiciones de integridad e incautación de soportes; el consentimiento de una persona detenida requiere la asistencia de letrado.',
      en: 'Copies, conditions for integrity and the taking of media; the consent of a detained person takes the presence of a lawyer.',
    },
    note: {
      es: 'Se vieron el índice y resúmenes de las conclusiones 1-5, no el texto entero.',
      en: 'The index and summaries of conclusions 1-5 were seen, not the whole text.',
    },
  },
]

export const rules: readonly Rule[] = [...report, ...expertise, ...devices, ...records]
