import { type CustodiaError, SourceError } from '../errors.js'
import { type LineForm, linesReader, sameReference } from '../manifest/lines.js'
import type { LinesReference } from '../model/field.js'
import { attemptReading, contradicted, type Finding, reasonOf, unchecked } from './finding.js'
import type { AuditSource } from './source.js'

/** How a document of lines is read. */
export interface Document<Line> {
  readonly subject: string
  readonly form: LineForm<Line>
  take(line: Line): void
  /** Called between pieces, for what takes time. */
  between(): Promise<void>
}

/** Reads a document of lines and holds it against the act that names it; says whether it is that document. */
export async function readDocument<Line>(
  source: AuditSource,
  expected: LinesReference,
  { subject, form, take, between }: Document<Line>,
  findings: Finding[],
): Promise<boolean> {
  const reader = linesReader(form)
  const read = await attemptReading(
    async () => {
      const bytes = await source.document(expected.sha256)
      if (!bytes) return 'absent'
      for await (const piece of noLongerThan(bytes, expected.size)) {
        for (const line of reader.read(piece)) take(line)
        await between()
      }
      return reader.finish()
    },
    (error) => findings.push(refusedDocument(error, subject, expected)),
  )
  if (read === 'absent') findings.push(unchecked('manifest.absent', subject, { sha256: expected.sha256 }))
  if (read === undefined || read === 'absent') return false
  const same = sameReference(read, expected)
  if (!same) {
    findings.push(
      contradicted('manifest.mismatch', subject, { expected: expected.sha256, found: read.sha256 }),
    )
  }
  return same
}

/** Bytes of another form contradict what was signed; bytes that could not be had are not checked. */
function refusedDocument(error: CustodiaError, subject: string, { sha256 }: LinesReference): Finding {
  return error.code === 'source.malformed'
    ? contradicted('manifest.malformed', subject, reasonOf(error))
    : unchecked('manifest.absent', subject, { sha256, ...reasonOf(error) })
}

/** What has grown beyond its recorded size is not read to its end. */
async function* noLongerThan(bytes: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let left = size
  for await (const piece of bytes) {
    left -= piece.length
    if (left < 0)
      throw new SourceError('source.malformed', { what: 'lines', reason: 'too long', longest: size })
    yield piece
  }
}
