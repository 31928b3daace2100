/** Whether a text is RFC 8785 canonical JSON, told from the text alone: neither JSON.parse nor JSON.stringify is asked. */
export function isCanonicalText(text: string): boolean {
  const end = value(text, 0)
  return end === text.length
}

const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:e[+-][0-9]+)?/y
// What must be escaped is escaped in its shortest form; nothing else is. Escapes are \b \t \n \f \r \" \\ and \u00xx.
const string = /"(?:[^"\\\p{Cc}\p{Surrogate}]|[\u007f-\u009f]|\\[btnfr"\\]|\\u00(?:0[0-7bef]|1[0-9a-f]))*"/uy

/** Each of these gives the offset behind what it read at `at`, or -1. */
function value(text: string, at: number): number {
  switch (text[at]) {
    case '{':
      return members(text, at + 1)
    case '[':
      return elements(text, at + 1)
    case '"':
      return matched(string, text, at)
    default:
      return word(text, at)
  }
}

function word(text: string, at: number): number {
  for (const literal of ['null', 'true', 'false'])
    if (text.startsWith(literal, at)) return at + literal.length
  const end = matched(number, text, at)
  const digits = text.slice(at, end)
  return end > 0 && Number.isFinite(Number(digits)) && String(Number(digits)) === digits ? end : -1
}

function elements(text: string, start: number): number {
  if (text[start] === ']') return start + 1
  let at = start
  for (;;) {
    at = value(text, at)
    if (at < 0) return -1
    if (text[at] === ']') return at + 1
    if (text[at] !== ',') return -1
    at += 1
  }
}

function members(text: string, start: number): number {
  if (text[start] === '}') return start + 1
  let at = start
  let previous: string | undefined
  for (;;) {
    const end = matched(string, text, at)
    if (end < 0 || text[end] !== ':') return -1
    const key = unescaped(text.slice(at + 1, end - 1))
    if (previous !== undefined && key <= previous) return -1
    previous = key
    at = value(text, end + 1)
    if (at < 0) return -1
    if (text[at] === '}') return at + 1
    if (text[at] !== ',') return -1
    at += 1
  }
}

function matched(form: RegExp, text: string, at: number): number {
  form.lastIndex = at
  return form.test(text) ? form.lastIndex : -1
}

function unescaped(inside: string): string {
  const short: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r' }
  return inside.replace(/\\(?:u(....)|(.))/g, (_, hex: string | undefined, letter: string | undefined) =>
    hex === undefined ? (short[letter ?? ''] ?? letter ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
