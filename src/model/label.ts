import { SourceError } from '../errors.js'
import {
  type ExhibitNumber,
  isExhibitNumber,
  isLocationNumber,
  isSealNumber,
  type LocationNumber,
  type Origin,
  type SealNumber,
} from './names.js'

// The text of a code on a bag, a seal or a shelf; docs/formats/label.md. Letters, digits and full stops alone: QR's alphanumeric
// mode holds them, and they lie on the same keys of English, Spanish, Italian and Portuguese keyboards, which `-`, `:` and `/` do not.

/** What a label can stand on. */
export type LabelledThing =
  | { readonly kind: 'exhibit'; readonly number: ExhibitNumber }
  | { readonly kind: 'seal'; readonly number: SealNumber }
  | { readonly kind: 'location'; readonly number: LocationNumber }

/** The record as it stood when a label was made: its size, and the first 48 bits of its root in lower-case hex. */
export interface LabelHead {
  readonly size: number
  readonly root: string
}

export interface Label {
  /** Which case it is of; see {@link caseIdOf}. */
  readonly caseId: string
  readonly thing: LabelledThing
  readonly head: LabelHead
}

/** What a scanned or typed text is. */
export type LabelReading =
  | { readonly kind: 'label'; readonly label: Label }
  /** A bare number typed by hand: it says of no case and of no head. */
  | { readonly kind: 'typed'; readonly thing: LabelledThing }
  /** A label in order, of another case. */
  | { readonly kind: 'foreign'; readonly label: Label }
  | { readonly kind: 'unreadable'; readonly fault: LabelFault; readonly text: string }

/** `label`: no label and no number; `label-version`: of a version not known here; `label-check`: misread, mistyped or damaged. */
export type LabelFault = 'label' | 'label-version' | 'label-check'

const version = 'CUSTODIA1'
/** Nothing that has the form of a label is as long. */
export const longestLabel = 200

const form =
  /^CUSTODIA1\.(?<caseId>[0-9A-F]{12})\.(?<letter>[A-Z])\.(?<number>[0-9.]+)\.(?<size>[1-9][0-9]{0,14})\.(?<root>[0-9A-F]{12})\.[0-9A-Z]{2}$/

/** The first 48 of the random bits in the name of a log, in lower-case hex: enough to tell cases apart, no evidence of anything. */
export function caseIdOf(origin: Origin): string {
  return origin.slice(-32, -20)
}

/** The text of a label's code. */
export function labelText({ caseId, thing, head }: Label): string {
  const [letter = '', number = ''] = thing.number.split('-')
  const stem = [version, caseId, letter, number, head.size, head.root].join('.').toUpperCase()
  return `${stem}.${checkCharacters(`${stem}.`)}`
}

/**
 * Reads what a scanner or a person typed: in either case of letters, with whatever ends the line and blanks around it.
 * @param ours ids of the case and of the field logs that belong to it
 */
export function readLabel(typed: string, ours: readonly string[]): LabelReading {
  const unreadable = (fault: LabelFault): LabelReading => ({ kind: 'unreadable', fault, text: typed })
  if (typed.length > longestLabel) return unreadable('label')
  const text = typed.replace(/^[ \t]+|[ \t\r\n]+$/g, '').replace(/[a-z]/g, (letter) => letter.toUpperCase())
  const thing = thingNamed(text)
  if (thing) return { kind: 'typed', thing }
  if (!/^CUSTODIA[0-9]/.test(text)) return unreadable('label')
  if (!/^CUSTODIA1(?![0-9])/.test(text)) return unreadable('label-version')
  if (!isChecked(text)) return unreadable('label-check')
  const label = labelIn(text)
  if (!label) return unreadable('label')
  return { kind: ours.includes(label.caseId) ? 'label' : 'foreign', label }
}

/**
 * The thing that a label or a bare number names.
 * @throws SourceError `source.refused` for a label of another case, `source.malformed` for what is no label in order
 */
export function requireLabel(typed: string, ours: readonly string[]): LabelledThing {
  const reading = readLabel(typed, ours)
  switch (reading.kind) {
    case 'label':
      return reading.label.thing
    case 'typed':
      return reading.thing
    case 'foreign': {
      const { caseId, thing } = reading.label
      const details = { number: thing.number, of: caseId, ours: ours.join(', ') }
      throw new SourceError('source.refused', { reason: 'label-case', ...details })
    }
    case 'unreadable': {
      const text = reading.text.slice(0, longestLabel)
      throw new SourceError('source.malformed', { reason: reading.fault, text })
    }
  }
}

function labelIn(text: string): Label | undefined {
  const { caseId = '', letter = '', number = '', size = '', root = '' } = form.exec(text)?.groups ?? {}
  const thing = thingNamed(`${letter}-${number}`)
  if (!thing) return undefined
  return {
    caseId: caseId.toLowerCase(),
    thing,
    head: { size: Number(size), root: root.toLowerCase() },
  }
}

/** `E-12.1`, `S-4` or `L-3`. */
export function thingNamed(text: string): LabelledThing | undefined {
  if (isExhibitNumber(text)) return { kind: 'exhibit', number: text }
  if (isSealNumber(text)) return { kind: 'seal', number: text }
  return isLocationNumber(text) ? { kind: 'location', number: text } : undefined
}

const modulus = 1271
const radix = 36
const characters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.'

/**
 * ISO/IEC 7064:2003 MOD 1271-36 with one character more, the full stop, of value 36. Weights are powers of 36, which 1271 (31 · 41)
 * shares no divisor with. A wrong character is off by d · 36^i, neighbours that changed places by 35 · d · 36^i, 0 < |d| ≤ 36: as
 * 35 · 36 < 1271, neither is ever a multiple of it.
 */
export function checkCharacters(stem: string): string {
  const check = (modulus + 1 - remainderOf(`${stem}00`)) % modulus
  return `${characters[Math.floor(check / radix)]}${characters[check % radix]}`
}

/** Whether a whole text, its two check characters last, is as {@link checkCharacters} made it. */
export function isChecked(text: string): boolean {
  return remainderOf(text) === 1
}

/** -1 where a character has no value. */
function remainderOf(text: string): number {
  let remainder = 0
  for (const character of text) {
    const value = characters.indexOf(character)
    if (value < 0) return -1
    remainder = (remainder * radix + value) % modulus
  }
  return remainder
}
