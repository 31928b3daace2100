import type { breaks as english } from '../en/breaks.js'

export const breaks: Readonly<Record<keyof typeof english, string>> = {
  'break.NOT-HOLDER.title': 'Actuó quien no lo tenía en su poder',
  'break.NOT-HOLDER.question':
    '¿Cómo entregó, precintó o volcó esta persona lo que, según el registro, estaba en poder de otra?',
  'break.WRONG-RECEIVER.title': 'Respondió quien no era destinatario de la oferta',
  'break.WRONG-RECEIVER.question': '¿Quién autorizó que lo recibiera una persona distinta de la designada?',
  'break.SEAL-MISMATCH.title': 'Número de precinto distinto del que se puso',
  'break.SEAL-MISMATCH.question':
    '¿Se abrió y se volvió a precintar el envoltorio entre la colocación del precinto y su comprobación?',
  'break.SEAL-BROKEN.title': 'Precinto hallado dañado o ausente',
  'break.SEAL-BROKEN.question': '¿Quién lo abrió, cuándo, y por qué no consta apertura alguna?',
  'break.SEAL-MISSING.title': 'Cambió de manos sin precinto y sin motivo declarado',
  'break.SEAL-MISSING.question': '¿Por qué no se precintó y quién pudo acceder a ello en el trayecto?',
  'break.OPENED-NOT-RESEALED.title': 'Cambió de manos abierto',
  'break.OPENED-NOT-RESEALED.question': '¿Quién tuvo acceso entre la apertura del precinto y esta entrega?',
  'break.ACQ-WHILE-SEALED.title': 'Volcado con el precinto puesto',
  'break.ACQ-WHILE-SEALED.question': '¿Cómo se leyó su contenido si el precinto estaba intacto?',
  'break.NO-GIVER-SIG.title': 'Falta la firma de quien entrega',
  'break.NO-GIVER-SIG.question': '¿Quién acredita que se entregó?',
  'break.NO-RECEIVER-SIG.title': 'Falta la firma de quien recibe',
  'break.NO-RECEIVER-SIG.question': '¿Quién acredita que se recibió?',
  'break.SIG-SAME-KEY.title': 'Una misma clave para dos personas',
  'break.SIG-SAME-KEY.question': '¿Firmó una sola persona por las dos?',
  'break.CLOCK-BACKWARD.title': 'Fechado antes de lo que ya consta',
  'break.CLOCK-BACKWARD.question': '¿Se anotó con una fecha anterior a la debida, o en otro orden?',
  'break.CLOCK-FUTURE.title': 'Fechado después de registrarse',
  'break.CLOCK-FUTURE.question': '¿Qué reloj iba mal, y cuánto?',
  'break.LATE-ENTRY.title': 'Registrado más de un día después',
  'break.LATE-ENTRY.question': '¿Con qué notas se anotó, y por qué no en el momento?',
  'break.unknown.title': 'Incidencia de una regla que este programa no conoce',
  'break.unknown.question': '¿Qué dice de este código la versión que la registró?',
}
