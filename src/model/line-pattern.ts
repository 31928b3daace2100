import { z } from 'zod'

type Form = z.core.$ZodType

/**
 * A regular expression that knows canonical JSON texts of a closed object without reading them as JSON: one pass of compiled code
 * where `JSON.parse` and a form's checks make several. What it matches is canonical and has the form. What it does not match may
 * have it all the same (an escape, a character beyond ASCII, a number of sixteen digits): whoever asks goes the long way then.
 * @param wanted members to capture, `digests.sha256`; the groups come in the order of the text, which is that of the names
 */
export function linePattern(form: z.ZodObject, wanted: readonly string[]): RegExp {
  return new RegExp(`^${patternOf(form, '', new Set(wanted)) ?? nothing}$`)
}

/** Matches no text: all go the long way. */
const nothing = '(?!)'

function patternOf(form: Form, path: string, wanted: ReadonlySet<string>): string | undefined {
  if (form instanceof z.core.$ZodObject) return objectPattern(form, path, wanted)
  const value = form instanceof z.core.$ZodString ? textPattern(form) : plainPattern(form)
  if (value === undefined || !wanted.has(path)) return value
  return form instanceof z.core.$ZodString ? value.replace(/^"(.*)"$/, '"($1)"') : `(${value})`
}

function plainPattern(form: Form): string | undefined {
  if (form instanceof z.core.$ZodLiteral) return oneOf(form._zod.def.values)
  if (form instanceof z.core.$ZodEnum) return oneOf(Object.values(form._zod.def.entries))
  if (form instanceof z.core.$ZodBoolean) return '(?:true|false)'
  return form instanceof z.core.$ZodNumber && isCount(form) ? '(?:0|[1-9][0-9]{0,14})' : undefined
}

function oneOf(values: readonly unknown[]): string | undefined {
  const texts = values.map((value) => JSON.stringify(value))
  // Nothing in them has a meaning of its own in a pattern.
  return texts.every((text) => /^"?[a-z0-9 _-]+"?$/i.test(text)) ? `(?:${texts.join('|')})` : undefined
}

/** A safe integer from 0 on, and nothing else is asked of it. */
function isCount(form: z.core.$ZodNumber): boolean {
  const checks = checksOf(form)
  const [format, least] = checks
  return (
    checks.length === 2 &&
    format instanceof z.core.$ZodCheckNumberFormat &&
    format._zod.def.format === 'safeint' &&
    least instanceof z.core.$ZodCheckGreaterThan &&
    least._zod.def.inclusive &&
    least._zod.def.value === 0
  )
}

/** Text of one form, or of any in printable ASCII up to a length; without a quotation mark or a backslash in either case. */
function textPattern(form: z.core.$ZodString): string | undefined {
  const checks = checksOf(form)
  const [check] = checks
  if (checks.length !== 1) return undefined
  if (check instanceof z.core.$ZodCheckMaxLength) return `"[ !#-\\[\\]-~]{0,${check._zod.def.maximum}}"`
  if (!(check instanceof z.core.$ZodCheckRegex)) return undefined
  const { flags, source } = check._zod.def.pattern
  const [, inner] = /^\^(.*)\$$/.exec(source) ?? []
  return flags === '' && inner !== undefined && isBounded(inner) ? `"${inner}"` : undefined
}

/** Plain characters, classes that name what is in them, and repetitions: no group, no choice, nothing that stands for "any other". */
function isBounded(pattern: string): boolean {
  return /^(?:[-A-Za-z0-9:=]|\\[d.]|\[[-A-Za-z0-9+/]+\]|\{[0-9,]+\}|[?+])*$/.test(pattern)
}

function objectPattern(
  form: z.core.$ZodObject,
  path: string,
  wanted: ReadonlySet<string>,
): string | undefined {
  const { shape, catchall } = form._zod.def
  const names = Object.keys(shape).sort()
  if (!(catchall instanceof z.core.$ZodNever) || !names.every((name) => /^[A-Za-z0-9]+$/.test(name)))
    return undefined
  const lastGiven = names.findLastIndex((name) => !(shape[name] instanceof z.core.$ZodOptional))
  if (lastGiven < 0) return undefined
  let text = ''
  for (const [at, name] of names.entries()) {
    const member = shape[name]
    const isOptional = member instanceof z.core.$ZodOptional
    const value =
      member && patternOf(isOptional ? member._zod.def.innerType : member, join(path, name), wanted)
    if (value === undefined) return undefined
    // The comma goes with an optional member: the one behind it, or, after the last that is always there, the one before.
    const written = `${at > lastGiven ? ',' : ''}"${name}":${value}${at < lastGiven ? ',' : ''}`
    text += isOptional ? `(?:${written})?` : written
  }
  return `\\{${text}\\}`
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

function checksOf(form: Form): readonly z.core.$ZodCheck<never>[] {
  const { checks = [] } = form._zod.def
  return form instanceof z.core.$ZodCheck ? [form, ...checks] : checks
}
