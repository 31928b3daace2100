import { parseEntry } from '../ledger/entry.js'
import { parseSignedAct } from '../signing/signed-act.js'
import { keyPath, logKeyPath } from './layout.js'

/** What the entries say about the other files of a disclosure. Collected, not judged: the audit follows the acts. */
export interface Stated {
  origin: string
  logKey: string
  /** Every key that an act enrols, and the log's own, by the path of its file. */
  readonly keys: Map<string, string>
  /** SHA-256 of every manifest and findings blob that an act names. */
  readonly documents: Set<string>
}

export function nothingStated(): Stated {
  return { origin: '', logKey: '', keys: new Map(), documents: new Set() }
}

/** In canonical JSON these bytes stand in every act of that kind; only such acts are worth the parsing. */
const telling = ['genesis', 'key.enrol', 'acquisition.record', 'examination.record'].map((kind) =>
  Buffer.from(`"kind":"${kind}"`),
)

/** @throws SourceError `source.malformed` */
export function takeStated(stated: Stated, entry: Uint8Array): void {
  const bytes = Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength)
  if (!telling.some((kind) => bytes.includes(kind))) return
  const { act } = parseSignedAct(parseEntry(entry).note)
  switch (act.kind) {
    case 'genesis':
      stated.origin = act.log
      stated.logKey = act.logKey
      stated.keys.set(logKeyPath, act.logKey)
      for (const { person, key } of act.administrators) stated.keys.set(keyPath(person, key), key)
      break
    case 'key.enrol':
      stated.keys.set(keyPath(act.person, act.key), act.key)
      break
    case 'acquisition.record':
      stated.documents.add(act.manifest.sha256)
      break
    case 'examination.record':
      stated.documents.add(act.findings.sha256)
  }
}
