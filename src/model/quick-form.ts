import { z } from 'zod'

type Form = z.core.$ZodType
type Check = z.core.$ZodCheck<never>
type Passes = (value: unknown) => boolean

/** Length of a value's canonical JSON when it has a form, in UTF-16 code units; -1 when that cannot be said quickly. */
type Measure = (value: unknown) => number

/**
 * A quick door before `parseCanonicalJson`, `requireIntegers` and a form's own parse, which together take several times as long.
 * Knows closed objects, lists, texts, integers, literals and choices of these. Gives the value when all three would; undefined
 * decides nothing: whoever gets it asks them.
 */
export function quickReader<Value>(form: z.ZodType<Value>): (text: string) => Value | undefined {
  const measure = measureOf(form)
  const isRead = (value: unknown, text: string): value is Value => measure(value) === text.length
  return (text) => {
    // Without an escape every string stands in the text as it is. Members are in order and as long as the text: then there is no
    // white space, no member twice, and no number in another form (those that could be as short are not measured).
    if (text.includes('\\') || loneSurrogate.test(text)) return undefined
    const value = parsed(text)
    return isRead(value, text) ? value : undefined
  }
}

const loneSurrogate = /\p{Surrogate}/u

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function measureOf(form: Form): Measure {
  const passes = checksOf(form)
  const measure = measureOfType(form)
  if (!passes) return measure
  return (value) => {
    const length = measure(value)
    return length >= 0 && passes(value) ? length : -1
  }
}

function measureOfType(form: Form): Measure {
  if (form instanceof z.core.$ZodObject) return closedObject(form)
  if (form instanceof z.core.$ZodDiscriminatedUnion) return oneOf(form)
  if (form instanceof z.core.$ZodArray) return list(form)
  if (form instanceof z.core.$ZodLiteral) return among(form._zod.def.values)
  if (form instanceof z.core.$ZodEnum) return among(Object.values(form._zod.def.entries))
  if (form instanceof z.core.$ZodString && !form._zod.def.coerce) return textLength
  if (form instanceof z.core.$ZodCustom) return textLength
  if (form instanceof z.core.$ZodNumber && !form._zod.def.coerce) return integerLength
  if (form instanceof z.core.$ZodBoolean && !form._zod.def.coerce) return booleanLength
  return never
}

const never: Measure = () => -1

function textLength(value: unknown): number {
  return typeof value === 'string' ? value.length + 2 : -1
}

function booleanLength(value: unknown): number {
  return typeof value === 'boolean' ? (value ? 4 : 5) : -1
}

/** `100` may also be written `1e2`, which is as short: not so what does not end in two zeros. */
function integerLength(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return -1
  if (value >= 0 && value < 10) return 1
  return value % 100 === 0 ? -1 : String(value).length
}

function among(values: readonly unknown[]): Measure {
  const lengths = new Map(values.map((value) => [value, lengthOf(value)]))
  const [only] = values
  const length = lengthOf(only)
  if (values.length === 1) return (value) => (value === only ? length : -1)
  return (value) => lengths.get(value) ?? -1
}

function lengthOf(value: unknown): number {
  return Math.max(textLength(value), integerLength(value), booleanLength(value))
}

function list(form: z.core.$ZodArray): Measure {
  const measure = measureOf(form._zod.def.element)
  return (value) => {
    if (!Array.isArray(value)) return -1
    let length = 2 + Math.max(0, value.length - 1)
    for (const member of value) {
      const own = measure(member)
      if (own < 0) return -1
      length += own
    }
    return length
  }
}

/** Members come in the order of their names, as in canonical JSON. */
function closedObject(form: z.core.$ZodObject): Measure {
  const { shape, catchall } = form._zod.def
  if (!(catchall instanceof z.core.$ZodNever)) return never
  const members = Object.entries(shape)
    .map(([name, member]) => ({
      name,
      measure: measureOf(withoutOptional(member)),
      isOptional: member instanceof z.core.$ZodOptional,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return (value) => {
    if (!isRecord(value)) return -1
    let at = 0
    // Braces, and one comma fewer than there are members.
    let length = 1
    for (const name of Object.keys(value)) {
      let member = members[at]
      while (member?.isOptional && member.name !== name) {
        at += 1
        member = members[at]
      }
      const own = member?.name === name ? member.measure(value[name]) : -1
      if (own < 0) return -1
      length += name.length + 4 + own
      at += 1
    }
    for (; at < members.length; at += 1) if (!members[at]?.isOptional) return -1
    return Math.max(length, 2)
  }
}

function oneOf(form: z.core.$ZodDiscriminatedUnion): Measure {
  const { discriminator, options } = form._zod.def
  const measures = new Map<unknown, Measure>()
  for (const option of options) {
    const tag = option instanceof z.core.$ZodObject ? option._zod.def.shape[discriminator] : undefined
    if (!(tag instanceof z.core.$ZodLiteral)) return never
    for (const value of tag._zod.def.values) measures.set(value, measureOf(option))
  }
  return (value) => (isRecord(value) ? (measures.get(value[discriminator])?.(value) ?? -1) : -1)
}

/** In the order in which the form makes its checks; undefined when it makes none. */
function checksOf(form: Form): Passes | undefined {
  const { checks = [] } = form._zod.def
  const own = form instanceof z.core.$ZodCheck ? [form] : []
  const [first, second, ...others] = [...own, ...checks].map(passing)
  if (!first || !second) return first
  return (value) => first(value) && second(value) && others.every((passes) => passes(value))
}

function passing(check: Check): Passes {
  if (check instanceof z.core.$ZodCheckMinLength) return lengthWithin(check._zod.def.minimum, Infinity)
  if (check instanceof z.core.$ZodCheckMaxLength) return lengthWithin(0, check._zod.def.maximum)
  if (check._zod.def.when !== undefined) return () => false
  if (check instanceof z.core.$ZodCheckRegex) return matches(check._zod.def.pattern)
  if (check instanceof z.core.$ZodCustom) {
    const { fn } = check._zod.def
    return (value) => fn(value) === true
  }
  if (check instanceof z.core.$ZodCheckNumberFormat && check._zod.def.format === 'safeint')
    return (value) => Number.isSafeInteger(value)
  if (check instanceof z.core.$ZodCheckGreaterThan && check._zod.def.inclusive) {
    const { value: least } = check._zod.def
    return (value) => typeof value === 'number' && value >= Number(least)
  }
  if (check instanceof z.core.$ZodCheckLessThan && check._zod.def.inclusive) {
    const { value: most } = check._zod.def
    return (value) => typeof value === 'number' && value <= Number(most)
  }
  return () => false
}

function lengthWithin(least: number, most: number): Passes {
  return (value) =>
    (typeof value === 'string' || Array.isArray(value)) && value.length >= least && value.length <= most
}

function matches(pattern: RegExp): Passes {
  if (pattern.global || pattern.sticky) return () => false
  return (value) => typeof value === 'string' && pattern.test(value)
}

function withoutOptional(form: Form): Form {
  return form instanceof z.core.$ZodOptional ? form._zod.def.innerType : form
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
