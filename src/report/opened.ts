import { canonicalJson, type Json } from '../encoding/canonical-json.js'
import type { CommittedField } from '../model/field.js'
import type { Dossier } from './dossier.js'

/**
 * The value behind a commitment, as it is, so hostile: it goes through `say` or `displayText` before it is shown. Undefined where
 * this report may not show it. `{"text": …}` and `{"number": …}` stand for their only member; other shapes become JSON.
 */
export function openedText({ facts }: Dossier, field: CommittedField | undefined): string | undefined {
  const value = field && facts.opened(field.c)
  return value === undefined ? undefined : valueText(value)
}

/** Members of an opened object by name, values as {@link openedText} gives them. */
export function openedMembers(
  { facts }: Dossier,
  field: CommittedField | undefined,
): readonly { readonly name: string; readonly text: string }[] {
  const value = field && facts.opened(field.c)
  if (!isObject(value)) return []
  return Object.entries(value).map(([name, member]) => ({ name, text: valueText(member) }))
}

function valueText(value: Json): string {
  if (typeof value === 'string') return value
  if (isObject(value)) {
    const [[name, member] = [], another] = Object.entries(value)
    if (!another && (name === 'text' || name === 'number') && typeof member === 'string') return member
  }
  return canonicalJson(value)
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
