import type { safekeeping as english } from '../en/safekeeping.js'

export const safekeeping: Readonly<Record<keyof typeof english, string>> = {
  'cli.command.backup': 'copia un caso aunque otros estén escribiendo en él, y verifica la copia',
  'cli.command.restore': 'verifica una copia de seguridad y hace de ella un caso en una carpeta nueva',
  'cli.argument.backup': 'carpeta que hizo custodia backup',
  'cli.option.no-evidence':
    'deja fuera los archivos volcados; los manifiestos y los resultados se copian de todos modos',
  'placeholder.backup': 'copia',

  'cli.backup.done':
    'Es una copia de seguridad del caso: la copia se ha derivado de nuevo y nada en ella se contradice.',
  'cli.backup.not':
    'NO es una copia de seguridad: {folder} no contiene lo que una copia de seguridad ha de contener.',
  'cli.backup.counted':
    '{entries:count} {entries:asiento/asientos}, {blobs:count} {blobs:blob/blobs} ({bytes:bytes})[, {resumed:count} de un intento anterior con el hash calculado de nuevo]',
  'cli.backup.no-evidence': 'Los archivos volcados NO están en ella, porque así se pidió.',
  'cli.backup.in-place':
    'Los archivos registrados sin copia (--no-copy) no están en ella: el caso nunca los tuvo.',
  'cli.backup.holds-not':
    'No contiene lo que se guarda en el puesto, porque quien hallara ambos podría falsear el registro. Guarde una copia del puesto aparte:',
  'cli.backup.holds-not.signing-keys': 'las claves de firma de las personas',
  'cli.backup.holds-not.log-key': 'la clave del registro',
  'cli.backup.holds-not.data-key':
    'la clave de datos del caso, sin la que no se puede leer ningún nombre ni texto de clear.db',
  'cli.backup.holds-not.pins': 'el asiento inicial fijado',
  'cli.backup.holds-not.anchors': 'lo que este puesto ha visto del registro (anchors.db)',
  'cli.backup.holds-not.receipts': 'los recibos',
  'cli.restore.done':
    'El caso está en {folder}: la copia se ha derivado de nuevo y nada en ella se contradice.',
  'cli.restore.not': 'No se ha restaurado nada: lo que hay en {folder} no es un caso con el que trabajar.',
  'cli.restore.not-evidence':
    'La copia de seguridad se hizo sin los archivos volcados: devuelva los archivos de la bóveda desde donde se guarden y ejecute custodia verify.',
  'cli.restore.behind':
    'Este puesto ha visto {seen:count} {seen:asiento/asientos} de este registro y se {size:ha restaurado/han restaurado} {size:count}. No se puede registrar nada hasta que los administradores firmen lo ocurrido: custodia incident restore.',
  'cli.progress.copied': 'copiado: {bytes:bytes}',
  'thing.backup': 'la declaración de una copia de seguridad',
  'report.asked.vault': 'Todo el registro y los bytes de cada archivo de la bóveda.',
  'error.source.absent/backup.what': 'Aquí no hay ninguna copia de seguridad[: {path}].',
  'error.source.absent/backup.remedy':
    'Indique la carpeta que hizo custodia backup y que declaró copia de seguridad.',
  'error.usage.conflict/inside-case.what': 'La carpeta está dentro del propio caso: {path}.',
  'error.usage.conflict/inside-case.remedy': 'Indique una carpeta en otro disco.',

  'cli.command.incident': 'hace constar lo ocurrido al propio registro o a su reloj',
  'cli.command.incident.restore':
    'prosigue con un registro al que le faltan asientos que este puesto había visto, y dice por qué',
  'cli.command.incident.clock':
    'hace constar que un reloj estaba equivocado; la hora del registro nunca retrocede',
  'cli.option.offset-ms':
    'milisegundos que hay que sumar al reloj de esta máquina para tener la hora correcta, p. ej. -1500',
  'cli.option.offset-source': 'según quién se desvía; va con --offset-ms',
  'clock-reference.ntp': 'según NTP',
  'clock-reference.time-stamp': 'según un sello de tiempo',
  'clock-reference.other': 'según otro reloj',
  'label.lostHeads': 'perdido con tamaño',
  'cli.doctor.lost-branch':
    'este puesto había visto el registro con {size:count} {size:asiento/asientos}, raíz {root}: el asiento {entry} dice cómo se perdieron',
  'example.disk-failed': 'el disco falló el 12 de marzo; copia de la noche anterior',
  'example.clock-ahead': 'el reloj de la máquina iba un día adelantado',
  'state.not-on-head': 'ha de ir justo detrás de la cabeza con la que se prosigue',
  'state.not-lost': 'esa cabeza no se ha perdido: es con la que se prosigue',
  'state.nothing-lost':
    'el registro contiene todo lo que este puesto ha visto de él: no hay nada que explicar',
  'state.clock': 'no indica la hora del registro y la de la máquina con las que se firmó',
  'error.usage.argument/milliseconds.what': '{what} no es un número de milisegundos[: {text}].',
  'error.usage.argument/milliseconds.remedy':
    'Escríbalo en milisegundos enteros, con - delante si el reloj va adelantado.',
  'error.ledger.rolled-back/shorter.remedy':
    'Deténgase y no escriba nada; compárelo con los recibos y puntos de control que otros guarden. Si se ha restaurado una copia de seguridad, los administradores prosiguen con custodia incident restore.',
  'error.ledger.rolled-back/other.remedy':
    'Deténgase y no escriba nada; compárelo con los recibos y puntos de control que otros guarden. Si se ha proseguido con una copia de seguridad o con otra copia, los administradores lo hacen constar con custodia incident restore.',
  'error.ledger.rolled-back/unexplained.what':
    'Al registro le falta lo que este puesto había visto de él ({seen:count} asientos), y este acto no dice por qué.',
  'error.ledger.rolled-back/unexplained.remedy':
    'Haga constar primero lo ocurrido: custodia incident restore.',
  'finding.anchor.lost-branch':
    'Este puesto había visto el registro con {size:count} {size:asiento/asientos}; el asiento {entry} dice que se perdieron, así que no se han podido comparar.',
  'finding.checkpoint.lost-branch':
    'Un punto de control de {size:count} {size:asiento/asientos}, firmado con la clave del registro, es de una rama que, según el asiento {entry}, se perdió: no se ha podido comparar.',
  'finding.receipt.lost-branch':
    'El recibo es del asiento {index} de una rama de {size:count} {size:asiento/asientos} que, según el asiento {entry}, se perdió: lo que decía ese asiento no se puede derivar aquí.',
  'not-checked.lost-entries':
    'Se perdieron asientos que constaban en el registro, {count:count} {count:vez/veces}, y este prosiguió sin ellos.',
  'why.lost-entries/not-possible':
    'Lo que decían solo se conoce por los recibos y copias que otros guarden; el asiento del incidente nombra la cabeza que se perdió.',

  'cli.command.selftest': 'pregunta a esta máquina aquello cuya respuesta han publicado otros',
  'cli.option.record': 'hace constar las respuestas en un acto',
  'cli.selftest.count':
    '{passed:count} {passed:respuesta correcta/respuestas correctas}, {failed:count} {failed:incorrecta/incorrectas}, {unavailable:count} {unavailable:imposible/imposibles} de obtener en esta máquina',
  'cli.selftest.wrong': 'INCORRECTA {answer}: se esperaba {expected}, se ha hallado {found}',
  'selftest.passed': 'correcta',
  'selftest.failed': 'INCORRECTA',
  'selftest.unavailable': 'imposible de obtener aquí',
  'label.answer': 'respuesta',
  'label.lock': 'archivo de dependencias',
  'label.node': 'Node.js',
  'label.openssl': 'OpenSSL',
  'label.program': 'programa',
  'label.source': 'publicada en',
  'label.sqlite': 'SQLite',
}
