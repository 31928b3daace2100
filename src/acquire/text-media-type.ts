const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
/** C0 controls that no text holds; tab, line feed, vertical tab, form feed, carriage return and escape may. */
const isBinary = (byte: number) =>
  byte === 0x7f || (byte < 0x20 && byte !== 0x1b && (byte < 0x09 || byte > 0x0d))

/** `head` is the start of a file of `size` bytes. Undefined when it is not text in UTF-8 or marked UTF-16. */
export function textMediaType(head: Uint8Array, size: number): string | undefined {
  if (startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff])) return utf16Type(head)
  if (head.some(isBinary)) return undefined
  const text = decoded(head, size)
  if (text === undefined) return undefined
  return markupType(text, head.length >= size) ?? 'text/plain'
}

/** A character that is cut off by the end of `head`, and not of the file, is no fault. */
function decoded(head: Uint8Array, size: number): string | undefined {
  const cuts = head.length < size ? [0, 1, 2, 3] : [0]
  for (const cut of cuts) {
    try {
      return utf8.decode(head.subarray(0, head.length - cut))
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
  }
  return undefined
}

/** A byte order mark alone may begin anything; text has characters for spaces, digits and ends of line. */
function utf16Type(head: Uint8Array): string | undefined {
  const big = head[0] === 0xfe
  let ascii = 0
  for (let index = 2; index + 1 < head.length; index += 2) {
    const high = head[big ? index : index + 1]
    const low = head[big ? index + 1 : index]
    if (high === 0 && low === 0) return undefined
    if (high === 0) ascii += 1
  }
  return ascii > 0 || head.length === 2 ? 'text/plain' : undefined
}

function markupType(text: string, whole: boolean): string | undefined {
  const start = text.replace(/^\ufeff/, '').trimStart()
  const lower = start.slice(0, 1024).toLowerCase()
  if (lower.startsWith('<!doctype html') || lower.startsWith('<html')) return 'text/html'
  if (/^(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype svg[^>]*>\s*)?<svg[\s>]/s.test(lower))
    return 'image/svg+xml'
  if (lower.startsWith('<?xml')) return lower.includes('<html') ? 'text/html' : 'application/xml'
  if (isElement(start, whole)) return 'application/xml'
  if (lower.startsWith('begin:vcard')) return 'text/vcard'
  if (lower.startsWith('begin:vcalendar')) return 'text/calendar'
  return isJson(start, whole) ? 'application/json' : undefined
}

/** XML may do without a declaration; then its one element must declare a namespace, or end where the file ends. */
function isElement(start: string, whole: boolean): boolean {
  const [tag, name] = /^<([A-Za-z_][\w.:-]*)(?:\s[^<>]*)?>/.exec(start) ?? []
  if (tag === undefined || name === undefined) return false
  return /\sxmlns(?::\w+)?=/.test(tag) || (whole && start.trimEnd().endsWith(`</${name}>`))
}

function isJson(start: string, whole: boolean): boolean {
  if (!/^(?:\{\s*(?:"|\})|\[\s*(?:["{[\]\d-]|true|false|null))/.test(start)) return false
  if (!whole) return true
  try {
    JSON.parse(start)
    return true
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((value, index) => bytes[index] === value)
}
