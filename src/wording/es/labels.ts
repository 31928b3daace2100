import type { labels as english } from '../en/labels.js'

export const labels: Readonly<Record<keyof typeof english, string>> = {
  'labels.title': 'Etiquetas del caso {number}',
  'labels.printing':
    'Imprima al 100 %, sin ajustar a la página. Las etiquetas no llevan nombres de personas ni descripciones; esta nota no se imprime.',
  'labels.exhibit': 'Indicio',
  'labels.seal': 'Precinto',
  'labels.location': 'Ubicación',
  'labels.case': 'caso {caseId}',
  'labels.head': 'cabeza {size} {root}',
  'error.source.malformed/label.what':
    'No es una etiqueta ni el número de un indicio, un precinto o una ubicación[: {text}].',
  'error.source.malformed/label.remedy':
    'Vuelva a leer la etiqueta o teclee el número tal como figura en ella, por ejemplo E-12.',
  'error.source.malformed/label-version.what':
    'Es una etiqueta de una versión que este programa no conoce[: {text}].',
  'error.source.malformed/label-version.remedy':
    'Teclee el número que figura en la etiqueta o use una versión más reciente del programa.',
  'error.source.malformed/label-check.what':
    'Los caracteres de control de la etiqueta no concuerdan con su texto[: {text}].',
  'error.source.malformed/label-check.remedy':
    'Léala de nuevo. Si se repite, la etiqueta está dañada o el lector teclea para otro teclado: teclee el número que figura en ella.',
  'error.source.refused/label-case.what':
    'La etiqueta {number} es del caso {of}[, y este es el caso {ours}].',
  'error.source.refused/label-case.remedy':
    'Apártelo: pertenece a otro caso. No se ha contado nada para este.',
}
