import type { report as english } from '../en/report.js'

export const report: Readonly<Record<keyof typeof english, string>> = {
  'report.integrity.title': 'Informe de integridad',
  'report.integrity.subtitle': 'Cadena de custodia, hashes y verificación del registro',
  'report.footer': 'registro de {size} asientos · raíz {root}…',
  'report.none': 'ninguno',
  'report.withheld': 'no se muestra en esta copia; compromiso {commitment}',
  'report.entry': 'Asiento',
  'report.exhibit': 'Indicio',
  'report.item': 'Archivo',
  'report.person': 'Persona',

  'report.banner.contradicted.title': 'Este registro presenta contradicciones',
  'report.banner.contradicted':
    'La verificación ha hallado {count:count} {count:contradicción/contradicciones}, que figuran entre los resultados. Todo lo que sigue se muestra tal como consta y ha de leerse a esa luz.',
  'report.banner.contradicted.short': 'CONTRADICHO',
  'report.banner.unchecked.title': 'No se ha podido comprobar todo lo que se pidió',
  'report.banner.unchecked':
    'Nada se contradice. {count:count} {count:resultado queda/resultados quedan} sin comprobar y {count:figura/figuran} entre los resultados.',
  'report.banner.unchecked.short': 'no todo comprobado',

  'report.cover.number': 'Procedimiento',
  'report.cover.court': 'Órgano judicial',
  'report.cover.unit': 'Unidad',
  'report.cover.origin': 'Registro',
  'report.cover.result': 'Resultado de la verificación',
  'report.cover.asked': 'Qué se pidió',
  'report.cover.breaks': 'Incidencias de custodia',
  'report.cover.breaks.count': 'Constan {breaks:count}',
  'report.cover.genesis': 'Hash de hoja del asiento 0 (génesis), en el que se apoya la verificación',
  'report.cover.head': 'Raíz del registro, con {size:count} {size:asiento/asientos}',
  'report.cover.made': 'Elaborado el {time} con {name} {version}.',
  'report.cover.content':
    'Este informe contiene hashes y metadatos. No muestra contenido alguno de los indicios. Las personas figuran por su código. Expone hechos y las preguntas que suscitan; las consecuencias corresponde extraerlas al tribunal.',

  'report.scope.title': 'Qué se pidió y qué se ha comprobado',
  'report.scope.source.case':
    'La verificación ha leído la propia carpeta del caso y lo ha recalculado todo a partir de los asientos firmados.',
  'report.scope.source.disclosure':
    'La verificación ha leído un traslado, la carpeta entregada a la otra parte, y lo ha recalculado todo a partir de los asientos firmados.',
  'report.scope.entries': 'Asientos',
  'report.scope.signatures': 'Firmas con clave',
  'report.scope.checkpoints': 'Puntos de control',
  'report.scope.manifests': 'Manifiestos',
  'report.scope.items': 'Archivos que enumeran',
  'report.scope.blobs': 'Contenidos distintos con hash recalculado',
  'report.scope.bytes': 'Bytes leídos para ello',
  'report.scope.timestamps': 'Sellos de tiempo ajenos',
  'report.scope.cosignatures': 'Cofirmas de testigos',
  'report.scope.reading':
    'Cada resultado es confirmado, contradicho o no comprobado. «No comprobado» no equivale a ninguno de los otros dos: significa que no se pudo mirar. Lo que quedó fuera figura en un apartado propio.',
  'report.asked.all': 'Todo el registro y los bytes de cada archivo.',
  'report.asked.none': 'Todo el registro, sin los bytes de los archivos.',
  'report.asked.sample':
    'Todo el registro y los bytes de {sample:count} {sample:archivo elegido/archivos elegidos} al azar.',
  'report.asked.coverage': 'Se exigió que alguien ajeno al laboratorio respondiera del registro.',

  'report.exhibits.title': 'Indicios',
  'report.exhibits.none': 'No consta ningún indicio.',
  'report.exhibits.intro':
    'Un indicio conserva siempre su número. Las descripciones son de quien lo recogió y solo figuran si se abrieron para este informe.',
  'report.exhibits.caption': 'Situación de los indicios tras {size:count} {size:asiento/asientos}',
  'report.exhibits.what': 'Qué es',
  'report.exhibits.quantity': 'Unidades',
  'report.exhibits.custody': 'Custodia',
  'report.exhibits.seal': 'Precinto',
  'report.exhibits.acquired': 'Volcado',
  'report.exhibits.identifier': '{name}: {text}',
  'report.exhibits.possessor': 'hallado en poder de {person}',
  'report.exhibits.found-at': 'hallado {time}',
  'report.exhibits.place': 'lugar: {place}',
  'identifier.serial': 'número de serie',
  'identifier.label': 'etiqueta',

  'report.custody.title': 'Cadena de custodia',
  'report.custody.intro':
    'De cada indicio, todos los actos que constan sobre él, en el orden del registro; una parte se entrega y se precinta con aquello en lo que está. La hora de un acto es la que declara quien lo firma; la hora del registro es la del reloj del equipo que lo anotó.',
  'report.custody.signatures':
    'Solo la firma con clave es criptográfica. De lo firmado en papel da fe otra persona que firma con clave, y aquí no se cuenta como firma. La negativa o la ausencia figura con su motivo si este se abrió.',
  'report.custody.withheld':
    'La finalidad, los motivos y los números de precinto constan en el registro como compromisos. A continuación solo figuran los que se abrieron para este informe.',
  'report.custody.exhibit': 'Indicio {exhibit}, {category}',
  'report.custody.caption': 'Actos que constan sobre {exhibit}',
  'report.custody.what': 'Acto',
  'report.custody.when': 'Hora',
  'report.custody.parties': 'Partes y firmas',
  'report.custody.party': '{person}, {capacity}:',
  'report.custody.logged': 'hora del registro: {time}',
  'report.custody.late': 'anotado más tarde, firmado {time}[: {reason}]',
  'report.custody.break': 'Incidencia: {code} ({severity})',
  'report.custody.despite': 'registrado a sabiendas de {codes}[: {reason}]',
  'report.field.purpose': 'finalidad: {text}',
  'report.field.reason': 'motivo: {text}',
  'report.field.number': 'número: {text}',
  'report.field.observed': 'número leído: {text}',

  'report.timeline.title':
    'Quién respondía de {exhibit}, asiento por asiento; la distancia entre puntos nada dice del tiempo',
  'report.timeline.part': '({part} de {total})',
  'report.timeline.point':
    'Asiento {entry}, {time}: {summary}; después, en poder de {holder}, {seal}[; incidencias: {breaks}].',
  'report.legend.under-seal': 'con precinto',
  'report.legend.no-seal': 'sin precinto puesto',
  'report.legend.taken': 'recogida',
  'report.legend.sealed': 'precintado',
  'report.legend.checked': 'precinto comprobado',
  'report.legend.opened': 'precinto roto',
  'report.legend.moved': 'entrega',
  'report.legend.offered': 'oferta',
  'report.legend.returned': 'rechazo o retirada',
  'report.legend.acquired': 'volcado',
  'report.legend.examined': 'examen',
  'report.legend.other': 'otro acto',
  'report.legend.break': 'incidencia de custodia',

  'report.digests.title': 'Volcados y hashes',
  'report.digests.none': 'No consta ningún volcado.',
  'report.digests.intro':
    'Cada volcado nombra su manifiesto por su hash y por la raíz de Merkle sobre sus líneas; las firmas del acto cubren ambos. El manifiesto contiene una línea por archivo con seis hashes (SHA-256, SHA-512, SHA-1, MD5, BLAKE3, eD2k). SHA-256 identifica el archivo.',
  'report.digests.acquisition': '{acquisition}, del indicio {exhibit}',
  'report.digests.files': 'Archivos',
  'report.digests.bytes': 'Tamaño total',
  'report.digests.unread': 'Sin leer',
  'report.digests.kept': 'Bytes',
  'report.digests.access-times': 'Horas de acceso en el soporte',
  'access-times.preserved': 'quedaron como estaban',
  'access-times.may-have-changed': 'la lectura pudo cambiarlas',
  'report.digests.manifest': 'Manifiesto',
  'report.digests.manifest.confirmed': 'leído, y es el que nombra el acto',
  'report.digests.manifest.open': 'no confirmado; véanse los resultados',
  'report.digests.manifest-digest': 'Hash del manifiesto',
  'report.digests.manifest-root': 'Raíz sobre {lines:count} {lines:línea/líneas}',
  'report.digests.caption': 'Archivos de {acquisition}: {files:count}',
  'report.digests.size': 'Bytes',
  'report.digests.media-type': 'Tipo por contenido',
  'report.digests.beyond.title': 'No se enumeran aquí todos los archivos',
  'report.digests.beyond':
    'Otros {count:count} {count:archivo consta/archivos constan} en los manifiestos y no en estas tablas.',
  'report.digests.unaudited.title': 'Archivos de manifiestos no confirmados',
  'report.digests.unaudited':
    'No se {count:enumera/enumeran} {count:count} {count:archivo/archivos}, porque la verificación no confirmó el manifiesto que los nombra.',

  'report.verification.title': 'Resultados de la verificación',
  'report.verification.result': 'Resultado: {verdict}',
  'report.verification.none': 'La verificación no ha dado ningún resultado, lo que no confirma nada.',
  'report.verification.verifier':
    'El traslado del asiento {entry} lleva programas para comprobarlo: el SHA-256 de verify.mjs es {program}; el de verify.html, {page}.',
  'report.verification.caption': 'Resultados: {findings:count}',
  'report.verification.verdict': 'Resultado',
  'report.verification.subject': 'Sobre',
  'report.verification.explanation': 'Qué se ha hallado',

  'report.breaks.title': 'Incidencias de custodia',
  'report.breaks.none':
    'Según las reglas aplicadas, el registro no muestra ninguna incidencia de custodia. Lo que ninguna regla contempla no queda excluido por ello.',
  'report.breaks.intro':
    'Una incidencia es un hecho que consta sobre la custodia y por el que un tribunal preguntaría. No cambia los resultados anteriores: un registro puede estar íntegro y mostrar incidencias. Aquí no se da la respuesta.',
  'report.breaks.caption': 'Incidencias: {breaks:count}',
  'report.breaks.severity': 'Gravedad',
  'report.breaks.entries': 'Asientos',
  'report.breaks.question': 'Hecho y pregunta',
  'report.breaks.meaning': '{severity}: {meaning}',
  'report.breaks.explained': '{person} firmó el acto a sabiendas[ y declaró: {reason}].',

  'report.not-checked.title': 'Qué no se ha comprobado',
  'report.not-checked.intro': 'Sobre lo siguiente este informe no se pronuncia en ningún sentido.',

  'report.persons.title': 'Personas y claves',
  'report.persons.none': 'No consta ninguna persona.',
  'report.persons.intro':
    'Las personas figuran por su código; quiénes son se guarda aparte y cifrado. Una clave cuenta para los asientos indicados y para ningún otro.',
  'report.persons.caption': 'Personas dadas de alta en este registro',
  'report.persons.roles': 'Funciones',
  'report.persons.keys': 'Claves',
  'report.persons.no-key': 'sin clave; firma en papel o no firma',
  'report.persons.key': '{keyId}, desde el asiento {from}[ hasta antes del asiento {until}]',

  'report.recipe.title': 'Cómo comprobarlo sin el laboratorio',
  'report.recipe.intro':
    'No hace falta creer nada de lo anterior. El traslado que acompaña a este informe, la carpeta entregada a la otra parte, se verifica sin red y sin el laboratorio:',
  'report.recipe.program': 'Con este programa',
  'report.recipe.command': 'custodia verify <carpeta> --genesis {genesis}',
  'report.recipe.hand': 'Sin él',
  'report.recipe.spec':
    'SPEC.md, que está en la carpeta, da las órdenes; solo requieren sha256sum, openssl y xxd.',
  'report.recipe.head':
    'El registro ha de tener al menos {size:count} {size:asiento/asientos} y, con ese tamaño, la raíz {root}.',
  'report.recipe.receipts':
    'Quien firmó un acto conserva su recibo. Cada recibo ha de concordar con el registro; si alguno no concuerda, hay contradicción.',
  'report.recipe.files':
    'Cada archivo ha de dar, con sha256sum, el hash indicado más arriba; los archivos se entregan por su propia vía.',
}
