import type { overview as english } from '../en/overview.js'

export const overview: Readonly<Record<keyof typeof english, string>> = {
  'cli.option.svg': 'dibujarlo en un archivo SVG',
  'cli.custody.drawn': 'Dibujado: {file}',
  'cli.custody.breaks': 'Rupturas: {breaks}',
  'cli.status.state': '  {count:count} {state}',
  'cli.state.held': 'en poder de una persona',
  'cli.state.in-transit': 'en camino',
  'cli.state.inside': 'dentro de otro',
  'cli.state.in-store': 'en el depósito',
  'cli.state.at-court': 'en el juzgado',
  'cli.state.missing': 'en paradero desconocido',
  'cli.state.released': 'devueltos definitivamente',
  'cli.state.destroyed': 'destruidos',
  'cli.state.annulled': 'anulados',
  'cli.status.offer':
    '! oferta abierta #{entry}: {exhibits}, de {from} a {to}, desde {at} ({days:count} {days:día/días})',
  'cli.status.overdue': '! fuera de plazo: {exhibit}, plazo {due} (hace {days:count} {days:día/días})',
  'cli.status.unsealed': '! sin precinto: {count:count} ({exhibits})',
  'cli.status.on-hold': '  retenidos: {count:count} ({exhibits})',
  'cli.status.missing': '! en paradero desconocido: {count:count} ({exhibits})',
  'cli.status.authorization.ends': '! {authorization} termina {at} (dentro de {days:count} {days:día/días})',
  'cli.status.authorization.ended': '! {authorization} terminó {at} (hace {days:count} {days:día/días})',
  'cli.status.authorization.unanswered':
    '! {authorization}: urgencia desde {at}, sin respuesta de un juez que conste ({days:count} {days:día/días})',
  'cli.status.breaks': '! rupturas de custodia: {breaks}',
  'cli.status.no-breaks': '  no se halló ninguna ruptura de custodia',
  'cli.status.cover':
    '  guardado de fuera: algo para {covered:count} de {size:count} {size:asiento/asientos}; la palabra de quién cuenta lo pregunta verify --policy',
}
