import type { verification as english } from '../en/verification.js'

export const verification: Readonly<Record<keyof typeof english, string>> = {
  'verdict.confirmed': 'confirmado',
  'verdict.contradicted': 'contradicho',
  'verdict.unchecked': 'no comprobado',
  'verdict.confirmed.meaning': 'Se ha comprobado todo lo que se pidió, y concuerda.',
  'verdict.contradicted.meaning': 'Al menos un elemento del registro o de los indicios contradice a otro.',
  'verdict.unchecked.meaning':
    'Nada se contradice, y al menos algo de lo que se pidió no se ha podido comprobar.',

  'severity.critical': 'crítica',
  'severity.major': 'grave',
  'severity.minor': 'leve',
  'severity.information': 'informativa',
  'severity.critical.meaning':
    'el registro contradice que se trate de lo mismo, o que nadie más pudiera acceder a ello',
  'severity.major.meaning':
    'durante un tiempo el registro no dice quién respondía del indicio, con qué precinto o con qué autorización',
  'severity.minor.meaning': 'faltó una formalidad o llegó tarde; la entrega en sí consta',
  'severity.information.meaning': 'conviene saberlo al leer el registro; por sí solo no es un defecto',

  'not-checked.blobs': 'No se ha calculado de nuevo el hash de {count:count} {count:archivo/archivos}.',
  'not-checked.other-digests': 'No se han calculado de nuevo los hashes distintos de SHA-256.',
  'not-checked.outside-cover': 'Nadie ajeno al laboratorio responde del registro.',
  'not-checked.uncovered-tail':
    'Nadie ajeno al laboratorio responde de {count:count} {count:asiento/asientos} al final del registro.',
  'not-checked.cosignatures':
    'No se {count:ha verificado/han verificado} {count:count} {count:cofirma/cofirmas}, y no {count:cuenta/cuentan} para nada.',
  'not-checked.timestamps':
    'No se {count:ha verificado/han verificado} {count:count} {count:sello/sellos} de tiempo, y no {count:cuenta/cuentan} para nada.',
  'not-checked.projections': 'No se han comparado con el registro las tablas derivadas de él.',
  'not-checked.entries-after-fault':
    '{count:count} {count:asiento tiene hash calculado, pero no se ha podido seguir/asientos tienen hash calculado, pero no se han podido seguir}.',
  'not-checked.openings':
    'No se {count:ha/han} abierto {count:count} {count:valor/valores} que hay tras los compromisos.',
  'not-checked.physical-medium': 'No se han examinado los indicios físicos.',
  'not-checked.time-of-acts': 'Las horas de los actos son las que declaran quienes los firman.',

  'why.not-asked': 'No se pidió.',
  'why.not-here': 'Aquí no estaba lo necesario para ello.',
  'why.not-trusted': 'Nada de lo que se dio dice qué claves cuentan.',
  'why.not-possible': 'Ningún programa puede comprobarlo a partir de un registro.',
  'why.sampled': 'Se pidió una muestra.',
  'why.stopped': 'La comprobación se detuvo en un fallo anterior.',

  'why.blobs/not-asked':
    'Solo se pidió el registro. Queda abierto si los archivos siguen siendo los que constan.',
  'why.blobs/not-here': 'Los archivos no se han hallado en la bóveda ni en los lugares indicados.',
  'why.blobs/sampled': 'Se pidió una muestra al azar; de los demás archivos no se dice nada.',
  'why.entries-after-fault/stopped':
    'El registro no se puede seguir más allá del asiento que lo contradice, de modo que lo que dicen esos asientos no cuenta aquí.',
  'why.openings/not-here':
    'Se han reservado o no están aquí; cada uno puede abrirse más adelante y cotejarse con su compromiso.',
  'why.other-digests/not-asked':
    'Sirven para cotejar listas de hashes ajenas; la identidad descansa en SHA-256.',
  'why.outside-cover/not-here':
    'No hay cofirmas de testigos ni sellos de tiempo: quien tenga todas las claves podría haber escrito de nuevo el registro, salvo que se coteje un recibo o punto de control en manos de otra persona.',
  'why.outside-cover/not-trusted':
    'Hay cofirmas o sellos de tiempo, pero nada de lo que se dio dice cuáles cuentan; nombre testigos con --policy y autoridades de sellado de tiempo con --tsa.',
  'why.uncovered-tail/not-here':
    'Lo posterior al último punto de control visto por alguien en quien aquí se confía podría haberlo escrito de nuevo quien tenga todas las claves, salvo que se coteje un recibo o punto de control en manos de otra persona.',
  'why.uncovered-tail/not-trusted':
    'Son posteriores al último punto de control visto por alguien en quien aquí se confía; lo demás que hay se hizo con claves que no nombra ninguna política de confianza de las que se dieron.',
  'why.cosignatures/not-trusted':
    'Ninguna política de confianza de las que se dieron nombra las claves con que se hicieron: cualquiera puede crear una clave así.',
  'why.physical-medium/not-possible':
    'El registro dice lo que las personas hicieron con un objeto. Que lo que hay en la bolsa sea ese objeto se comprueba a la vista y por los números de precinto.',
  'why.projections/not-asked':
    'Este informe se compone a partir de los asientos y no de esas tablas; custodia doctor las compara.',
  'why.time-of-acts/not-possible':
    'Un sello de tiempo ajeno muestra cuándo existía ya un acto, no cuándo se firmó; el registro solo muestra el orden.',
}
