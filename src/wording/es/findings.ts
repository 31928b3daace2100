import type { findings as english } from '../en/findings.js'

export const findings: Readonly<Record<keyof typeof english, string>> = {
  'finding.trust.pinned': 'El asiento 0 es el fijado, en este puesto o por quien verifica: {genesis}.',
  'finding.trust.self-stated':
    'No se ha dado desde fuera el hash de hoja del asiento 0, de modo que el registro solo puede concordar consigo mismo[; declara {genesis}].',
  'finding.trust.mismatch':
    'El asiento 0 no es el que se fijó desde fuera: se esperaba {expected} y se ha encontrado {found}.',

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
    '{checkpoints:count} {checkpoints:punto de control lleva la firma de la clave del registro y concuerda/puntos de control llevan la firma de la clave del registro y concuerdan} con los asientos, hasta el tamaño {size}.',
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

  'finding.anchor.confirmed': 'El registro prolonga lo que este puesto había visto de él, de tamaño {size}.',
  'finding.anchor.absent':
    'Este puesto no había visto antes nada de este registro, de modo que un registro acortado no se advertiría aquí.',
  'finding.anchor.rolled-back':
    'Este puesto ha visto {size:count} asientos de este registro y aquí hay {entries:count}: faltan asientos.',
  'finding.anchor.forked': 'El registro no es el que este puesto ha visto[, de tamaño {size}].',

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
    'Los bytes de un archivo no estaban aquí para calcular de nuevo su hash[ ({size:bytes})].',
  'finding.blob.mismatch':
    'Los bytes de un archivo no son los que constan: se esperaba {expected} y se ha encontrado {found}.',

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

  'finding.coverage.absent': 'Nadie ajeno responde del registro[ hasta el tamaño {size}], y se había pedido.',
}
