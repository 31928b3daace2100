/** Registros propios para lugares sin conexión, y cómo se incorporan. */
export const field = {
  'cli.command.field': 'registros propios para lugares sin conexión',
  'cli.command.field.open':
    'crea una carpeta de caso para un lugar sin conexión y le asigna números: los indicios del intervalo y sus partes, las personas que allí se den de alta con esos mismos números, y cien precintos y cien volcados por cada uno',
  'cli.command.field.join':
    'incorpora, byte a byte, los asientos nuevos de un registro de campo; se repite cuando el registro de campo ha crecido',
  'cli.argument.new-field': 'carpeta del nuevo caso; no puede haber nada en ella',
  'cli.argument.field': 'carpeta de caso del registro de campo',
  'cli.option.exhibits': 'números de indicio que asigna, p. ej. 200-299',
  'cli.option.persons':
    'quién va; todas las personas del registro si no se nombra a ninguna, varias con comas',
  'cli.option.field-home':
    'puesto (CUSTODIA_HOME) del dispositivo que se lo lleva: la clave del registro va allí y a ningún otro sitio',
  'error.usage.argument/range.what': '{what} no es un intervalo de números[: {text}].',
  'error.usage.argument/range.remedy': 'Escríbalo como 200-299, hasta 999999.',
  'placeholder.from-to': 'desde-hasta',
  'cli.field.opened':
    'Llévese la carpeta con el puesto que tiene la clave del registro. Quienes actúen allí necesitan su propia clave en ese puesto. Después incorpórelo: custodia field join {folder}',
  'cli.field.joined':
    '{log}: {added:count} {added:asiento incorporado/asientos incorporados}, {entries:count} constan aquí; {blobs:count} {blobs:blob copiado/blobs copiados} ({bytes:bytes})',
  'cli.field.unchanged': '{log}: nada nuevo; {entries:count} {entries:asiento consta/asientos constan} aquí.',
  'cli.status.field':
    'registro de campo {log}, indicios {exhibits}: incorporado hasta {entries:count} {entries:asiento/asientos}, el último de {newest}[; {closed}]',
  'cli.status.field.never':
    'registro de campo {log}, indicios {exhibits}: abierto con el asiento {opened}, nunca incorporado',
  'cli.status.field.closed': 'cerrado allí, sus números vuelven a estar libres',
  'cli.log.field': 'del registro de campo {log}, asiento {entry} de aquel',
  'label.ownNumbers': 'números propios',
  'not-checked.field-logs':
    '{count:count} {count:registro de campo se abrió y nunca se incorporó/registros de campo se abrieron y nunca se incorporaron}.',
  'why.field-logs/not-here':
    'Lo que allí se asentó no forma parte de este registro. Incorpórelos con custodia field join o pídalos.',
  'report.brought': 'Asiento {entry} del registro de campo {log}; lo incorporó {by} el {at}',
} as const
