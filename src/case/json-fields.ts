import type { Json } from '../encoding/canonical-json.js'

/** One text of an opened value, e.g. `text` of `{"text": "…"}`. */
export function field(value: Json | undefined, name: string): string | undefined {
  const found = isObject(value) ? value[name] : undefined
  return typeof found === 'string' ? found : undefined
}

export function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The texts in opened values, for whoever is about to sign for them. */
export function textsIn(values: readonly Json[]): readonly string[] {
  return values
    .flatMap((value) => (isObject(value) ? Object.values(value) : []))
    .filter((each) => typeof each === 'string')
}
