import { displayText } from '../encoding/safe-display.js'
import type { Details } from '../errors.js'
import type { Language } from './language.js'
import { bytesText, countText } from './numbers.js'

const optional = /\[([^[\]]*\{[^[\]]*)\]/g
const placeholder = /\{([a-zA-Z][a-zA-Z0-9]*)(?::([^{}]+))?\}/g

/**
 * Fills a message. `{name}` is replaced by that detail, always shown with `displayText`; `{name:count}` and `{name:bytes}` group
 * digits as the language does; `{name:entry/entries}` takes the first word for exactly one, else the second. A part in square
 * brackets is dropped when a detail it names is absent or empty. A detail that is absent elsewhere stands as `?`.
 */
export function fill(template: string, details: Details, lang: Language): string {
  const present = template.replace(optional, (_, part: string) => (isComplete(part, details) ? part : ''))
  return present.replace(placeholder, (_, name: string, form: string | undefined) =>
    shown(detail(details, name), form, lang),
  )
}

/** Names a message asks for, sorted, each once: what two catalogues must have in common. */
export function placeholdersOf(template: string): readonly string[] {
  return [...new Set([...template.matchAll(placeholder)].map(([, name = '']) => name))].sort()
}

function isComplete(part: string, details: Details): boolean {
  return placeholdersOf(part).every((name) => (detail(details, name) ?? '') !== '')
}

function detail(details: Details, name: string): string | number | undefined {
  return Object.hasOwn(details, name) ? details[name] : undefined
}

function shown(value: string | number | undefined, form: string | undefined, lang: Language): string {
  if (value === undefined) return '?'
  if (form === undefined || typeof value === 'string') return displayText(String(value))
  if (form === 'count') return countText(value, lang)
  if (form === 'bytes') return bytesText(value, lang)
  const [one = '', many = ''] = form.split('/')
  return value === 1 ? one : many
}
