import { parseEntry } from '../ledger/entry.js'
import { toldBy } from '../ledger/field-entry.js'
import type { Act } from '../model/act.js'
import { parseSignedAct } from '../signing/signed-act.js'
import { formerLogKeyPath, keyPath, logKeyPath, pagePath, programPath } from './layout.js'

/** What the entries say about the other files of a disclosure. Collected, not judged: the audit follows the acts. */
export interface Stated {
  origin: string
  /** The log's key as the last entry leaves it. */
  logKey: string
  /** Those it took the place of: each signed the checkpoints of fewer than `until` entries. */
  readonly formerLogKeys: { readonly key: string; readonly until: number }[]
  /** Every key that an act enrols, and the log's own, by the path of its file. */
  readonly keys: Map<string, string>
  /** SHA-256 of every manifest and findings blob that an act names. */
  readonly documents: Set<string>
  /** SHA-256 of the programs that acts name, by the path of their file. */
  readonly verifiers: Map<string, Set<string>>
}

export function nothingStated(): Stated {
  return {
    origin: '',
    logKey: '',
    formerLogKeys: [],
    keys: new Map(),
    documents: new Set(),
    verifiers: new Map(),
  }
}

/** In canonical JSON these bytes stand in every act of that kind; only such acts are worth the parsing. */
const telling = [
  'genesis',
  'key.enrol',
  'key.rotate',
  'log.rotate',
  'acquisition.record',
  'examination.record',
  'disclosure.record',
  'field.entry',
].map((kind) => Buffer.from(`"kind":"${kind}"`))

function takeVerifier({ verifiers }: Stated, path: string, sha256: string): void {
  verifiers.set(path, (verifiers.get(path) ?? new Set()).add(sha256))
}

/** @throws SourceError `source.malformed` */
export function takeStated(stated: Stated, entry: Uint8Array): void {
  const bytes = Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength)
  if (!telling.some((kind) => bytes.includes(kind))) return
  const { seq, note } = parseEntry(entry)
  const { act } = parseSignedAct(note)
  switch (act.kind) {
    case 'genesis':
      stated.origin = act.log
      stated.logKey = act.logKey
      stated.keys.set(logKeyPath, act.logKey)
      for (const { person, key } of act.administrators) stated.keys.set(keyPath(person, key), key)
      for (const { person, keys } of act.field?.persons ?? [])
        for (const { key } of keys) stated.keys.set(keyPath(person, key), key)
      break
    case 'key.enrol':
    case 'key.rotate':
      stated.keys.set(keyPath(act.person, act.key), act.key)
      break
    case 'log.rotate':
      stated.keys.set(formerLogKeyPath(stated.logKey), stated.logKey)
      stated.formerLogKeys.push({ key: stated.logKey, until: seq + 1 })
      stated.logKey = act.logKey
      stated.keys.set(logKeyPath, act.logKey)
      break
    case 'disclosure.record':
      takeVerifier(stated, programPath, act.verifier.program)
      takeVerifier(stated, pagePath, act.verifier.page)
      break
    default:
      takeDocument(stated, toldBy(act))
  }
}

/** Also one that an entry of a field log names; its keys stand in its own entries alone. */
function takeDocument({ documents }: Stated, act: Act): void {
  if (act.kind === 'acquisition.record') documents.add(act.manifest.sha256)
  if (act.kind === 'examination.record') documents.add(act.findings.sha256)
}
