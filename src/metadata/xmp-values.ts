import { SourceError } from '../errors.js'
import type { ValueList } from './value-list.js'
import { type XmlAttribute, type XmlPart, xmlParts } from './xml-scan.js'

const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const deepest = 64
const mostNamespaces = 500
const longestPath = 400

/** Prefixes are the writer's choice; these are what the schemas are called. */
const knownPrefixes = new Map([
  [rdf, 'rdf'],
  ['adobe:ns:meta/', 'x'],
  ['http://www.w3.org/XML/1998/namespace', 'xml'],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
  ['http://ns.adobe.com/xap/1.0/', 'xmp'],
  ['http://ns.adobe.com/xap/1.0/mm/', 'xmpMM'],
  ['http://ns.adobe.com/xap/1.0/rights/', 'xmpRights'],
  ['http://ns.adobe.com/xap/1.0/sType/ResourceRef#', 'stRef'],
  ['http://ns.adobe.com/xap/1.0/sType/ResourceEvent#', 'stEvt'],
  ['http://ns.adobe.com/photoshop/1.0/', 'photoshop'],
  ['http://ns.adobe.com/tiff/1.0/', 'tiff'],
  ['http://ns.adobe.com/exif/1.0/', 'exif'],
  ['http://ns.adobe.com/exif/1.0/aux/', 'aux'],
  ['http://ns.adobe.com/camera-raw-settings/1.0/', 'crs'],
  ['http://ns.adobe.com/xmp/note/', 'xmpNote'],
  ['http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/', 'Iptc4xmpCore'],
  ['http://iptc.org/std/Iptc4xmpExt/2008-02-29/', 'Iptc4xmpExt'],
  ['http://ns.useplus.org/ldf/xmp/1.0/', 'plus'],
  ['http://ns.google.com/photos/1.0/camera/', 'GCamera'],
  ['http://www.tc260.org.cn/ns/AIGC/1.0/', 'TC260'],
])

interface Level {
  readonly name: string
  readonly namespaces: ReadonlyMap<string, string>
  /** Path of the property this element stands for or in; empty above the first. */
  readonly path: string
  /** RDF's own elements carry no value by themselves. */
  readonly bare: boolean
  items: number
  text: string
  filled: boolean
}

/**
 * Properties of an XMP packet (ISO 16684-1) by their path: `xmp.xmpMM:History[2]/stEvt:action`. Attributes and elements are
 * read alike, entities resolved, values left as text. exifr is not asked: it turns text that looks like a number into one,
 * forgets namespaces and lets a property name reach its own program. Throws `source.malformed`; what stood before is kept.
 */
export function addXmpValues(list: ValueList, bytes: Uint8Array, where: string): void {
  list.addDigest('xmp', bytes, where)
  const namespaces = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']])
  const unknown = new Map<string, string>()
  const levels: Level[] = [{ name: '', namespaces, path: '', bare: true, items: 0, text: '', filled: true }]
  const add = (path: string, value: string) => list.add(`xmp.${path}`, value, where)
  for (const part of xmlParts(decoded(bytes))) follow(levels, part, add, unknown)
  for (const [prefix, uri] of unknown) list.add(`xmp.namespace.${prefix}`, uri, where)
  if (levels.length > 1)
    throw new SourceError('source.malformed', { what: 'XMP', reason: 'ends inside an element' })
}

function follow(
  levels: Level[],
  part: XmlPart,
  add: (path: string, value: string) => void,
  unknown: Map<string, string>,
): void {
  const level = levels.at(-1)
  if (level === undefined) return
  if (part.kind === 'text') level.text += part.text
  else if (part.kind === 'open') levels.push(opened(level, part, levels.length, add, unknown))
  else {
    if (part.name !== level.name || levels.length === 1)
      throw new SourceError('source.malformed', {
        what: 'XMP',
        reason: 'an element is closed that is not open',
      })
    levels.pop()
    const text = level.text.trim()
    if (!level.filled && !level.bare && text !== '') add(level.path, text)
  }
}

function opened(
  parent: Level,
  { name, attributes }: Extract<XmlPart, { kind: 'open' }>,
  depth: number,
  add: (path: string, value: string) => void,
  unknown: Map<string, string>,
): Level {
  if (depth > deepest)
    throw new SourceError('source.malformed', { what: 'XMP', reason: `deeper than ${deepest}` })
  const namespaces = declared(parent.namespaces, attributes)
  const term = (qualified: string) => termOf(namespaces, qualified, unknown)
  const own = term(name)
  const bare = bareTerms.has(own)
  const path = pathOf(parent, own)
  parent.filled = true
  const level: Level = { name, namespaces, path, bare, items: 0, text: '', filled: false }
  for (const attribute of attributes) {
    if (attribute.name === 'xmlns' || attribute.name.startsWith('xmlns:')) continue
    const key = term(attribute.name)
    if (key === 'rdf:parseType' || (key === 'rdf:about' && attribute.value === '')) continue
    if (key === 'x:xmptk') add('x:xmptk', attribute.value)
    else if (key === 'rdf:resource' || key === 'rdf:value') add(path, attribute.value)
    else add(path === '' ? key : `${path}/${key}`, attribute.value)
  }
  return level
}

/** These give structure and no name. */
const bareTerms = new Set([
  'x:xmpmeta',
  'x:xapmeta',
  'rdf:RDF',
  'rdf:Description',
  'rdf:Seq',
  'rdf:Bag',
  'rdf:Alt',
])

function pathOf(parent: Level, own: string): string {
  if (bareTerms.has(own) || own === 'rdf:value') return parent.path
  if (own === 'rdf:li') {
    parent.items += 1
    return `${parent.path}[${parent.items}]`
  }
  return (parent.path === '' ? own : `${parent.path}/${own}`).slice(0, longestPath)
}

function declared(
  outer: ReadonlyMap<string, string>,
  attributes: readonly XmlAttribute[],
): ReadonlyMap<string, string> {
  const inner = attributes.filter(({ name }) => name.startsWith('xmlns:'))
  if (inner.length === 0) return outer
  if (outer.size + inner.length > mostNamespaces)
    throw new SourceError('source.malformed', {
      what: 'XMP',
      reason: `more than ${mostNamespaces} namespaces`,
    })
  return new Map([...outer, ...inner.map(({ name, value }): [string, string] => [name.slice(6), value])])
}

function termOf(
  namespaces: ReadonlyMap<string, string>,
  qualified: string,
  unknown: Map<string, string>,
): string {
  const colon = qualified.indexOf(':')
  if (colon < 0) return qualified
  const prefix = qualified.slice(0, colon)
  const uri = namespaces.get(prefix)
  const known = uri === undefined ? undefined : knownPrefixes.get(uri)
  if (known !== undefined) return `${known}${qualified.slice(colon)}`
  if (uri !== undefined && unknown.size < 100) unknown.set(prefix, uri)
  return qualified
}

/** UTF-8 as a rule; UTF-16 is allowed outside of JPEG. */
function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c))
    return new TextDecoder('utf-16be').decode(bytes)
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0))
    return new TextDecoder('utf-16le').decode(bytes)
  return new TextDecoder('utf-8').decode(bytes)
}
