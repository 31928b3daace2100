import { canonicalJson, type Json } from '../../encoding/canonical-json.js'
import { displayText } from '../../encoding/safe-display.js'
import { isWellFormed } from '../../encoding/utf8.js'
import type { Block } from '../block.js'
import type { Report } from '../compose.js'

/** A report as one line of canonical JSON (RFC 8785): the facts for programs, and the same blocks that people read. */
export function renderJson(report: Report): string {
  const { kind, lang, title, subtitle, footer, cover, sections, data } = report
  const value: Json = {
    ...data,
    format: 'custodia-report/v1',
    kind,
    lang,
    title,
    subtitle,
    footer,
    cover: cover.map(blockJson),
    sections: sections.map(({ id, title, blocks }) => ({ id, title, blocks: blocks.map(blockJson) })),
  }
  return `${canonicalJson(wellFormed(value))}\n`
}

/** Blocks are plain data; members that are undefined are left out, as JSON has no such value. */
function blockJson(block: Block): Json {
  return JSON.parse(JSON.stringify(block))
}

/** Canonical JSON has no text for lone surrogates; they are written as `displayText` shows them. */
function wellFormed(value: Json): Json {
  if (typeof value === 'string') return isWellFormed(value) ? value : displayText(value)
  if (typeof value !== 'object' || value === null) return value
  if (isList(value)) return value.map(wellFormed)
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, wellFormed(member)]))
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
