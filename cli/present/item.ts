import {
  displayText,
  type Item,
  type ItemDetail,
  type ItemVerification,
  type Speaker,
} from '../../src/index.js'
import { facts } from './facts.js'
import { reasonText } from './ingested.js'

/** One line of `item list --jsonl`. */
export function itemJson(item: Item) {
  const { item: id, exhibit, path, pathBytes, size, mediaType, digests, blob, kind, code } = item
  return kind === 'file'
    ? { item: id, exhibit, path, pathBytes, size, mediaType, digests, blob }
    : { item: id, exhibit, path, pathBytes, unread: true, code }
}

export function itemLine(speaker: Speaker, { item, size, mediaType, digests, path, code }: Item): string {
  const what = digests['sha256'] ?? code ?? ''
  const bytes = size === undefined ? undefined : speaker.bytes(size)
  return [item, what, bytes, mediaType, path].filter((each) => each !== undefined).join('  ')
}

export function itemText(speaker: Speaker, item: ItemDetail): string {
  const { item: id, exhibit, path, size, mediaType, entry, blob, copied } = item
  const lines = [
    facts(speaker, {
      item: id,
      exhibit,
      path,
      size,
      mediaType,
      entry,
      ...unreadFacts(speaker, item),
      copied,
      blob,
    }),
  ]
  for (const [name, digest] of Object.entries(item.digests)) lines.push(`${name.padEnd(8)}${digest}`)
  for (const found of item.findings) {
    const { method, version, kind, code } = found
    lines.push(
      '',
      speaker.say(`cli.item.${kind}`, { method, version, ...(code === undefined ? {} : { code }) }),
    )
    lines.push(...valueLines(found.values), ...(found.kind === 'failed' ? [`  ${textIn(found.reason)}`] : []))
  }
  return lines.join('\n')
}

/** Why it was not read, in the user's language, with the code that stands on record. */
function unreadFacts(speaker: Speaker, { unread }: ItemDetail) {
  if (!unread) return {}
  const { code, reason = '' } = unread
  return { code: `${code}: ${reasonText(speaker, { code, reason })}` }
}

/** Where the bytes were hashed again, and what came of it. */
export function itemVerificationText(speaker: Speaker, result: ItemVerification): string {
  const { item, expected, found, verdict, where, sources } = result
  const lines = [
    [item, speaker.say(`verdict.${verdict}`), expected && `sha256:${expected}`].filter(Boolean).join(' '),
    `  ${speaker.say(`cli.item.in-${where}`, { source: sources.join(', ') })}`,
  ]
  if (verdict === 'contradicted')
    lines.push(
      `  ${speaker.say(found === undefined ? 'cli.item.other-size' : 'cli.item.other', { found: found ?? '' })}`,
    )
  if (verdict === 'unchecked' && where !== 'nowhere') lines.push(`  ${speaker.say('cli.item.not-there')}`)
  return lines.join('\n')
}

interface Value {
  readonly name: string
  readonly value: unknown
  readonly where: string
}

function valueLines(opened: unknown): readonly string[] {
  const values =
    typeof opened === 'object' && opened !== null && 'values' in opened ? opened.values : undefined
  if (!Array.isArray(values)) return []
  return values.filter(isValue).map(({ name, value, where }) => {
    const text = Array.isArray(value) ? value.join(' ') : String(value)
    return `  ${displayText(name)} = ${displayText(text)}  [${displayText(where)}]`
  })
}

function isValue(value: unknown): value is Value {
  return (
    typeof value === 'object' && value !== null && 'name' in value && 'value' in value && 'where' in value
  )
}

function textIn(opened: unknown): string {
  const text = typeof opened === 'object' && opened !== null && 'text' in opened ? opened.text : ''
  return displayText(String(text))
}
