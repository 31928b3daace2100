import { SourceError } from '../errors.js'

export interface XmlAttribute {
  readonly name: string
  readonly value: string
}

export type XmlPart =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: readonly XmlAttribute[] }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string }

const mostParts = 200_000
const nameForm = /[^\s/>="'<&]+/y
const spaceForm = /\s*/y

/**
 * Cuts XML into tags and text, once over the text and without looking back. Only the five entities of XML itself and
 * character references are resolved: a document type is passed over, so that nothing it declares is expanded.
 * Throws `source.malformed`.
 */
export function* xmlParts(xml: string): Iterable<XmlPart> {
  let position = 0
  for (let parts = 0; position < xml.length; parts += 1) {
    if (parts === mostParts) throw wrong(`more than ${mostParts} parts`, position)
    const open = xml.indexOf('<', position)
    const textEnd = open < 0 ? xml.length : open
    if (textEnd > position) yield { kind: 'text', text: resolved(xml.slice(position, textEnd)) }
    if (open < 0) return
    const aside = asideAt(xml, open)
    if (aside !== undefined) {
      if (aside.text !== undefined) yield { kind: 'text', text: aside.text }
      position = aside.end
    } else if (xml[open + 1] === '/') {
      const end = after(xml, '>', open)
      yield { kind: 'close', name: xml.slice(open + 2, end - 1).trim() }
      position = end
    } else {
      const tag = tagAt(xml, open)
      yield { kind: 'open', name: tag.name, attributes: tag.attributes }
      if (tag.empty) yield { kind: 'close', name: tag.name }
      position = tag.end
    }
  }
}

interface Aside {
  readonly end: number
  readonly text?: string
}

/** Comments, instructions, declarations and character data. */
function asideAt(xml: string, open: number): Aside | undefined {
  if (xml.startsWith('<!--', open)) return { end: after(xml, '-->', open + 4) }
  if (xml.startsWith('<?', open)) return { end: after(xml, '?>', open + 2) }
  if (xml.startsWith('<![CDATA[', open)) {
    const end = after(xml, ']]>', open + 9)
    return { end, text: xml.slice(open + 9, end - 3) }
  }
  if (xml.startsWith('<!', open)) return { end: after(xml, '>', open) }
  return undefined
}

interface Tag {
  readonly name: string
  readonly attributes: readonly XmlAttribute[]
  readonly empty: boolean
  readonly end: number
}

function tagAt(xml: string, open: number): Tag {
  const name = take(nameForm, xml, open + 1)
  if (name === '') throw wrong('a tag without a name', open)
  const attributes: XmlAttribute[] = []
  let position = open + 1 + name.length
  for (;;) {
    position += take(spaceForm, xml, position).length
    if (xml[position] === '>') return { name, attributes, empty: false, end: position + 1 }
    if (xml.startsWith('/>', position)) return { name, attributes, empty: true, end: position + 2 }
    const key = take(nameForm, xml, position)
    if (key === '') throw wrong('no end of tag', position)
    position += key.length
    position += take(spaceForm, xml, position).length
    if (xml[position] !== '=') throw wrong('an attribute without a value', position)
    position += 1
    position += take(spaceForm, xml, position).length
    const quote = xml[position]
    if (quote !== '"' && quote !== "'") throw wrong('a value without quotes', position)
    const end = after(xml, quote, position + 1)
    attributes.push({ name: key, value: resolved(xml.slice(position + 1, end - 1)) })
    position = end
  }
}

function take(form: RegExp, xml: string, position: number): string {
  form.lastIndex = position
  return form.exec(xml)?.[0] ?? ''
}

function after(xml: string, mark: string, from: number): number {
  const at = xml.indexOf(mark, from)
  if (at < 0) throw wrong(`no ${mark}`, from)
  return at + mark.length
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function resolved(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w{2,4}));/g, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return Object.hasOwn(entities, name) ? (entities[name] ?? whole) : whole
    const point = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16)
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole
  })
}

function wrong(reason: string, at: number): SourceError {
  return new SourceError('source.malformed', { what: 'XML', reason, at })
}
