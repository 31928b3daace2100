import { decodeBase64 } from '../encoding/base64.js'
import { decodeUtf8 } from '../encoding/utf8.js'
import { SourceError } from '../errors.js'
import { type Instant, isInstant } from '../model/instant.js'
import { type Certificate, parseCertificate } from './certificate.js'
import { isOid } from './der.js'

/**
 * A time-stamping authority as a verifier pins it. Never pooled: a token counts under one authority, by its root, within its window
 * and under its policies.
 */
export interface Authority {
  readonly name: string
  /** First and last moment that tokens of this authority are taken for. */
  readonly from: Instant
  readonly to: Instant
  /** Dotted decimal; `any` where the verifier says that the policy does not matter. */
  readonly policies: 'any' | readonly string[]
  readonly root: Certificate
}

const firstLine = 'custodia-tsa/v1'
export const longestFile = 1024 * 1024
const nameForm = /^[^\p{Cc}\p{Cf}\p{Surrogate}\p{Zl}\p{Zp}]{1,200}$/u
const blockForm =
  /^name (?<name>.+)\nfrom (?<from>.+)\nto (?<to>.+)\n(?<policies>(?:policy .+\n)+)-----BEGIN CERTIFICATE-----\n(?<pem>(?:[A-Za-z0-9+/=]{1,76}\n)+)-----END CERTIFICATE-----\n$/

/** Reads docs/formats/tsa-roots.md: one authority after another. @throws SourceError `source.malformed` */
export function parseAuthorities(bytes: Uint8Array): readonly Authority[] {
  if (bytes.length > longestFile) throw malformed('too long')
  const [before, ...blocks] = decodeUtf8(bytes).split(`${firstLine}\n`)
  if (before !== '' || blocks.length === 0) throw malformed('first line')
  return blocks.map((block) => authorityIn(block.replace(/\n+$/, '\n')))
}

function authorityIn(block: string): Authority {
  const { name = '', from = '', to = '', policies = '', pem = '' } = blockForm.exec(block)?.groups ?? {}
  if (!nameForm.test(name)) throw malformed('form')
  if (!isInstant(from) || !isInstant(to) || to < from) throw malformed('window')
  const root = parseCertificate(decodeBase64(pem.replaceAll('\n', '')))
  return { name, from, to, policies: policiesIn(policies), root }
}

function policiesIn(lines: string): Authority['policies'] {
  const policies = lines.split('\n').flatMap((line) => (line === '' ? [] : [line.slice('policy '.length)]))
  if (policies.length === 1 && policies[0] === 'any') return 'any'
  if (!policies.every(isOid)) throw malformed('policy')
  return policies
}

function malformed(reason: string): SourceError {
  return new SourceError('source.malformed', { what: 'time-stamp roots', reason })
}
