import type { drawings as english } from '../en/drawings.js'

export const drawings: Readonly<Record<keyof typeof english, string>> = {
  'drawing.exhibit.title': 'Custodia de {exhibit}, {category}',
  'drawing.exhibit.reading':
    'Una línea por asiento, en el orden del registro. La banda baja bajo la persona que respondía del indicio.',
  'drawing.case.title': 'La custodia en el tiempo',
  'drawing.case.reading':
    'Una banda por indicio, con la persona que respondía de él; las horas son las que declaran los actos. Una cifra en un círculo: otros tantos asientos muy próximos.',
  'drawing.facts': 'Registro {origin}, cabeza de {size:count} {size:asiento/asientos} {root}',
  'drawing.made': 'dibujado {time}',
  'drawing.gap': '{days:count} {days:día/días} sin asiento',
  'drawing.back': 'la hora que se declara a continuación es anterior',
  'drawing.break': '{code} ({severity}): {title}',
  'drawing.holder': '{holder}, {seal}, {from} a {to}',
  'drawing.cluster': '{count:count} asientos, {from} a {to}',
  'drawing.none': 'No consta ningún indicio.',
}
