import { displayText } from '../../encoding/safe-display.js'

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

const whole = /(?<![\w-])(?:[PVMXEAS]-\d[\d./]*\d|[PVMXEAS]-\d|\d{4}-\d{2}-\d{2}|SHA-\d+)(?![\w-])/g

/** The same as running text, in which numbers of exhibits and persons, dates and names of digests are not broken over two lines. */
export function flowText(text: string): string {
  return htmlText(text).replace(whole, '<span class="whole">$&</span>')
}

/** Any string as a CSS string: all but letters, digits and spaces as code points (CSS Syntax 3 §4.3.7). */
export function cssString(text: string): string {
  const escaped = [...text].map((character) =>
    /[A-Za-z0-9 ]/.test(character) ? character : `\\${(character.codePointAt(0) ?? 0).toString(16)} `,
  )
  return `"${escaped.join('')}"`
}
