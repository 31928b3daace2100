import { encodeBase64 } from '../encoding/base64.js'
import type { Json } from '../encoding/canonical-json.js'
import { commit, type Opening } from '../encoding/commitment.js'
import { isWellFormed } from '../encoding/utf8.js'
import { linesWriter } from '../manifest/lines.js'
import { extractors } from '../metadata/all.js'
import { extractMetadata, type Outcome } from '../metadata/extract.js'
import { openParserPool } from '../metadata/parser-pool.js'
import type { ActOf } from '../model/act.js'
import { blobIdOf } from '../model/digest.js'
import type { LinesReference } from '../model/field.js'
import type { FindingsLine } from '../model/findings-line.js'
import { requireClear } from './enact.js'
import type { OpenCase } from './open.js'

/** A file whose metadata can be asked for: where its bytes now are. */
export interface StagedFile {
  readonly sha256: string
  readonly mediaType: string
  readonly path: string | Uint8Array
}

/** Whether any extractor reads files of this type. */
export function isRead(mediaType: string): boolean {
  return extractors.some((each) => each.mediaTypes.includes(mediaType))
}

export interface ExamineProgress {
  onExamined(files: number, of: number): void
}

/** What was found in the files of one acquisition, stored as a findings blob. */
export interface Examined {
  readonly findings: LinesReference
  readonly failed: number
  readonly methods: ActOf<'examination.record'>['methods']
  readonly isolation: ActOf<'examination.record'>['isolation']
}

/**
 * Asks every extractor about every blob, in isolated processes. A parser that hangs, crashes or grows past its cap is a recorded
 * failure of that file and of nothing else.
 */
export async function examineFiles(
  open: OpenCase,
  files: readonly StagedFile[],
  progress: ExamineProgress,
): Promise<Examined> {
  const pool = await openParserPool()
  const staging = await open.vault.stage()
  const lines = linesWriter((bytes) => staging.write(bytes))
  const openings: Opening[] = []
  let failed = 0
  let done = 0
  try {
    const subjects = files.map(({ sha256, mediaType, path }) => ({ blob: blobIdOf(sha256), mediaType, path }))
    for await (const { subject, outcomes } of extractMetadata(pool, subjects)) {
      for (const outcome of outcomes) {
        if (outcome.kind === 'failed') failed += 1
        await lines.add(lineOf(subject.blob.slice('sha256:'.length), outcome, openings))
      }
      done += 1
      progress.onExamined(done, files.length)
      if (openings.length >= 500) requireClear(open).put(openings.splice(0))
    }
    requireClear(open).put(openings)
    const findings = await lines.finish()
    await staging.commit(blobIdOf(findings.sha256))
    await open.vault.flush()
    const { limited, networkless } = pool.facts
    const methods = extractors.map(({ id, version }) => ({ id, version }))
    return { findings, failed, methods, isolation: { limited, networkless } }
  } finally {
    await pool.close()
    await staging.discard()
  }
}

function lineOf(sha256: string, outcome: Outcome, openings: Opening[]): Json {
  const line = findingsLineOf(sha256, outcome, (value) => {
    const opening = commit(value)
    openings.push(opening)
    return { c: opening.c }
  })
  return line as unknown as Json
}

function findingsLineOf(
  sha256: string,
  outcome: Outcome,
  close: (value: Json) => { c: string },
): FindingsLine {
  const method = { method: outcome.extractor, sha256, version: outcome.version }
  switch (outcome.kind) {
    case 'extracted':
      return { ...method, kind: 'extracted', values: close({ values: outcome.values.map(asJson) }) }
    case 'nothing-found':
      return { ...method, kind: 'nothing-found' }
    case 'failed':
      return {
        ...method,
        code: outcome.code,
        kind: 'failed',
        reason: close({ text: wellFormed(outcome.reason) }),
      }
  }
}

/** Numbers may be fractions here: openings are JCS, not acts. Hostile text may hold lone surrogates, which JCS refuses. */
function asJson({ name, value, where }: { name: string; value: unknown; where: string }): Json {
  return { name: wellFormed(name), value: sound(value), where: wellFormed(where) }
}

function sound(value: unknown): Json {
  if (typeof value === 'string') return wellFormed(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'boolean') return value
  return Array.isArray(value) ? value.map(sound) : null
}

/** What is not well-formed Unicode is kept as the UTF-16 bytes it was, so that nothing is lost. */
function wellFormed(text: string): string {
  return isWellFormed(text) ? text : `utf16:${encodeBase64(Buffer.from(text, 'utf16le'))}`
}
