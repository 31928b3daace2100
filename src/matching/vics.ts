import { JSONParser } from '@streamparser/json'
import { CustodiaError, SourceError } from '../errors.js'
import type { CategoryScheme } from '../model/known-set.js'
import { brokenOff } from './fault-tally.js'
import type { OpenSource } from './known-source.js'

/** What the first member of a VICS file says of the rest (OData 4 JSON format §4.5.1 and §4.5.3, `odata.metadata` before). */
export interface VicsModel {
  /** As it stands in the file. */
  readonly context: string
  readonly version: string
  /** The scale its categories belong to. Profiles number theirs differently, and files before 2.0 do not say which they mean. */
  readonly categories: CategoryScheme
  /** `Media`: a hash set, flat. `Cases`: an export, media within cases. */
  readonly root: 'Media' | 'Cases'
}

const versions = ['1.1', '1.2', '1.3', '2.0']
const firstMember =
  /^\ufeff?\s*\{\s*"(?:@odata\.context|odata\.context|odata\.metadata)"\s*:\s*("(?:[^"\\]|\\.){0,1000}")/
const contextForm =
  /\/ProjectVic\/DataModels\/([0-9]+\.[0-9]+)\.xml(?:\/([A-Za-z][A-Za-z0-9_-]{0,40})\/\$metadata)?#(Media|Cases)$/i

/**
 * Which data model a file states.
 * @throws SourceError `source.refused` for JSON that states none, or a version that is not known here
 */
export function vicsModel({ path, head }: OpenSource): VicsModel {
  const literal = firstMember.exec(head.toString('utf8'))?.[1]
  const context = literal === undefined ? undefined : contextIn(literal)
  const [, version = '', profile, root] = contextForm.exec(context ?? '') ?? []
  if (context === undefined || root === undefined) throw refused(path, 'no-vics-context')
  if (!versions.includes(version)) throw refused(path, 'vics-version', version)
  const scheme = profile === undefined ? 'projectvic' : `projectvic/${profile}`
  return {
    context,
    version,
    categories: { scheme, schemeVersion: version },
    root: root.toLowerCase() === 'media' ? 'Media' : 'Cases',
  }
}

function contextIn(literal: string): string | undefined {
  try {
    const value: unknown = JSON.parse(literal)
    return typeof value === 'string' ? value : undefined
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}

function refused(path: string, reason: string, version = ''): SourceError {
  return new SourceError('source.refused', { what: 'vics', reason, version, path })
}

export interface VicsMedia {
  /** Which one of the file, counted from 1. */
  readonly number: number
  readonly value: unknown
}

/** No record that was ever published comes near; a file without an end of a record must not fill the memory. */
const longestRecord = 4 * 1024 * 1024
/** So much is parsed between two looks at that limit. */
const pieceBytes = 64 * 1024

/**
 * The media of a file, one after another as they stand in it, whatever they hold.
 * @throws SourceError `source.malformed` for what is no JSON, ends too early, has no list of media, or a record beyond all measure
 */
export async function* vicsMedia(source: OpenSource, model: VicsModel): AsyncGenerator<VicsMedia> {
  const path = model.root === 'Media' ? '$.value.*' : '$.value.*.Media.*'
  const parser = new JSONParser({ paths: [path], keepStack: false, stringBufferSize: pieceBytes })
  const ready: VicsMedia[] = []
  let number = 0
  parser.onValue = ({ value, parent }) => {
    if (!Array.isArray(parent)) throw broken(source.path, number + 1, 'object')
    number += 1
    ready.push({ number, value })
  }
  let sinceRecord = 0
  for await (const chunk of source.chunks()) {
    for (let from = 0; from < chunk.length; from += pieceBytes) {
      const piece = chunk.subarray(from, from + pieceBytes)
      parsed(source.path, number + 1, () => parser.write(piece))
      sinceRecord = ready.length > 0 ? 0 : sinceRecord + piece.length
      if (sinceRecord > longestRecord) throw broken(source.path, number + 1, 'record-length')
      yield* ready.splice(0)
    }
  }
  if (!parser.isEnded) throw broken(source.path, number + 1, 'json')
  if (number === 0) throw broken(source.path, 1, 'empty')
}

function parsed(path: string, record: number, parse: () => void): void {
  try {
    parse()
  } catch (cause) {
    if (cause instanceof CustodiaError) throw cause
    // The parser throws plain errors of several classes for what is no JSON, and TypeError for what is no UTF-8.
    throw broken(path, record, 'json', cause)
  }
}

function broken(
  path: string,
  line: number,
  rule: 'json' | 'object' | 'record-length' | 'empty',
  cause?: unknown,
) {
  return brokenOff('vics', path, { line, rule }, cause)
}
