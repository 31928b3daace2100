/** A strict reader of the HTML that reports are made of: anything it does not know how to read is an error. */

export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
}

const tag = /^<(\/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z:-]+="[^"<>]*")*)\s*(\/?)>/
const attribute = /([a-zA-Z:-]+)="([^"]*)"/g
const entity = /&(amp|lt|gt|quot|#39);/g
const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const standAlone = new Set(['meta', 'col'])

/** Every element with its attributes, in order. Throws for unbalanced tags, bare `<`, `>` or `&`, comments and all else. */
export function elementsOf(html: string): readonly Element[] {
  const found: Element[] = []
  walk(html, (element) => found.push(element))
  return found
}

/** The text of a document or a part of it, entities resolved, tags left out. */
export function textOf(html: string): string {
  return html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]*>/g, '')
    .replace(entity, (_, name: string) => characters[name] ?? '')
}

/** The one style sheet. */
export function styleOf(html: string): string {
  const parts = html.split(/<\/?style>/)
  if (parts.length !== 3) throw new Error(`${(parts.length - 1) / 2} style sheets`)
  return parts[1] ?? ''
}

function walk(html: string, take: (element: Element) => void): void {
  const start = '<!doctype html>\n'
  if (!html.startsWith(start)) throw new Error('no doctype')
  const style = styleOf(html)
  const open: string[] = []
  let rest = html.slice(start.length).replace(`<style>${style}</style>`, '<style></style>')
  while (rest !== '') {
    const text = /^[^<]*/.exec(rest)?.[0] ?? ''
    if (/>|&(?!(?:amp|lt|gt|quot|#39);)/.test(text))
      throw new Error(`bare character in ${JSON.stringify(text)}`)
    rest = rest.slice(text.length)
    if (rest === '') break
    const match = tag.exec(rest)
    if (!match) throw new Error(`no tag: ${JSON.stringify(rest.slice(0, 80))}`)
    const [whole, closing, name = '', list = '', closed] = match
    if (closing === '/') {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`)
    } else {
      take({
        name,
        attributes: Object.fromEntries([...list.matchAll(attribute)].map(([, key, value]) => [key, value])),
      })
      if (closed !== '/' && !standAlone.has(name)) open.push(name)
    }
    rest = rest.slice(whole.length)
  }
  if (open.length > 0) throw new Error(`not closed: ${open.join(' ')}`)
}
