import type { timestamps as english } from '../en/timestamps.js'

export const timestamps: Readonly<Record<keyof typeof english, string>> = {
  'error.environment.network/timeout.what': 'El servidor no ha respondido a tiempo[: {server}].',
  'error.environment.network/content-type.what':
    'Lo que ha respondido el servidor[ {server}] no es lo que se pidió: según él mismo, es otra cosa.',
  'error.environment.network/too-long.what':
    'El servidor[ {server}] ha respondido con más de lo que puede ocupar un sello de tiempo.',

  'error.source.refused/status.what': 'La autoridad de sellado de tiempo no ha concedido la solicitud.',
  'error.source.refused/content-type.what': 'Lo firmado no es un sello de tiempo.',
  'error.source.refused/imprint-algorithm.what':
    'El sello de tiempo usa un resumen que no es SHA-256, SHA-384 ni SHA-512.',
  'error.source.refused/imprint.what': 'El sello de tiempo se refiere a otra cosa.',
  'error.source.refused/nonce.what':
    'El sello de tiempo responde a una solicitud distinta de las hechas aquí.',
  'error.source.refused/one-signer.what': 'El sello de tiempo no tiene exactamente un firmante.',
  'error.source.refused/algorithm.what':
    'El sello de tiempo está firmado con un algoritmo o una clave que este programa no admite.',
  'error.source.refused/signed-attributes.what': 'La firma no cubre lo firmado ni de qué clase es.',
  'error.source.refused/message-digest.what':
    'Lo que dice el sello de tiempo no es lo que se firmó: ha sido alterado.',
  'error.source.refused/certificate-absent.what':
    'No acompaña al sello de tiempo el certificado con el que se firmó.',
  'error.source.refused/certificate-unnamed.what':
    'La firma no nombra su certificado por un resumen de la familia SHA-2 (ESSCertIDv2).',
  'error.source.refused/signing-certificate.what':
    'La firma nombra un certificado distinto del que acompaña.',
  'error.source.refused/token-signature.what': 'La firma del sello de tiempo no se verifica.',
  'error.source.refused/key-usage.what':
    'El certificado no es de sellado de tiempo, con carácter crítico y para nada más.',
  'error.source.refused/certificate-validity.what':
    'La vigencia del certificado no incluye la hora que declara el sello: ninguna autoridad emite un sello así.',
  'error.source.refused/root.what':
    'El sello de tiempo no procede de una autoridad fijada para esta verificación.',
  'error.source.refused/window.what':
    'El sello de tiempo queda fuera del plazo para el que se fijó su autoridad.',
  'error.source.refused/policy.what':
    'El sello de tiempo se dio con arreglo a una política que no se fijó para su autoridad.',

  'error.usage.argument/url.what': '{what} no es la dirección de un servidor[: {text}].',
  'error.usage.argument/url.remedy': 'Escríbala completa, precedida de http:// o https://.',
  'error.usage.argument/oid.what': '{what} no es un identificador de objeto[: {text}].',
  'error.usage.argument/oid.remedy':
    'Escríbalo como números separados por puntos, tal como lo publica la autoridad.',

  'cli.command.checkpoint.timestamp':
    'hacer que una autoridad ajena al laboratorio declare cuándo existía ya el último punto de control',
  'cli.option.timestamp-request': 'escribir la solicitud en un archivo, para llevarla a un equipo con red',
  'cli.option.timestamp-response': 'incorporar la respuesta recibida',
  'cli.option.timestamp-server': 'preguntar ahora a este servidor, por la red',
  'cli.option.timestamp-policy':
    'identificador de objeto de la política que se pide; si se omite, la propia de la autoridad',
  'cli.option.tsa':
    'autoridades de sellado de tiempo en las que se confía: un archivo o una carpeta de *.tsa',
  'label.accuracy': 'exactitud (ms)',
  'label.added': 'guardado ahora',
  'label.authority': 'autoridad',
  'label.policy': 'política',
  'label.time': 'hora',

  'error.source.malformed/time-stamp roots.remedy':
    'Un certificado por sí solo no dice para qué plazo ni con qué políticas cuenta: escriba el archivo como indica docs/formats/tsa-roots.md.',

  'thing.time stamp': 'un sello de tiempo',
  'thing.time-stamp roots': 'raíces de autoridades de sellado de tiempo',

  'finding.timestamp.refused':
    'Un sello de tiempo guardado para {size:count} {size:asiento/asientos} no se sostiene.',
  'finding.timestamp.malformed':
    'Lo que se guarda como sello de tiempo para {size:count} {size:asiento/asientos} no lo es.',
  'finding.timestamp.beyond-log':
    'Se guarda un sello de tiempo para {size:count} asientos y el registro tiene {entries:count}: faltan asientos.',
  'finding.timestamp.unsupported':
    'No se ha podido comprobar un sello de tiempo guardado para {size:count} {size:asiento/asientos}.',
  'finding.timestamp.untrusted':
    'Un sello de tiempo de {time} para {size:count} {size:asiento/asientos} es correcto y no cuenta.',

  'break.STAMP-BEFORE-LOG.title': 'Anotado después de la hora a la que un tercero lo selló',
  'break.STAMP-BEFORE-LOG.question':
    'Una autoridad ajena al laboratorio vio estos asientos antes de la hora a la que, según el registro, se hicieron: ¿qué reloj estaba mal, y cuánto?',
  'break.LOG-BEFORE-STAMP.title': 'Sigue a lo sellado con una hora de registro anterior al sello',
  'break.LOG-BEFORE-STAMP.question':
    '¿Se obtuvo el sello mucho después de hacerse su punto de control, o estaba atrasado el reloj al anotarlo?',
}
