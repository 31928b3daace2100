import type { itemLines as english } from '../en/item-lines.js'

/** Lo que una auditoría dice de los documentos sobre elementos y de los bytes retirados por orden. */
export const itemLines = {
  'finding.blob.purged':
    'Los bytes de {items}[ y de {more:count} más][ ({name})] faltan por orden, asiento {entry}; lo que se registró de ellos permanece.',
  'finding.purge.unfinished':
    'El asiento {entry} dice que los bytes de {items}[ y de {more:count} más][ ({name})] se retiraron, y se han encontrado.',
  'not-checked.purged-blobs':
    'Los bytes de {count:count} {count:archivo/archivos} se retiraron por orden y su hash no puede recalcularse.',
  'why.purged-blobs/not-possible': 'Sus hashes constan en los manifiestos que se han leído.',
  'subject.matches': 'coincidencias de',
  'subject.assessments': 'determinaciones de',
  'subject.purge': 'retirada',
} as const satisfies Readonly<Record<keyof typeof english, string>>
