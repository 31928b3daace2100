import type { errors as english } from '../en/errors.js'

export const errors: Readonly<Record<keyof typeof english, string>> = {
  'error.unexpected.what': 'El programa ha fallado de un modo no previsto: es un defecto del programa.',
  'error.unexpected.remedy':
    'Solo cuenta como hecho lo que se haya confirmado; comunique el defecto con el texto que aquí aparece.',

  'error.source.absent.what': 'No hay nada en el lugar indicado[: {path}].',
  'error.source.absent.remedy': 'Compruebe la ruta y que el soporte esté conectado.',
  'error.source.unreadable.what': 'No se ha podido leer[: {path}][ ({reason})].',
  'error.source.unreadable.remedy':
    'Compruebe los permisos y el soporte; lo que no se puede leer consta como no leído, nunca se omite.',
  'error.source.unreadable/EACCES.what': 'El sistema ha denegado el permiso de lectura[: {path}].',
  'error.source.unreadable/EACCES.remedy':
    'Solicite permiso de lectura; no cambie los permisos del propio indicio.',
  'error.source.unreadable/EIO.what': 'El soporte ha comunicado un error de lectura[: {path}].',
  'error.source.unreadable/EIO.remedy':
    'Obtenga primero una imagen del soporte; un soporte que falla empeora con cada lectura.',
  'error.source.changed.what': 'Ha cambiado mientras se leía[: {path}][ ({reason})].',
  'error.source.changed.remedy':
    'Conecte el soporte tras un bloqueador de escritura, o detenga lo que escribe en él, y vuelva a leerlo.',
  'error.source.malformed.what':
    'Lo leído[ como {what}] no tiene la forma que debe tener[: {reason}][ ({path})].',
  'error.source.malformed.remedy': 'No se ha tomado nada de ello; pídalo de nuevo a quien lo hizo.',
  'error.source.malformed/errata-key.what':
    'No se ha indicado ninguna clave con la que comprobar la firma de la fe de erratas.',
  'error.source.malformed/errata-key.remedy':
    'Indíquela con --errata-key; no se ha tomado nada de la fe de erratas.',
  'error.source.malformed/errata-signature.what': 'No está firmada con la clave que se ha indicado.',
  'error.source.malformed/errata-signature.remedy':
    'Compruebe que ambas proceden de quien responde del programa; no se ha tomado nada de la fe de erratas.',
  'error.source.malformed/day.what': 'No es un día del calendario ni un intervalo de días[: {text}].',
  'error.source.malformed/day.remedy':
    'Escríbalo como 2009-03-14, o como 2009-03 o 2009 si no se sabe más; un intervalo, como 2009-03/2010-01.',
  'error.source.not-regular.what':
    'No es un archivo ordinario[: {path}][ ({reason})]; no se abren enlaces, tuberías ni dispositivos.',
  'error.source.not-regular.remedy': 'Indique el propio archivo o la propia carpeta.',
  'error.source.excluded.what': 'Se ha dejado fuera a propósito[: {path}][ ({reason})].',
  'error.source.excluded.remedy':
    'No hay nada que hacer, salvo que debiera leerse: retire entonces la exclusión.',
  'error.source.refused.what': 'No cumple las reglas que hacen que valga[: {what}][ ({reason})].',
  'error.source.refused.remedy': 'No se ha tomado nada de ello; pida otro.',

  'error.vault.absent.what': 'La bóveda no contiene bytes que debería contener[: {blob}][ ({path})].',
  'error.vault.absent.remedy':
    'Recupere la bóveda de su copia de seguridad o indique con --evidence dónde están los archivos.',
  'error.vault.mismatch.what': 'Los bytes guardados no son los que su nombre promete[: {blob}][ ({reason})].',
  'error.vault.mismatch.remedy':
    'No escriba nada más aquí, conserve la carpeta como está y ejecute custodia verify.',
  'error.vault.mismatch/opening.what':
    'Un valor guardado no abre el compromiso bajo el que se guarda[: {name}].',
  'error.vault.mismatch/opening.remedy':
    'Recupere clear.db de su copia de seguridad; el registro no depende de él.',
  'error.vault.unwritable.what':
    'No se ha podido escribir en la bóveda[: {path}][ ({reason})]; no se ha dado nada por hecho.',
  'error.vault.unwritable.remedy': 'Compruebe los permisos de la carpeta del caso e inténtelo de nuevo.',
  'error.vault.unreadable.what': 'No se ha podido leer la bóveda[: {path}][ ({reason})].',
  'error.vault.unreadable.remedy': 'Compruebe los permisos de la carpeta del caso y el estado de su disco.',

  'error.ledger.absent.what': 'Aquí no hay ningún caso[: {path}].',
  'error.ledger.absent.remedy': 'Indique la carpeta del caso con -C o cree un caso con custodia init.',
  'error.ledger.exists.what': 'Aquí ya hay un caso[: {path}].',
  'error.ledger.exists.remedy': 'Elija otra carpeta; nunca se escribe encima de un caso.',
  'error.ledger.locked.what': 'Otro proceso está usando el registro[: {path}].',
  'error.ledger.locked.remedy': 'Espere a que termine e inténtelo de nuevo.',
  'error.ledger.conflict.what':
    'El registro ha avanzado mientras se preparaba el acto[: {path}]; no se ha escrito nada.',
  'error.ledger.conflict.remedy': 'Vea qué se ha registrado entretanto e inténtelo de nuevo.',
  'error.ledger.malformed.what':
    'El registro no tiene la forma que debe tener[: {what}][: {path}][ ({reason})].',
  'error.ledger.malformed.remedy':
    'No escriba nada más aquí, conserve la carpeta como está y ejecute custodia verify.',
  'error.ledger.corrupt.what': 'El archivo de la base de datos está dañado[: {path}][ ({reason})].',
  'error.ledger.corrupt.remedy':
    'No escriba nada más aquí, conserve la carpeta como está y ejecute custodia verify; compare después con una copia de seguridad.',
  'error.ledger.schema-altered.what':
    'Una tabla o un disparador de la base de datos no es como lo hizo este programa[: {object}][ ({path})].',
  'error.ledger.schema-altered.remedy':
    'No escriba nada más aquí, conserve la carpeta como está y ejecute custodia verify.',
  'error.ledger.clock-backward.what':
    'El reloj de este equipo ({now}) es anterior al último asiento ({newest}).',
  'error.ledger.clock-backward.remedy':
    'Ponga el reloj en hora e inténtelo de nuevo; la hora del registro nunca retrocede. Si el último asiento se hizo con un reloj equivocado, los administradores lo hacen constar con custodia incident clock.',
  'error.ledger.entry-too-long.what':
    'El acto no cabe en un asiento[: {length:count} bytes de un máximo de {longest:count}][: {bytes:count} bytes de un máximo de {limit:count}].',
  'error.ledger.entry-too-long.remedy': 'Incluya menos indicios en un solo acto o abrevie el texto.',
  'error.ledger.rolled-back.what':
    'El registro contradice lo que este puesto ha visto de él[: tenía {seen} asientos y ahora tiene {found}].',
  'error.ledger.rolled-back.remedy':
    'Deténgase y no escriba nada; conserve la carpeta como está y compárela con los recibos y puntos de control que tengan otras personas.',
  'error.ledger.rolled-back/shorter.what':
    'Faltan asientos: este puesto ha visto {seen:count} y el registro tiene {found:count}.',
  'error.ledger.rolled-back/other.what':
    'El registro no es el que este puesto ha visto: con {seen:count} asientos tiene otra raíz.',
  'error.ledger.rolled-back/genesis.what':
    'El asiento 0 no es el que este puesto tiene fijado: se esperaba {expected} y se ha encontrado {found}.',
  'error.ledger.rolled-back/genesis.remedy':
    'No firme ni escriba nada; compare los dos resúmenes con el asiento inicial que se le entregó al abrir el caso.',
  'error.ledger.rolled-back/receipt-inclusion.what':
    'El recibo no lleva del acto al punto de control que contiene: según él, el acto no consta en el registro.',
  'error.ledger.rolled-back/receipt-inclusion.remedy':
    'Conserve el archivo y pida de nuevo el recibo a quien tiene el caso; si es el mismo, póngalo en conocimiento del juzgado.',
  'error.ledger.rolled-back/receipt-signature.what':
    'El punto de control del recibo no está firmado por el registro cuyo asiento inicial está fijado aquí.',
  'error.ledger.rolled-back/receipt-signature.remedy':
    'Conserve el archivo y pida de nuevo el recibo a quien tiene el caso; si es el mismo, póngalo en conocimiento del juzgado.',
  'error.ledger.no-anchor.what':
    'Este puesto nunca ha visto este registro[: {origin}], por lo que no puede saber si faltan asientos[ ({home})].',
  'error.ledger.no-anchor.remedy':
    'Se puede leer; para escribir, declare el motivo en un acto firmado (--adopt-anchor).',

  'error.rule.unknown-object.what': 'No consta en el registro: {kind} {name}.',
  'error.rule.unknown-object.remedy': 'Compruebe el número; custodia find busca en el registro.',
  'error.rule.number-taken.what': 'El número ya consta en el registro: {kind} {name}.',
  'error.rule.number-taken.remedy':
    'Tome otro; en los indicios, omítalo y se dará el siguiente libre. Un número nunca se usa dos veces.',
  'error.rule.number-taken/person.what': '{name} ya consta en el registro.',
  'error.rule.number-taken/person.remedy':
    'Para dar de alta una clave suya, indique --key, --new-key o --public-key y omita --role y --name; no se ha escrito nada.',
  'error.rule.no-authority.what': '{person} no tiene facultades para este acto.',
  'error.rule.no-authority.remedy': 'Encárguelo a una persona habilitada para ello; no se ha escrito nada.',
  'error.rule.no-authority/quorum.what':
    'Este acto requiere la firma con clave de {quorum:count} {quorum:administrador/administradores}.',
  'error.rule.no-authority/quorum.remedy':
    'Recabe la firma de los administradores, el primero con --by y los demás con --with; no se ha escrito nada.',
  'error.rule.no-authority/no-key.what':
    '{person} no tiene ninguna clave vigente en este punto del registro.',
  'error.rule.no-authority/no-key.remedy':
    'Dé de alta una clave de {person} o que actúe otra persona; no se ha escrito nada.',
  'error.rule.no-authority/key-name.what': 'La clave no lleva el nombre que {person} tiene en este registro.',
  'error.rule.no-authority/key-name.remedy':
    'Cree la clave para este caso con custodia key create; no se ha escrito nada.',
  'error.rule.no-authority/not-own-key.what': '{person} no puede sustituir más clave que la suya.',
  'error.rule.no-authority/not-own-key.remedy':
    'Debe sustituirla su titular; un administrador puede revocarla. No se ha escrito nada.',
  'error.rule.no-authority/not-giver.what': '{person} no hizo esta oferta y no puede retirarla.',
  'error.rule.no-authority/not-giver.remedy': 'Debe retirarla quien la hizo; no se ha escrito nada.',
  'error.rule.unsigned.what': 'Falta una firma que este acto requiere[: {person}].',
  'error.rule.unsigned.remedy':
    'Que todas las partes firmen los mismos bytes, o declare por qué falta una firma; no se ha escrito nada.',
  'error.rule.unsigned/count.what':
    'El acto lleva {found} líneas de firma y sus partes requieren {expected}.',
  'error.rule.unsigned/signature.what':
    'La firma de {person} no corresponde a ninguna clave vigente en este punto del registro.',
  'error.rule.unsigned/performer.what': '{person}, que actúa, no firma con clave.',
  'error.rule.unsigned/attester.what':
    '{person} da fe de un documento en papel y no firma este acto con clave.',
  'error.rule.unsigned/giver.what': '{person} no figura en el acto como quien entrega.',
  'error.rule.unsigned/receiver.what': '{person} no figura en el acto como quien recibe.',
  'error.rule.unsigned/administrator.what': '{person} administra el registro y no firma su apertura.',
  'error.rule.unsigned/subject.what': '{person} no figura en el acto como la persona a la que se refiere.',
  'error.rule.unsigned/signer.what': 'La clave de {person} ha producido una firma que no le corresponde.',
  'error.rule.unsigned/elsewhere.what':
    'El recibo es de un acto que no se firmó en este dispositivo[ ({home})].',
  'error.rule.unsigned/elsewhere.remedy':
    'Ponga en CUSTODIA_HOME el puesto que lo firmó; no se ha guardado nada.',
  'error.rule.replayed.what': 'Este acto ya consta en el registro, en el asiento {entry}.',
  'error.rule.replayed.remedy': 'No hay nada que hacer; un acto se registra una sola vez.',
  'error.rule.wrong-log.what': 'El acto se hizo para otro registro: {log}, no {expected}.',
  'error.rule.wrong-log.remedy':
    'Abra el caso al que pertenece el acto o hágalo de nuevo aquí; no se ha escrito nada.',
  'error.rule.wrong-state.what': '«{act}» no tiene sentido aquí[ para {name}][: {state}][ ({field})].',
  'error.rule.wrong-state.remedy': 'Consulte su historial con custodia custody; no se ha escrito nada.',
  'error.rule.wrong-state/second-genesis.what': 'Un registro empieza una sola vez: el asiento 0 ya consta.',
  'error.rule.wrong-state/no-genesis.what': 'Un registro empieza con su asiento inicial, no con «{act}».',
  'error.rule.wrong-state/form.what': 'El acto no tiene la forma que debe tener[: {field}].',
  'error.rule.wrong-state/nothing-lost.what':
    'No falta nada: el registro contiene todo lo que este puesto ha visto de él.',
  'error.rule.wrong-state/nothing-lost.remedy': 'No hay pérdida que hacer constar; no se ha escrito nada.',
  'error.rule.wrong-state/one-act.what': 'Una solicitud contiene exactamente un acto.',
  'error.rule.wrong-state/one-act.remedy':
    'Prepare una solicitud para cada acto. Un puesto que no ha visto el registro lo adopta antes, en un acto firmado aquí (--adopt-anchor).',
  'error.rule.break-unexplained.what':
    'El acto presenta incidencias de custodia que no explica: {codes}[, indicio {exhibit}][, véanse los asientos {entries}].',
  'error.rule.break-unexplained.remedy':
    'Si ocurrió así, regístrelo con --despite[ {codes}] y un motivo firmado, --despite-reason; no se ha escrito nada.',
  'error.rule.unsupported-rules.what':
    'El acto nombra la versión {rules} de las reglas de custodia, que este programa no tiene.',
  'error.rule.unsupported-rules.remedy': 'Use una versión más reciente del programa; no se ha escrito nada.',
  'error.rule.impossible-time.what':
    'El acto declara un momento imposible[: {at}][: quien firmó había visto {seen} asientos y figura como asiento {entry}].',
  'error.rule.impossible-time.remedy': 'Compruebe el reloj y haga de nuevo el acto; no se ha escrito nada.',
  'error.rule.late-without-reason.what':
    'Una hora distinta de la de la firma y su motivo van siempre juntos[: {at}].',
  'error.rule.late-without-reason.remedy': 'Indique --at y --late-reason a la vez; no se ha escrito nada.',
  'error.rule.frozen.what': 'El registro se cerró con el asiento {entry}: nada puede seguirle.',
  'error.rule.frozen.remedy':
    'Lo posterior corresponde a otro registro; un traslado puede hacerse con --unrecorded. No se ha escrito nada.',
  'error.rule.given-out.what':
    'El número está asignado al registro de campo {log}, que tiene del {from} al {to}: {kind} {name}.',
  'error.rule.given-out.remedy':
    'Tome otro número. Los de un registro de campo vuelven a quedar libres cuando se cierra (custodia checkpoint freeze) y se incorpora hasta el final; no se ha escrito nada.',
  'error.rule.outside-range.what':
    'Este registro de campo asigna los números de indicio del {from} al {to} y los que les corresponden; {kind} {name} queda fuera.',
  'error.rule.outside-range.remedy':
    'Tome un número de su intervalo; lo demás corresponde al registro que lo abrió; no se ha escrito nada.',
  'error.rule.field-mismatch.what':
    'El asiento {entry} del registro de campo {log} no continúa lo que aquí consta de él ({reason}).',
  'error.rule.field-mismatch.remedy':
    'Compare el registro de campo con la copia incorporada antes: custodia compare; no se ha escrito nada.',
  'error.ledger.field-refused.what':
    'El registro de campo {log} no se incorpora: no se sostiene[ ({finding})][: {subject}].',
  'error.ledger.field-refused.remedy':
    'Examínelo con custodia verify y consérvelo como está; no se ha escrito nada.',
  'error.ledger.field-refused/forked.what':
    'El registro de campo {log} no es el que se incorporó antes: con {size:count} asientos es otro.',
  'error.ledger.field-refused/forked.remedy':
    'Alguien continuó con dos copias. Conserve ambas y compárelas: custodia compare; no se ha escrito nada.',
  'error.ledger.field-refused/shorter.what':
    'El registro de campo {log} tiene {found:count} {found:asiento/asientos}; antes se incorporaron {size:count}.',
  'error.ledger.field-refused/shorter.remedy':
    'Es una copia anterior. Incorpore la más reciente; no se ha escrito nada.',

  'error.key.absent.what': 'Aquí no está esa clave[: {key}][, persona {person}][ ({path})][ ({home})].',
  'error.key.absent.remedy':
    'Ponga en CUSTODIA_HOME la carpeta que la contiene o cree una con custodia key create.',
  'error.key.absent/elsewhere.what':
    'En este puesto no hay ninguna clave vigente de {person}: {key}[ ({home})].',
  'error.key.absent/elsewhere.remedy':
    'Si está en un dispositivo propio, prepare el acto con --request <archivo> y que se firme allí con custodia sign; si no, ponga en CUSTODIA_HOME la carpeta que la contiene.',
  'error.key.absent/of-case.what': 'Este puesto no ha recibido las claves del caso: {key}[ ({home})].',
  'error.key.absent/of-case.remedy':
    'Use un puesto del laboratorio, o que allí se prepare el acto con --request y fírmelo en este dispositivo con custodia sign.',
  'error.key.exists.what': 'Aquí ya hay una clave[: {path}].',
  'error.key.exists.remedy': 'Úsela o elija otra carpeta; nunca se escribe encima de un archivo de clave.',
  'error.key.ambiguous.what': 'Varias claves encajan[ con {key}][: {keys}].',
  'error.key.ambiguous.remedy': 'Nombre una con más caracteres de su huella.',
  'error.key.ambiguous/person.what': '{person} tiene varias claves[: {keys}].',
  'error.key.ambiguous/person.remedy': 'Nombre una con --key y el comienzo de su huella.',
  'error.key.passphrase.what': 'La contraseña no abre la clave[: {path}].',
  'error.key.passphrase.remedy':
    'Inténtelo de nuevo; una contraseña perdida no se puede recuperar: la clave se revoca y se sustituye.',
  'error.key.passphrase/empty.what': 'La contraseña está vacía.',
  'error.key.passphrase/empty.remedy': 'Elija una contraseña de varias palabras.',
  'error.key.malformed.what':
    'No es una clave que este programa sepa leer[: {path}][: {what}][ ({reason})][ ({field})].',
  'error.key.malformed.remedy':
    'Compruebe que es el archivo correcto y recupérelo de una copia de seguridad.',
  'error.key.untrusted.what': 'La clave no es de las que este caso reconoce[: {key}][, persona {person}].',
  'error.key.untrusted.remedy': 'Que los administradores la den de alta, o use la que ya consta.',
  'error.key.weak.what': 'La clave pública es de las que no deben usarse[ ({reason})].',
  'error.key.weak.remedy': 'Rechácela y pida que se cree otra.',
  'error.key.agent.what':
    'El agente de claves no ha respondido como debe[: {person}][ ({path})][ ({reason})].',
  'error.key.agent.remedy': 'Ejecute de nuevo custodia unlock o dé la contraseña.',

  'error.key.absent/ssh-agent.what': 'El ssh-agent no tiene esa clave[: {key}][ ({path})].',
  'error.key.absent/ssh-agent.remedy': 'Añádala con ssh-add; ssh-add -l enumera las que tiene.',
  'error.key.absent/token.what':
    'El dispositivo no contiene exactamente una clave con ese número[: {key}][ ({token})].',
  'error.key.absent/token.remedy': 'Consulte el número (CKA_ID) de la clave con el programa del dispositivo.',
  'error.key.ssh-agent.what': 'El ssh-agent no ha respondido como debe[ ({path})][ ({reason})].',
  'error.key.ssh-agent.remedy':
    'Inicie uno, añada la clave con ssh-add y compruebe que SSH_AUTH_SOCK nombra su zócalo.',
  'error.key.ssh-agent/refused.what': 'El ssh-agent, o el titular de la clave, se ha negado[ ({path})].',
  'error.key.ssh-agent/refused.remedy': 'Desbloquee el agente o confirme la firma cuando la pida.',
  'error.key.token.what': 'El dispositivo no ha respondido como debe[: {token}][ ({path})][ ({reason})].',
  'error.key.token.remedy': 'Compruebe que está conectado y que su biblioteca PKCS#11 es la que se nombra.',
  'error.key.token/absent.what': 'No hay ningún dispositivo con ese nombre[: {token}][ ({path})].',
  'error.key.token/ambiguous.what': 'Varios dispositivos tienen ese nombre[: {token}][ ({path})].',
  'error.key.token/locked.what': 'El PIN del dispositivo está bloqueado[: {token}].',
  'error.key.token/locked.remedy': 'Pida a quien lo entregó que lo desbloquee.',
  'error.key.token/algorithm.what': 'La clave del dispositivo no es ni Ed25519 ni P-256[: {token}].',
  'error.key.token/algorithm.remedy': 'Cree en él una clave de una de esas clases.',
  'error.key.passphrase/pin.what': 'El dispositivo no acepta el PIN[: {path}].',
  'error.key.passphrase/pin.remedy':
    'Inténtelo de nuevo con cuidado: tras unos pocos PIN erróneos el dispositivo se bloquea.',
  'error.key.agent/other-signer.what':
    'El acto se preparó para otra clase de firma[ ({wanted})][ que la que {person} tiene ahora].',
  'error.key.agent/other-signer.remedy': 'Prepare de nuevo la solicitud o firme con lo que esta nombra.',
  'error.environment.disk-full.what': 'El disco está lleno[: {path}]; no se ha dado nada por hecho.',
  'error.environment.disk-full.remedy': 'Libere espacio y repita la operación.',
  'error.environment.read-only.what':
    'No se puede escribir en la carpeta[: {path}][ ({reason})]; no se ha dado nada por hecho.',
  'error.environment.read-only.remedy': 'Compruebe los permisos de la carpeta o elija otra.',
  'error.environment.io.what':
    'El equipo ha comunicado un fallo al leer o escribir[: {path}][ ({reason})]; no se ha dado nada por hecho.',
  'error.environment.io.remedy':
    'Deténgase, compruebe el disco y los límites del sistema, y repita la operación.',
  'error.environment.memory.what':
    'No ha habido memoria suficiente[ ({reason})]; no se ha dado nada por hecho.',
  'error.environment.memory.remedy':
    'Cierre otros programas, o amplíe el límite con que se ejecuta este, y repita la operación.',
  'error.environment.recorded.what':
    'El acto consta como asiento {entry}; después ha fallado el equipo: {path} ({reason}).',
  'error.environment.recorded.remedy':
    'No hace falta repetirlo. Repare lo que ha fallado y ejecute después custodia verify.',
  'error.environment.unsupported/pkcs11.what':
    'Los dispositivos requieren el paquete pkcs11js, que aquí no está instalado.',
  'error.environment.unsupported/pkcs11.remedy':
    'Instálelo junto al programa; se compila allí, con un compilador de C++.',
  'error.environment.unsupported.what':
    'A este equipo le falta algo que el programa necesita[: {what}][: {reason}][ ({path})].',
  'error.environment.unsupported.remedy': 'Use Node 20.19 o posterior en un sistema que lo tenga.',
  'error.environment.network.what': 'El servidor no ha respondido como debe[: {server}][ ({reason})].',
  'error.environment.network.remedy':
    'No se ha anotado nada. Compruebe la dirección y la red, o lleve la solicitud a un equipo que tenga red.',

  'error.usage.argument.what':
    'Este valor no puede ser el que se quería[: {what}][: {argument}][ {text}][ {value}][ ({reason})].',
  'error.usage.argument.remedy': 'Consulte la ayuda de la orden.',
  'error.usage.argument/skipped.what':
    'Ningún reloj en {zone} marcó {text}: los relojes se adelantaron sobre esa hora.',
  'error.usage.argument/skipped.remedy':
    'Indique la hora que marcaba otro reloj o añada el desfase: 2026-03-29 02:30+01:00.',
  'error.usage.argument/ambiguous.what':
    'Los relojes en {zone} marcaron {text} dos veces: se atrasaron sobre esa hora.',
  'error.usage.argument/ambiguous.remedy':
    'Añada el desfase que corresponda: 2026-10-25 02:30+01:00 o +02:00.',
  'error.usage.argument/form.what': '{what} no es una fecha con hora[: {text}].',
  'error.usage.argument/form.remedy': 'Escríbala como 2026-03-01 09:00, con segundos o desfase si se quiere.',
  'error.usage.argument/zone.what': 'Ningún huso horario tiene ese nombre[: {text}].',
  'error.usage.argument/zone.remedy': 'Use un nombre como Europe/Madrid o Atlantic/Canary.',
  'error.usage.argument/origin.what': 'Esto no puede dar nombre a un registro[: {text}].',
  'error.usage.argument/origin.remedy': 'Use el nombre del laboratorio en minúsculas, como lab.example.',
  'error.usage.argument/language.what': 'Aquí no existe ese idioma[: {text}].',
  'error.usage.argument/language.remedy': 'Use --lang es o --lang en.',
  'error.usage.argument/choice.what': '{what} no puede ser {text}.',
  'error.usage.argument/choice.remedy': 'Elija uno de estos: {choices}.',
  'error.usage.argument/exhibit.what': '{text} no es el número de un indicio[ ({what})].',
  'error.usage.argument/exhibit.remedy': 'Escríbalo como E-1, o E-1.2 si es una parte.',
  'error.usage.argument/person.what': '{text} no es el código de una persona[ ({what})].',
  'error.usage.argument/person.remedy':
    'Escríbalo como P-02; V, M y X designan víctimas, menores y personas desconocidas.',
  'error.usage.argument/number.what': '{what} no es un número entero mayor que cero[: {text}].',
  'error.usage.argument/number.remedy': 'Escríbalo solo con cifras.',
  'error.usage.argument/key-source.what': '{what} no dice dónde está una clave[: {text}].',
  'error.usage.argument/key-source.remedy':
    'Escriba ssh-agent, ssh-agent:SHA256:… o pkcs11:token=…;id=%01?module-path=/….so.',
  'error.usage.conflict/two-keys.what':
    'Una solicitud pide una firma, y la sustitución de una clave requiere dos.',
  'error.usage.conflict/two-keys.remedy':
    'Sustitúyala en el puesto que tiene ambas claves; o dé de alta la nueva con una solicitud y revoque la antigua como sustituida.',
  'error.usage.conflict/held-elsewhere.what': 'Esa clave no está en este puesto: la guarda otro ({what}).',
  'error.usage.conflict/held-elsewhere.remedy': 'Desbloquéela donde está; aquí no hay nada que hacer.',
  'error.usage.argument/duration.what':
    '{what} no es un tiempo que una clave pueda quedar abierta[: {text}].',
  'error.usage.argument/duration.remedy': 'Escríbalo como 30m o 8h.',
  'error.usage.argument/leaf-hash.what': '{what} no es un hash de hoja[: {text}].',
  'error.usage.argument/leaf-hash.remedy':
    'Copie los 44 caracteres del hash de hoja del asiento 0 de un informe o de un acta de entrega.',
  'error.usage.conflict/not-empty.what': 'La carpeta no está vacía[: {path}].',
  'error.usage.conflict/not-empty.remedy': 'Indique una carpeta que aún no exista.',
  'error.usage.conflict/folder.what': 'Ahí ya hay algo[: {path}].',
  'error.usage.conflict/folder.remedy': 'Indique una carpeta que aún no exista.',
  'error.usage.conflict/passphrases.what': 'Las dos contraseñas no coinciden; no se ha creado ninguna clave.',
  'error.usage.conflict/passphrases.remedy': 'Repítalo.',
  'error.usage.conflict/born-after-facts.what': 'La fecha de nacimiento es posterior a los hechos.',
  'error.usage.conflict/born-after-facts.remedy':
    'Compruebe ambas fechas y la persona a la que se atribuyen; no se ha calculado ninguna edad.',
  'error.usage.conflict.what': 'Estas cosas no se pueden pedir a la vez[: {what}][: {reason}].',
  'error.usage.conflict.remedy': 'Omita una de ellas; consulte la ayuda de la orden.',
  'error.usage.missing.what': 'Falta algo necesario[: {what}].',
  'error.usage.missing.remedy': 'Añádalo; consulte la ayuda de la orden.',
  'error.usage.missing/role.what':
    '{person} aún no consta en el registro y no se ha indicado función: {what}.',
  'error.usage.missing/role.remedy':
    'Indique con --role en qué calidad actúa la persona; las funciones figuran en la ayuda de la orden. La misma orden da entonces de alta la clave.',
  'error.usage.no-terminal.what': 'No hay terminal en el que preguntar[: {what}].',
  'error.usage.no-terminal.remedy': 'Indíquelo de antemano; una contraseña, con --passphrase-file.',
  'error.usage.no-terminal/interrupted.what': 'La pregunta se ha interrumpido[: {what}].',
  'error.usage.no-terminal/interrupted.remedy': 'No se ha escrito nada; empiece de nuevo cuando quiera.',
  'error.usage.unknown.what': 'No existe[: {what}][ {text}].',
  'error.usage.unknown.remedy': 'Consulte custodia --help.',
}
