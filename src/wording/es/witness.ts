import type { witness as english } from '../en/witness.js'

/** Testigos, cofirmas, políticas de confianza y el cotejo de registros. */
export const witness: Readonly<Record<keyof typeof english, string>> = {
  'cli.command.witness': 'ser alguien ajeno al laboratorio que vela por que sus registros solo crezcan',
  'cli.command.witness.create': 'crea el testigo de esta carpeta personal: una clave que no hace otra cosa',
  'cli.command.witness.show': 'su clave de verificación, los registros que vigila y lo cofirmado de cada uno',
  'cli.command.witness.watch': 'acepta desde ahora puntos de control de un registro',
  'cli.command.witness.serve':
    'cofirma por HTTP (C2SP tlog-witness), solo en esta máquina si no se indica otra cosa',
  'cli.command.witness.sign': 'cofirma una solicitud traída hasta aquí en un archivo',
  'cli.argument.witness-name': 'nombre con el que cofirma: una dirección suya sin https://',
  'cli.argument.log-key':
    'clave de verificación del registro, o un archivo que la contenga (keys/log.vkey de un traslado)',
  'cli.argument.witness-request': 'solicitud a un testigo',
  'cli.option.address': 'dirección de esta máquina en la que escucha',
  'cli.option.port': 'puerto en el que escucha; 0 para cualquiera que esté libre',
  'cli.option.witness-answer-output': 'archivo para la cofirma',
  'cli.witness.listening': 'escucha en {url}; cofirma como {key}',
  'cli.witness.answered': '{time} {status}[ {reason}]',
  'cli.witness.no-logs': 'Todavía no vigila ningún registro: custodia witness watch.',

  'cli.command.checkpoint.create': 'escribe el último punto de control, para entregarlo a alguien ajeno',
  'cli.command.checkpoint.cosign':
    'hace que testigos ajenos al laboratorio cofirmen el último punto de control',
  'cli.command.checkpoint.list':
    'el último punto de control y aquellos para los que alguien ajeno ha dado algo',
  'cli.option.checkpoint-output': 'archivo para el punto de control; sin él, se imprime',
  'cli.option.witness': 'pregunta ahora a este testigo, por la red (se puede repetir)',
  'cli.option.witness-request':
    'escribe la solicitud en un archivo, para llevarla a un testigo; con --answer, la solicitud que se respondió',
  'cli.option.witness-answer': 'recoge la respuesta recibida',
  'cli.option.old': 'cuántos asientos lleva cofirmados el testigo',
  'cli.option.errata':
    'fe de erratas firmada de este programa: la verificación nombra los asientos que hicieron las versiones defectuosas',
  'cli.option.errata-key': 'archivo con la clave de verificación de quien firma la fe de erratas',
  'cli.option.policy':
    'política de confianza (C2SP tlog-policy): qué cofirmas cuentan; si no, trust/policy de esta carpeta personal',
  'cli.checkpoint.kept':
    'Punto de control de {size:count} {size:asiento/asientos}, cofirmado por {witness} a las {at}.',
  'cli.checkpoint.known': 'Ya estaba todo aquí.',

  'cli.command.compare': 'coteja dos copias de un registro: casos o traslados',
  'cli.argument.one': 'un caso o un traslado',
  'cli.argument.other': 'otro del mismo registro',
  'cli.compare.identical': 'Los dos son iguales: {common:count} {common:asiento/asientos}.',
  'cli.compare.extends-one':
    'El segundo continúa donde termina el primero: {common:count} {common:asiento es igual/asientos son iguales} y {more:count} más {more:consta/constan} solo en el segundo.',
  'cli.compare.extends-other':
    'El primero continúa donde termina el segundo: {common:count} {common:asiento es igual/asientos son iguales} y {more:count} más {more:consta/constan} solo en el primero.',
  'cli.compare.forked':
    'BIFURCACIÓN en el asiento {common}: {common:count} {common:asiento es igual/asientos son iguales} y desde ahí los dos cuentan historias distintas.',
  'cli.compare.other-log': 'Son dos registros distintos: difieren desde el asiento 0.',
  'cli.compare.signed-both':
    'Las dos historias están firmadas con la clave del registro: quien la tenía firmó ambas.',
  'cli.compare.signed-one': 'Solo el {which} lleva un punto de control firmado con la clave del registro.',
  'cli.compare.signed-none': 'Ninguno lleva un punto de control firmado con la clave del registro.',
  'cli.compare.unverified':
    'Solo se han cotejado los asientos: lo que vale cada uno lo dice custodia verify.',
  'word.first': 'primero',
  'word.second': 'segundo',

  'label.at': 'hora según su reloj',
  'label.cosignatures': 'cofirmado por',
  'label.cosigners': 'cofirmado por',
  'label.differing': 'asientos distintos',
  'label.head': 'último',
  'label.key': 'clave',
  'label.logs': 'registros',
  'label.old': 'cofirmado hasta ahora',
  'label.timestamps': 'sellos de tiempo',
  'label.url': 'dirección',
  'label.witness': 'testigo',

  'error.key.absent/witness.what': 'No hay ningún testigo en esta carpeta personal[: {home}].',
  'error.key.absent/witness.remedy': 'Cree uno con custodia witness create.',
  'error.key.untrusted/unknown log.what': 'El testigo no vigila este registro[: {key}].',
  'error.key.untrusted/unknown log.remedy':
    'Entregue al testigo la clave del registro: custodia witness watch.',
  'error.key.untrusted/invalid signature.what':
    'El punto de control no lleva ninguna firma que corresponda a una clave con la que se vigile este registro[: {key}].',
  'error.key.untrusted/invalid signature.remedy':
    'No cofirme nada. Coteje la clave del registro con la que declara el laboratorio por otra vía.',
  'error.key.untrusted/no witness of the policy.what':
    'La respuesta no contiene cofirmas de ningún testigo que nombre la política de confianza[: {key}].',
  'error.key.untrusted/no witness of the policy.remedy':
    'Incluya la clave de verificación del testigo en la política de confianza cuando le haya llegado por una vía fiable.',
  'error.ledger.conflict/witness.what':
    'El testigo lleva cofirmados {cosigned:count} {cosigned:asiento/asientos} de este registro[, y la solicitud parte de {old}].',
  'error.ledger.conflict/witness.remedy': 'Haga de nuevo la solicitud con --old {cosigned}.',
  'error.ledger.rolled-back/witness.what':
    'El punto de control no continúa lo que el testigo ha cofirmado de este registro[: {origin}, tamaño {size}].',
  'error.ledger.rolled-back/witness.remedy':
    'No se ha cofirmado nada. Conserve la solicitud: está firmada con la clave del registro y muestra que se reescribió o que tiene dos historias.',
  'error.ledger.clock-backward/witness.what':
    'El reloj de esta máquina va por detrás de la última cofirma de este registro.',
  'error.ledger.clock-backward/witness.remedy': 'Ponga el reloj en hora e inténtelo de nuevo.',
  'error.source.refused/other-log.what':
    'La solicitud respondida no se refiere a un punto de control de este registro.',
  'error.source.refused/other-log.remedy':
    'Indique el archivo de la solicitud de este caso a la que pertenece la respuesta.',
  'error.source.refused/signature.what':
    'La respuesta lleva una línea con la clave de un testigo de confianza que no se verifica.',
  'error.source.refused/signature.remedy': 'No se ha guardado nada. Pregunte de nuevo al testigo.',
  'error.usage.argument/key-name.what': 'No puede dar nombre a una clave[: {text}].',
  'error.usage.argument/key-name.remedy': 'Escríbalo sin espacios ni signos más: witness.example/w1.',
  'error.usage.argument/size.what': '{what} indica más asientos de los que tiene el registro[: {text}].',
  'error.usage.argument/size.remedy':
    'Si lo dice el testigo, este registro es anterior a lo que él ha visto: antes de nada ejecute custodia verify.',
}
