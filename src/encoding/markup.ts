import { displayText } from './safe-display.js'

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
])

/**
 * Any string as text or attribute value of HTML and SVG. Controls and bidirectional marks that a section left in are made visible
 * here too; escapes that stand already are not escaped again.
 */
export function htmlText(text: string): string {
  const visible = text.split('\\').map(displayText).join('\\')
  return visible.replace(/[&<>"']/g, (character) => entities.get(character) ?? '')
}
