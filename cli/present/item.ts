import { displayText, type Item, type ItemDetail, type Speaker } from '../../src/index.js'
import { facts } from './facts.js'

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
  const { item: id, kind, exhibit, path, size, mediaType, entry, code, blob } = item
  const read = kind === 'file' ? { copied: item.copied } : {}
  const unread = code === undefined ? {} : { code }
  const lines = [
    facts(speaker, { item: id, exhibit, path, size, mediaType, entry, ...unread, ...read, blob }),
  ]
  for (const [name, digest] of Object.entries(item.digests)) lines.push(`${name.padEnd(8)}${digest}`)
  for (const found of item.findings) {
    lines.push(
      '',
      `${found.method} ${found.version}: ${found.kind}${found.code === undefined ? '' : ` ${found.code}`}`,
    )
    lines.push(...valueLines(found.values), ...(found.kind === 'failed' ? [`  ${textIn(found.reason)}`] : []))
  }
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
