import type { holding as english } from '../en/holding.js'

export const holding: Readonly<Record<keyof typeof english, string>> = {
  'cli.option.exhibit-condition': 'en qué estado se halló: {conditions}',
  'cli.option.finder': 'código de la persona que lo halló',
  'cli.option.occasion': 'en qué ocasión se halló',
  'cli.option.imei': 'IMEI; varios si tiene varios',
  'cli.option.iccid': 'ICCID de su tarjeta',
  'cli.option.mac': 'dirección MAC',
  'cli.option.model': 'marca y modelo',
  'cli.option.bag': 'número de la bolsa',
  'cli.option.police': 'número que le dio la policía',
  'cli.option.lab': 'número que le dio el laboratorio',
  'cli.option.court-number': 'número que le dio el juzgado',
  'cli.option.not-possible': 'qué no se pudo hacer constar y por qué; se puede repetir: {fields}',
  'cli.option.refused': 'qué se negó alguien a declarar y por qué; se puede repetir: {fields}',
  'cli.option.like': 'hallado como ese indicio: lo que no se indique aquí se toma de él',
  'placeholder.field=reason': 'campo=motivo',
  'error.usage.argument/waiver.what': '{what} no nombra un campo y un motivo[: {text}].',
  'error.usage.argument/waiver.remedy': 'Escríbalo como campo=motivo, con uno de: {choices}.',
  'error.usage.argument/several-exhibits.what':
    'Varios indicios se conocen por {text}[ ({what})]: {exhibits}.',
  'error.usage.argument/several-exhibits.remedy': 'Nombre por su número el que quiera decir.',
  'error.usage.missing/like-corrected.what':
    'Lo que {name} dice de esto se corrigió y no se toma de él: {what}.',
  'error.usage.missing/like-corrected.remedy': 'Indíquelo para el nuevo indicio.',
  'example.found-list': 'auto 45/2026, registro del dormitorio',
  'example.no-serial': 'etiqueta arrancada',
}
