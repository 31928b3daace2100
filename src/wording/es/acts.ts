import type { acts as english } from '../en/acts.js'

export const acts: Readonly<Record<keyof typeof english, string>> = {
  'act.genesis': 'apertura del registro',
  'act.person.enrol': 'alta de una persona',
  'act.key.enrol': 'alta de una clave',
  'act.key.revoke': 'revocación de una clave',
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

  'summary.genesis': '{by} abre el registro {log}',
  'summary.person.enrol': '{by} da de alta a {person} como {roles}',
  'summary.key.enrol': '{by} da de alta una clave de {person}',
  'summary.key.revoke': '{by} revoca la clave {key} de {person}: {reason}',
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
    '{by} vuelca {acquisition} de {exhibit}: {items:count} {items:archivo/archivos}, {bytes:bytes}, {failed:count} sin leer, {copied}',
  'summary.examination.record':
    '{by} examina {acquisition} con {methods:count} {methods:método/métodos}, {failed:count} con fallo',
  'summary.verification.recorded':
    '{by} verifica el registro con {size:count} {size:asiento/asientos}: {verdict}',

  'seal.same': 'número coincidente',
  'seal.other': 'otro número',
  'acquisition.copied': 'con copia',
  'acquisition.in-place': 'leídos en su lugar, sin copia',
}
