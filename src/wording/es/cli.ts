import type { cli as english } from '../en/cli.js'

export const cli: Readonly<Record<keyof typeof english, string>> = {
  'cli.program':
    'Cadena de custodia de archivos multimedia intervenidos: un registro firmado al que solo se añade y que la parte contraria verifica por sí sola.',

  'cli.command.demo': 'crea con las muestras un caso ficticio completo, de principio a fin, y lo verifica',
  'cli.command.init': 'abre un caso: una carpeta con su registro, su bóveda y sus claves',
  'cli.command.status':
    'dice cómo está el caso: indicios, en poder de quién, precintos, ofertas abiertas, incidencias',
  'cli.command.find': 'busca en el registro por texto, hash, número de serie o precinto',
  'cli.command.log': 'enumera los asientos del registro',
  'cli.command.doctor': 'busca qué va mal en este equipo, en este puesto y en la carpeta del caso',
  'cli.command.rebuild': 'rehace las tablas derivadas a partir del registro',
  'cli.command.completion': 'imprime un guion de autocompletado para un intérprete de órdenes',
  'cli.command.key': 'crea, muestra y revoca claves de firma',
  'cli.command.key.create': 'crea una clave de firma protegida por contraseña',
  'cli.command.key.list': 'enumera las claves de este puesto y de quién son en este caso',
  'cli.command.key.show': 'muestra una clave: huella, personas, vigencia',
  'cli.command.key.export': 'escribe la parte pública de una clave, para darla de alta',
  'cli.command.key.revoke': 'hace constar que una clave deja de contar',
  'cli.command.person': 'da de alta personas y las muestra',
  'cli.command.person.enrol':
    'da de alta a una persona bajo un código, con sus funciones y, si la tiene, una clave',
  'cli.command.person.list': 'enumera las personas de este caso',
  'cli.command.person.show': 'muestra a una persona: funciones, claves, qué tiene en su poder',
  'cli.command.unlock':
    'mantiene abierta una clave el tiempo indicado, para pedir la contraseña una sola vez',
  'cli.command.sign': 'firma una solicitud que preparó otra persona',
  'cli.command.exhibit': 'registra indicios y los muestra',
  'cli.command.exhibit.add': 'pone un indicio bajo custodia',
  'cli.command.exhibit.list': 'enumera los indicios, en poder de quién están y sus precintos',
  'cli.command.exhibit.show': 'muestra un indicio y su historial',
  'cli.command.seal': 'coloca, comprueba y rompe precintos',
  'cli.command.seal.apply': 'hace constar que se colocó un precinto, o por qué no fue posible',
  'cli.command.seal.check': 'hace constar qué número muestra un precinto y en qué estado está',
  'cli.command.seal.break': 'hace constar que se rompió un precinto, y por qué',
  'cli.command.transfer': 'pasa la custodia de una persona a otra',
  'cli.command.transfer.now': 'pasa la custodia con ambas partes presentes: las dos firman los mismos bytes',
  'cli.command.transfer.offer': 'ofrece la custodia a quien no está presente',
  'cli.command.transfer.accept': 'acepta una oferta: la custodia pasa',
  'cli.command.transfer.decline': 'rechaza una oferta, con su motivo',
  'cli.command.transfer.withdraw': 'retira una oferta que no se ha contestado',
  'cli.command.transfer.list': 'enumera las ofertas y cómo se contestaron',
  'cli.command.ingest':
    'vuelca archivos de un indicio en la bóveda: todos los hashes en una pasada, un acto firmado',
  'cli.command.item': 'muestra los archivos volcados',
  'cli.command.item.list': 'enumera archivos con sus hashes',
  'cli.command.item.show': 'muestra un archivo: hashes, fechas, metadatos, inclusión en el registro',
  'cli.command.item.verify': 'calcula de nuevo los hashes y los compara con el registro',
  'cli.command.custody': 'muestra el historial de los indicios: en poder de quién, precintos, incidencias',
  'cli.command.report': 'escribe un informe a partir de una verificación hecha para él',
  'cli.command.disclose': 'escribe la carpeta de traslado a la otra parte, que la verifica sola y sin red',
  'cli.command.verify':
    'deriva de nuevo todo el registro y dice qué está confirmado, contradicho o no comprobado',
  'cli.command.apply':
    'registra muchos actos de un archivo: se comprueban juntos, se muestran, todos o ninguno',

  'cli.option.case': 'la carpeta del caso (si no, CUSTODIA_CASE; si no, el caso más próximo hacia arriba)',
  'cli.option.json': 'imprime un documento JSON',
  'cli.option.jsonl': 'imprime un documento JSON por línea',
  'cli.option.quiet': 'imprime solo resultados y errores',
  'cli.option.no-color': 'imprime sin color (como NO_COLOR)',
  'cli.option.lang': 'idioma: es o en (si no, LANG)',
  'cli.option.by': 'la persona que actúa',
  'cli.option.passphrase-file':
    'archivo con la contraseña, de una persona o de todas las claves; se puede repetir',
  'cli.option.at': 'cuándo ocurrió, en hora local, si no es ahora',
  'cli.option.late-reason': 'por qué se anota ahora y no entonces',
  'cli.option.dry-run': 'muestra el acto exacto y no escribe nada',
}
