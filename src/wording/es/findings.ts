import type { findings as english } from '../en/findings.js'

export const findings: Readonly<Record<keyof typeof english, string>> = {
  'finding.trust.pinned': 'El asiento 0 es el fijado, en este puesto o por quien verifica: {genesis}.',
  'finding.trust.self-stated':
    'No se ha dado desde fuera el hash de hoja del asiento 0, de modo que el registro solo puede concordar consigo mismo[; declara {genesis}].',
  'finding.trust.mismatch':
    'El asiento 0 no es el que se fijó desde fuera: se esperaba {expected} y se ha encontrado {found}.',
  'finding.trust.not-compared': 'No hay un asiento 0 que cotejar con lo que se fijó desde fuera.',

  'finding.storage.confirmed':
    'Tablas, disparadores y filas guardadas son como los hizo este programa y concuerdan con los asientos[; filas: {rows:count}].',
  'finding.storage.schema-altered':
    'Una tabla o un disparador no es como lo hizo este programa[: {object}][ ({fault})].',
  'finding.storage.corrupt': 'El contenedor no se ha podido leer entero[ ({reason})].',
  'finding.storage.row-mismatch':
    'Una columna guardada no es la que resulta de su asiento[: {column}][, se esperaba {expected} y se ha encontrado {found}].',

  'finding.log.confirmed':
    '{entries:count} {entries:asiento recalculado/asientos recalculados} por orden: concuerdan el encadenamiento, las horas del registro, los hashes de hoja, {signatures:count} {signatures:firma/firmas} y las reglas de custodia. Raíz: {root}.',
  'finding.log.empty': 'El registro no contiene ningún asiento.',
  'finding.log.forked':
    'A alguien se le mostró otra historia de este registro, firmada con su clave[: las dos se separan en el asiento {at}][: las dos se separan en uno de los asientos {from} a {to}][; lo que se guardó con {agrees:count} asientos coincide].',
  'finding.entry.malformed': 'El asiento {entry} no tiene la forma de un asiento.',
  'finding.entry.out-of-sequence': 'El asiento {entry} lleva el número {found}.',
  'finding.entry.chain-broken':
    'El asiento {entry} no sigue al anterior: nombra {found} y se esperaba {expected}.',
  'finding.entry.clock-backward':
    'La hora del asiento {entry} ({found}) es anterior a la de un asiento previo ({newest}).',
  'finding.act.malformed': 'El acto del asiento {entry} no tiene la forma de un acto.',
  'finding.act.signature-invalid':
    'Las firmas del asiento {entry} no corresponden a sus partes y a las claves de estas.',
  'finding.act.refused':
    'Las reglas de custodia rechazan el asiento {entry}; ningún programa que las siga lo habría registrado.',
  'finding.act.seen-mismatch':
    'Quien firmó el asiento {entry} había visto otro registro de {size:count} asientos.',

  'finding.checkpoint.confirmed':
    '{checkpoints:count} {checkpoints:punto de control lleva la firma de la clave del registro y concuerda/puntos de control llevan la firma de la clave del registro y concuerdan} con los asientos, hasta completar {size}.',
  'finding.checkpoint.absent':
    'Ningún punto de control cubre los {size:count} asientos; el más reciente cubre {newest:count}.',
  'finding.checkpoint.missing':
    'Se firmó un punto de control de tamaño {size:count}, pues un acto o un recibo lo nombra, y ya no está aquí.',
  'finding.checkpoint.malformed': 'Un punto de control no tiene la forma de un punto de control.',
  'finding.checkpoint.signature-invalid':
    'Un punto de control de tamaño {size} no lleva la firma de la clave de este registro.',
  'finding.checkpoint.root-mismatch':
    'Un punto de control firmado, de tamaño {size}, nombra otra raíz que la que dan los asientos.',
  'finding.checkpoint.beyond-log':
    'Un punto de control firmado cubre {size:count} asientos y el registro tiene {entries:count}: faltan asientos.',

  'finding.anchor.confirmed':
    'El registro es continuación del que este puesto había visto, con {size} asientos.',
  'finding.anchor.absent':
    'Este puesto no había visto antes nada de este registro, de modo que un registro acortado no se advertiría aquí.',
  'finding.anchor.ahead':
    'Este puesto ha visto {size:count} asientos de este registro; la carpeta contiene {entries:count}. O se hizo antes que los demás, o se le ha cortado el final: nada de aquí dice cuál de las dos cosas. Un traslado posterior, o el caso, lo dicen.',
  'finding.anchor.rolled-back':
    'Este puesto ha visto {size:count} asientos de este registro y aquí hay {entries:count}: faltan asientos.',
  'finding.anchor.forked': 'El registro no es el que este puesto ha visto[, con {size} asientos].',
  'finding.anchor.not-compared':
    'El registro no se ha podido leer ni hasta su nombre, de modo que no se ha cotejado con lo que este puesto ha visto de él.',

  'finding.receipt.confirmed':
    '{receipts:count} {receipts:recibo conservado concuerda/recibos conservados concuerdan} con los asientos.',
  'finding.receipt.malformed': 'Un recibo no tiene la forma de un recibo.',
  'finding.receipt.contradicts':
    'Un recibo conservado del asiento {entry} no concuerda con el registro[ ({failed})].',

  'finding.manifest.confirmed':
    '{manifests:count} {manifests:manifiesto es, línea por línea, el que nombra el acto firmado/manifiestos son, línea por línea, los que nombran los actos firmados}.',
  'finding.manifest.absent': 'No está aquí un manifiesto que nombra un acto firmado[: {sha256}].',
  'finding.manifest.mismatch':
    'Un manifiesto no es lo que dice el acto firmado: se esperaba {expected} y se ha encontrado {found}.',
  'finding.manifest.malformed': 'Un manifiesto no tiene la forma de un manifiesto.',

  'finding.blob.confirmed':
    'Se ha calculado de nuevo el hash de {blobs:count} {blobs:archivo/archivos} ({bytes:bytes}) y concuerda con los manifiestos (SHA-256).',
  'finding.blob.absent':
    'Los bytes de {items}[ y de {more:count} más][ ({name})] no estaban aquí para calcular de nuevo su hash[ ({size:bytes})].',
  'finding.blob.mismatch':
    'Los bytes de {items}[ y de {more:count} más][ ({name})] no son los que constan: se esperaba {expected} y se ha encontrado {found}.',

  'finding.opening.confirmed':
    '{openings:count} {openings:valor abierto corresponde a su compromiso/valores abiertos corresponden a sus compromisos} en el registro.',
  'finding.opening.mismatch': 'Un valor abierto no corresponde a su compromiso[: {commitment}].',

  'finding.tile.confirmed': '{tiles:count} {tiles:tesela concuerda/teselas concuerdan} con los asientos.',
  'finding.tile.mismatch': 'Una tesela del traslado no concuerda con sus asientos[: {path}].',

  'finding.file.confirmed':
    '{files:count} {files:archivo de la carpeta es/archivos de la carpeta son} lo que resulta del registro.',
  'finding.file.absent': 'No se ha podido leer un archivo de la carpeta[: {path}].',
  'finding.file.mismatch':
    'Un archivo de la carpeta no es lo que debe ser[: {path}][, se esperaba {expected} y se ha encontrado {found}].',
  'finding.file.unexpected':
    'La carpeta contiene algo que no le pertenece[: {path}][ ({kind})]; nada se apoya en ello.',

  'finding.cover.confirmed':
    'Personas ajenas al laboratorio responden de {covered:count} de {size:count} {size:asiento/asientos}, como pide la política de confianza[; del asiento {only} no responde nadie ajeno][; de los asientos {from} a {last} no responde nadie ajeno].',
  'finding.cover.other-log':
    'La política de confianza enumera registros y este no está entre ellos: sus testigos no cuentan aquí[ ({log})].',
  'finding.cover.mismatch':
    'Lo que se guardó como respaldo de {expected:count} {expected:asiento/asientos} habla de {found:count}.',
  'finding.cosignature.confirmed':
    'El testigo {who} cofirmó el registro con {size:count} {size:asiento/asientos}; según su reloj, a las {at}.',
  'finding.cosignature.invalid':
    'Una cofirma que nombra la clave del testigo {witness} no es de esa clave sobre este punto de control, de tamaño {size}.',
  'finding.timestamp.confirmed':
    'La autoridad {who} selló el registro con {size:count} {size:asiento/asientos}; según su reloj, a las {at}.',
  'finding.key.disputed':
    '{acts:count} {acts:acto firmado/actos firmados} con la clave {key} de {person} {acts:queda/quedan} en disputa, {acts:asiento/asientos} {entries}.[ El asiento {revoked} declara comprometida la clave][ El asiento {brought}, en disputa, incorporó esa clave al registro][; desde {since}]. Nadie ajeno al laboratorio había respondido antes de {acts:ese asiento/esos asientos}; lo que llegó después muestra que un acto existía, no qué mano lo firmó.[ Los primeros {covered:count} asientos ya tenían respaldo entonces y se mantienen.][ {open:count} {open:acto anterior/actos anteriores} de esa clave: solo el reloj del propio registro dice que {open:es anterior/son anteriores}.]',
  'finding.key.undisputed':
    'Ningún acto queda en disputa por la clave {key} de {person}[, que el asiento {revoked} declara comprometida][, que incorporó al registro el asiento {brought}, en disputa][; desde {since}].[ {open:count} {open:acto anterior/actos anteriores} de esa clave: solo el reloj del propio registro dice que {open:es anterior/son anteriores}.]',
  'finding.errata.confirmed':
    'Leídas {errata:count} {errata:errata/erratas}; ningún asiento lo hizo el software que {errata:nombra/nombran}.',
  'finding.errata.affects':
    '{acts:count} {acts:asiento/asientos} ({entries}) {acts:se hizo/se hicieron} con software que tiene un defecto conocido, {id}: {es} — {en}',
  'finding.errata.untrusted': 'La fe de erratas no se ha leído.',
  'finding.coverage.absent':
    'Se pidió respaldo externo, y alcanza {covered:count} de {size:count} {size:asiento/asientos}.',
}
