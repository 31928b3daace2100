export const knownSets = {
  'thing.hash-set': 'el índice de un conjunto de archivos conocidos',
  'thing.hash-list': 'una lista de resúmenes',
  'thing.known-set': 'un conjunto de archivos conocidos',
  'thing.vics': 'un archivo de Project VIC',
  'thing.nsrl': 'una base de datos de la NSRL',
  'thing.assessments': 'una lista de valoraciones',

  'error.source.malformed/hash-set.what':
    '{path}: el índice de este conjunto de archivos conocidos no se puede usar: {fault}.',
  'error.source.malformed/hash-set.remedy':
    'No se ha comparado nada con él; importe de nuevo el conjunto desde su fuente.',
  'error.source.malformed/hash-list.what':
    '{path}, línea {line}[, columna {column}]: {fault}[; hay {more:count} {more:línea/líneas} más que no se {more:puede/pueden} leer (líneas {lines})].',
  'error.source.malformed/hash-list.remedy':
    'No se ha tomado nada de la lista; pídala de nuevo, o corríjala y vuelva a darla.',
  'error.source.malformed/vics.what':
    '{path}, registro {line}[, {column}]: {fault}[; hay {more:count} {more:registro/registros} más que no se {more:puede/pueden} leer (registros {lines})].',
  'error.source.malformed/vics.remedy': 'No se ha tomado nada del archivo; pídalo de nuevo a quien lo hizo.',
  'error.source.malformed/nsrl.what': '{path}[, fila {line}][, columna {column}]: {fault}[ ({reason})].',
  'error.source.malformed/nsrl.remedy': 'No se ha tomado nada de ella; compare su resumen con el publicado.',
  'error.source.malformed/assessments.what':
    '{path}, línea {line}[, columna {column}]: {fault}[; hay {more:count} {more:línea/líneas} más que no se {more:puede/pueden} leer (líneas {lines})].',
  'error.source.malformed/assessments.remedy':
    'Corrija el archivo y vuelva a darlo; no se ha tomado nada de él.',

  'error.source.refused/vics-as-known-good.what':
    '{path} es un archivo de Project VIC: nombra archivos relevantes, y nunca se carga como conjunto de archivos inocuos.',
  'error.source.refused/vics-as-known-good.remedy': 'Cárguelo como known-relevant.',
  'error.source.refused/nsrl-as-known-relevant.what':
    '{path} es una base de datos de la NSRL: nombra archivos de programas publicados, y nunca se carga como conjunto de archivos relevantes.',
  'error.source.refused/nsrl-as-known-relevant.remedy': 'Cárguela como known-good.',
  'error.source.refused/set-not-known-good.what':
    '{path} es un conjunto de archivos known-relevant, no de archivos known-good.',
  'error.source.refused/set-not-known-good.remedy':
    'No se ha comparado nada; indique un conjunto de la clase pedida.',
  'error.source.refused/set-not-known-relevant.what':
    '{path} es un conjunto de archivos known-good, no de archivos known-relevant.',
  'error.source.refused/set-not-known-relevant.remedy':
    'No se ha comparado nada; indique un conjunto de la clase pedida.',
  'error.source.refused/no-vics-context.what':
    '{path} es JSON, pero no empieza con el contexto de un modelo de datos de Project VIC.',
  'error.source.refused/no-vics-context.remedy':
    'Expórtelo de nuevo como VICS, o dé sus resúmenes como lista.',
  'error.source.refused/vics-version.what':
    '{path} indica la versión {version} del modelo de datos de Project VIC, que aquí no se lee.',
  'error.source.refused/vics-version.remedy': 'Expórtelo en la versión 2.0, o de la 1.1 a la 1.3.',
  'error.source.refused/no-nsrl-tables.what':
    '{path} es una base de datos SQLite, pero no tiene ninguna de las tablas FILE y METADATA de una edición de la NSRL.',
  'error.source.refused/no-nsrl-tables.remedy':
    'Dé la base de datos de una edición del RDS, versión 3, tal como se publicó.',
  'error.source.refused/nsrl-unfinished.what':
    '{path} tiene al lado una escritura sin terminar, o al abrirla se escribiría a su lado.',
  'error.source.refused/nsrl-unfinished.remedy':
    'Copie la base de datos, tal como se publicó, a un lugar propio.',
  'error.usage.missing/set-kind.what':
    '{path} es una lista de resúmenes, que no dice de qué clase de conjunto se trata.',
  'error.usage.missing/set-kind.remedy': 'Diga si sus archivos son known-good o known-relevant.',
  'error.usage.conflict/hash-set.what': 'Ya hay un archivo: {path}.',
  'error.usage.conflict/hash-set.remedy': 'Indique uno que aún no exista; un índice nunca se sobrescribe.',

  'set-fault.digest': 'esto no es un resumen: 32, 40 o 64 cifras hexadecimales para MD5, SHA-1 y SHA-256',
  'set-fault.digest-length': 'el resumen no es tan largo como el primero de la lista',
  'set-fault.no-digest': 'no hay ningún resumen',
  'set-fault.line-length': 'la línea es demasiado larga',
  'set-fault.csv': 'esto no es CSV: compare sus separadores y comillas con los de la primera línea',
  'set-fault.columns': 'hay más o menos columnas que en la primera línea',
  'set-fault.column-absent': 'la primera línea no tiene esa columna',
  'set-fault.column-twice': 'la primera línea tiene esa columna dos veces',
  'set-fault.missing': 'no puede quedar vacía',
  'set-fault.scheme': 'un código solo cuenta con la escala a la que pertenece y su versión',
  'set-fault.determination': 'debe ser real, altered, generated o undetermined',
  'set-fault.yes-no': 'debe ser sí o no, true o false',
  'set-fault.depicted': 'deben ser códigos de víctimas separados por punto y coma, como V-01; V-02',
  'set-fault.item': 'debe ser el número de un elemento, como A-3/17',
  'set-fault.text': 'no tiene la forma que le da el modelo de datos, o es demasiado largo',
  'set-fault.json': 'esto no es JSON, o termina demasiado pronto',
  'set-fault.object': 'no hay un registro donde debe haberlo',
  'set-fault.record-length': 'el registro no tiene fin',
  'set-fault.empty': 'no hay nada en él',
  'set-fault.encoding': 'el texto no es UTF-8',
  'set-fault.category': 'una categoría está vacía o es demasiado larga',
  'set-fault.categories': 'tiene más categorías de las que admite un conjunto',
  'set-fault.magic': 'no empieza como tal',
  'set-fault.truncated': 'termina demasiado pronto',
  'set-fault.too-long': 'sigue después de su final',
  'set-fault.header': 'su cabecera no tiene la forma debida',
  'set-fault.unsorted': 'sus entradas no están en orden',
  'set-fault.class': 'una entrada nombra una clase que no existe o que no tiene ese resumen',
  'set-fault.checksum': 'sus bytes no son los que se resumieron en su suma de comprobación',
  'set-fault.database': 'SQLite no puede leerla',
} as const
