import { z } from 'zod'
import { type Json, parseCanonicalJson } from '../encoding/canonical-json.js'
import { parseSignedNote } from '../encoding/signed-note.js'
import { SourceError } from '../errors.js'
import { instant, sha256Hex } from '../model/field.js'
import { isNoteSignedBy } from '../signing/signature-check.js'
import type { VerifierKey } from '../signing/verifier-key.js'
import { attempt, confirmed, type Finding, reasonOf, unchecked } from './finding.js'
import type { TrustedErrata } from './source.js'
import type { Trail } from './trail.js'

// A fault found in a version after it made acts: the maintainers sign what it touches, and verification names the entries.
// Specified in docs/formats/errata.md.

const version = z.string().min(1).max(60)

/** What an act must say of the software that made it to be touched; every key that is given has to agree. */
const affected = z
  .strictObject({
    lock: sha256Hex,
    node: sha256Hex,
    openssl: sha256Hex,
    package: sha256Hex,
    version,
  })
  .partial()
  .refine((keys) => Object.keys(keys).length > 0)

const errataForm = z.strictObject({
  errata: z
    .array(
      z.strictObject({
        affects: z.array(affected).min(1).max(1000),
        id: z.string().regex(/^[A-Z0-9][A-Z0-9.-]{1,40}$/),
        summary: z.strictObject({ en: z.string().min(1).max(2000), es: z.string().min(1).max(2000) }),
      }),
    )
    .max(1000),
  issued: instant,
})
export type Erratum = Readonly<z.infer<typeof errataForm>['errata'][number]>

const firstLine = 'custodia-errata/v1\n'

/**
 * Names the entries that were made by software which trusted errata say is faulty. What such an entry says is not contradicted; it
 * may be wrong in the way the erratum describes, so it is not confirmed either.
 */
export async function auditErrata(
  { files, key }: TrustedErrata = { files: [] },
  trail: Pick<Trail, 'filter'>,
): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const { name, bytes } of files) {
    const errata = await attempt(
      () => readErrata(bytes, key),
      (error) => findings.push(unchecked('errata.untrusted', name, reasonOf(error))),
    )
    if (!errata) continue
    const found = errata.flatMap((erratum) => affectedBy(erratum, trail))
    findings.push(...found)
    if (found.length === 0) findings.push(confirmed('errata.confirmed', name, { errata: errata.length }))
  }
  return findings
}

function affectedBy({ id, affects, summary }: Erratum, trail: Pick<Trail, 'filter'>): readonly Finding[] {
  const touched = trail.filter(({ software }) =>
    affects.some(
      ({ lock, node, openssl, package: files, version }) =>
        (lock ?? software.lock) === software.lock &&
        (node ?? software.node.sha256) === software.node.sha256 &&
        (openssl ?? software.openssl.sha256) === software.openssl.sha256 &&
        (files ?? software.package) === software.package &&
        (version ?? software.version) === software.version,
    ),
  )
  if (touched.length === 0) return []
  const entries = shownRanges(touched.map(({ seq }) => seq))
  return [unchecked('errata.affects', `erratum ${id}`, { id, acts: touched.length, entries, ...summary })]
}

/** @throws SourceError `source.malformed` when it is not errata, or not signed by that key */
function readErrata(bytes: Uint8Array, key: VerifierKey | undefined): readonly Erratum[] {
  const note = parseSignedNote(bytes)
  if (!key) throw malformed('errata-key')
  if (!isNoteSignedBy(note, key)) throw malformed('errata-signature')
  if (!note.text.startsWith(firstLine)) throw malformed('first line')
  const parsed = errataForm.safeParse(
    parseCanonicalJson(note.text.slice(firstLine.length, -1)) satisfies Json,
  )
  if (!parsed.success) throw malformed(parsed.error.issues[0]?.path.join('.') ?? 'form')
  return parsed.data.errata
}

function malformed(reason: string): SourceError {
  return new SourceError('source.malformed', { what: 'errata', reason })
}

const shownAtMost = 40

/** `0–3, 7, 9–12`; cut short where there are many. */
function shownRanges(seqs: readonly number[]): string {
  const ranges: { from: number; to: number }[] = []
  for (const seq of seqs) {
    const last = ranges.at(-1)
    if (last && last.to === seq - 1) last.to = seq
    else ranges.push({ from: seq, to: seq })
  }
  const shown = ranges
    .slice(0, shownAtMost)
    .map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`))
  return shown.join(', ') + (ranges.length > shownAtMost ? ' …' : '')
}
