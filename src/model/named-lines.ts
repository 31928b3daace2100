import type { Act } from './act.js'
import type { LinesReference } from './field.js'

/** The document of lines that an act names: it goes wherever the record goes. */
export function linesNamedBy(act: Act): LinesReference | undefined {
  switch (act.kind) {
    case 'acquisition.record':
      return act.manifest
    case 'examination.record':
      return act.findings
    case 'hashset.match':
      return act.matches
    case 'assessment.record':
      return act.assessments
    case 'purge.record':
      return act.blobs
    default:
      return undefined
  }
}
