import type { acts as english } from '../en/acts.js'

export const acts: Readonly<Record<keyof typeof english, string>> = {
  'act.genesis': 'apertura del registro',
  'act.person.enrol': 'alta de una persona',
  'act.key.enrol': 'alta de una clave',
  'act.key.revoke': 'revocación de una clave',
  'act.key.rotate': 'sustitución de una clave',
  'act.person.grant': 'cambio de las funciones de una persona',
  'act.quorum.change': 'cambio del número de administradores que deben firmar',
  'act.log.rotate': 'sustitución de la clave del registro',
  'act.log.freeze': 'cierre del registro',
  'act.anchor.adopt': 'adopción de un registro no visto antes',
  'act.exhibit.add': 'recogida de un indicio',
  'act.seal.apply': 'colocación de un precinto',
  'act.seal.impossible': 'imposibilidad de precintar',
  'act.seal.check': 'comprobación de un precinto',
  'act.seal.break': 'rotura de un precinto',
  'act.transfer.now': 'entrega en presencia de ambas partes',
  'act.transfer.offer': 'oferta de entrega',
  'act.transfer.accept': 'aceptación de una entrega',
  'act.transfer.decline': 'rechazo de una entrega',
  'act.transfer.withdraw': 'retirada de una oferta',
  'act.acquisition.record': 'volcado',
  'act.examination.record': 'examen',
  'act.verification.recorded': 'verificación',
  'act.incident.restore': 'pérdida de asientos',
  'act.incident.clock': 'reloj equivocado',
  'act.selftest.recorded': 'respuestas conocidas en una máquina',
  'act.disclosure.record': 'traslado a otra parte',
  'act.field.open': 'apertura de un registro de campo',
  'act.field.entry': 'asiento de un registro de campo',
  'act.field.join': 'incorporación de un registro de campo',

  'summary.genesis': '{by} abre el registro {log}',
  'summary.person.enrol': '{by} da de alta a {person} como {roles}',
  'summary.key.enrol': '{by} da de alta una clave de {person}',
  'summary.key.revoke': '{by} revoca la clave {key} de {person}: {reason}[, desde {since}]',
  'summary.key.rotate': '{by} sustituye la clave {old}, que es suya, por la clave {key}',
  'summary.person.grant': '{by} cambia las funciones de {person}[; añade {granted}][; retira {withdrawn}]',
  'summary.quorum.change': '{by} cambia a {quorum:count} el número de administradores que deben firmar',
  'summary.log.rotate': '{by} sustituye la clave propia del registro por la clave {key}',
  'summary.log.freeze': '{by} cierra el registro: nada puede seguirle',
  'summary.anchor.adopt':
    '{by} prosigue con el registro tal como está, con {size:count} {size:asiento/asientos}',
  'summary.exhibit.add':
    '{by} recoge el indicio {exhibit}[, parte de {parent}]: {category}, {quantity:count} {quantity:unidad/unidades}',
  'summary.seal.apply': '{by} coloca el precinto {seal} en {exhibit}',
  'summary.seal.impossible': '{by} hace constar que {exhibit} no se pudo precintar',
  'summary.seal.check': '{by} comprueba el precinto {seal} de {exhibit}: {condition}, {same}',
  'summary.seal.break': '{by} rompe el precinto {seal} de {exhibit}',
  'summary.transfer.now': '{from} entrega {exhibits} a {to}',
  'summary.transfer.offer': '{from} ofrece {exhibits} a {to}',
  'summary.transfer.accept': '{by} acepta[ {exhibits}][ de {from}][, oferta del asiento {entry}]',
  'summary.transfer.decline': '{by} rechaza[ {exhibits}][ de {from}][, oferta del asiento {entry}]',
  'summary.transfer.withdraw': '{by} retira la oferta[ de {exhibits}][ a {to}][, asiento {entry}]',
  'summary.acquisition.record':
    '{by} realiza el volcado {acquisition} de {exhibit}: {items:count} {items:archivo/archivos}, {bytes:bytes}, {failed:count} sin leer, {copied}',
  'summary.examination.record':
    '{by} examina {acquisition} con {methods:count} {methods:método/métodos}, {failed:count} con fallo',
  'summary.incident.restore':
    '{by} prosigue con {from:count} {from:asiento/asientos}: el registro había llegado a {lost:count}, y lo que había entre medias se ha perdido',
  'summary.incident.clock':
    '{by} hace constar que un reloj estaba equivocado: el último asiento dice {newest}, esta máquina {machine}[; hay que sumarle {offset} ms ({source})]',
  'summary.selftest.recorded':
    '{by} hace constar las respuestas conocidas de una máquina: {passed:count} correctas, {failed:count} incorrectas, {unavailable:count} imposibles de obtener',
  'summary.verification.recorded':
    '{by} verifica el registro con {size:count} {size:asiento/asientos}: {verdict}',
  'summary.disclosure.record':
    '{by} da traslado del registro, perfil {profile}; verificador sha256:{program}',
  'summary.field.open':
    '{by} abre el registro de campo {log} y le asigna los números de indicio {from} a {to}',
  'summary.field.entry': '{by} incorpora un asiento del registro de campo {log}',
  'summary.field.join':
    '{by} incorpora el registro de campo {log} hasta {size:count} {size:asiento/asientos}',

  'seal.same': 'número coincidente',
  'seal.other': 'otro número',
  'acquisition.copied': 'con copia',
  'acquisition.in-place': 'leídos en su lugar, sin copia',
}
