import type { Json } from '../encoding/canonical-json.js'
import { SourceError, UsageError } from '../errors.js'
import { isRecord } from '../isolation/answer.js'
import { openSpecimen } from '../isolation/file-specimen.js'
import { serve } from '../isolation/serve.js'
import { isBlobId } from '../model/digest.js'
import { extractors } from './all.js'
import { longestReason } from './value-list.js'

// Runs in a child process. What is wrong with the file is a reply; anything else thrown here is reported as a crash.
await serve(async (message) => {
  const { extractor: id, path, blob, mediaType } = isRecord(message) ? message : {}
  const extractor = extractors.find((each) => each.id === id)
  if (extractor === undefined || typeof path !== 'string' || typeof mediaType !== 'string')
    throw new UsageError('usage.argument', { what: 'request to the parser process' })
  if (typeof blob !== 'string' || !isBlobId(blob)) throw new UsageError('usage.argument', { what: 'blob' })
  try {
    const specimen = openSpecimen(Buffer.from(path, 'base64'), blob, mediaType)
    try {
      const values = await extractor.extract(specimen)
      return {
        kind: 'values',
        values: values.map(({ name, value, where }): Json => ({ name, value, where })),
      }
    } finally {
      specimen.close()
    }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    const { what, reason } = error.details
    const text = `${what ?? 'file'}: ${reason ?? error.code}`
    return { kind: 'refused', code: error.code, reason: text.slice(0, longestReason) }
  }
})
