import { decodeUtf8, encodeUtf8 } from '../../encoding/utf8.js'
import { xmlParts } from '../../encoding/xml-scan.js'
import { algorithmNamed, digestOf, type ListedDigests, type Refuse, sizeOf } from './hash-list.js'

const mostParts = 20_000_000

/** The file or medium that is being read. */
interface Subject {
  name: string
  size: number | undefined
  readonly digests: Record<string, string>
}

/**
 * Digital Forensics XML of fiwalk and hashdeep (one `fileobject` a file), and what `ewfinfo -f dfxml` says of the medium
 * of an image, whose name is empty.
 */
export function readDfxml(bytes: Uint8Array, refuse: Refuse): ListedDigests[] {
  const entries: ListedDigests[] = []
  const open: string[] = []
  const lineAt = lineCounter(bytes)
  let subject: Subject | undefined
  let medium: Subject | undefined
  let text = ''
  let type = ''
  for (const part of xmlParts(decodeUtf8(bytes), mostParts)) {
    if (part.kind === 'text') text += part.text
    else if (part.kind === 'open') {
      open.push(part.name)
      text = ''
      if (part.name === 'hashdigest') type = part.attributes.find(({ name }) => name === 'type')?.value ?? ''
      if (part.name === 'fileobject') subject = { name: '', size: undefined, digests: {} }
      if (part.name === 'ewfinfo') medium = { name: '', size: undefined, digests: {} }
    } else {
      const line = lineAt(entries.length)
      if (open.pop() !== part.name) throw refuse(line, `</${part.name.slice(0, 40)}> closes what is not open`)
      take(part.name, text, type, open.at(-1), subject ?? medium, line, refuse)
      const done = part.name === 'fileobject' ? subject : part.name === 'ewfinfo' ? medium : undefined
      if (done) entries.push(entryOf(done, line))
      if (part.name === 'fileobject') subject = undefined
      if (part.name === 'ewfinfo') medium = undefined
      text = ''
    }
  }
  if (open.length > 0)
    throw refuse(lineAt(entries.length), `<${(open.at(-1) ?? '').slice(0, 40)}> is not closed`)
  return entries.filter(({ digests }) => Object.keys(digests).length > 0)
}

function take(
  element: string,
  whole: string,
  type: string,
  parent: string | undefined,
  subject: Subject | undefined,
  line: number,
  refuse: Refuse,
): void {
  if (subject === undefined) return
  if (element === 'filename' && parent === 'fileobject') subject.name = whole
  else if ((element === 'filesize' && parent === 'fileobject') || element === 'media_size') {
    subject.size = sizeOf(whole.trim())
    if (subject.size === undefined) throw refuse(line, 'the size is not a number')
  }
  // Digests of parts of a file stand in its byte runs.
  else if (element === 'hashdigest' && parent !== 'byte_run') {
    const algorithm = algorithmNamed(type)
    if (algorithm === undefined) return
    const digest = digestOf(algorithm, whole.trim())
    if (digest === undefined) throw refuse(line, `not a digest of ${algorithm}`)
    subject.digests[algorithm] = digest
  }
}

function entryOf({ name, size, digests }: Subject, line: number): ListedDigests {
  return { line, name: encodeUtf8(name), ...(size === undefined ? {} : { size }), digests }
}

/** The line on which the object of a number ends, found by walking the text once. */
function lineCounter(bytes: Uint8Array): (index: number) => number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const ends = /<\/(?:fileobject|ewfinfo)\s*>/g
  const latin = text.toString('latin1')
  const lines: number[] = []
  let line = 1
  let at = 0
  for (const { index } of latin.matchAll(ends)) {
    for (
      let feed = latin.indexOf('\n', at);
      feed >= 0 && feed < index;
      feed = latin.indexOf('\n', feed + 1)
    ) {
      line += 1
      at = feed + 1
    }
    lines.push(line)
  }
  return (index) => lines[index] ?? line
}
