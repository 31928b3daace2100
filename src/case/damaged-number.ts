import type { IdentifierKind } from '../model/vocabulary.js'

// What a spreadsheet does to long numbers: it keeps 15 digits, drops zeros in front and writes powers of ten. Each of these can be
// seen; none can be undone, so the number has to be read on the thing again.

/** Named like the rules in the catalogues, `batch-rule.*`. */
export type NumberDamage = 'scientific' | 'rounded' | 'lost-zero' | 'imei' | 'iccid'

const digitsKept = 15
const numeric: ReadonlySet<IdentifierKind> = new Set<IdentifierKind>([
  'serial',
  'imei',
  'iccid',
  'mac',
  'bag',
])

/** What shows that a number is not the one on the thing, if anything does. */
export function damageTo(is: IdentifierKind, text: string): NumberDamage | undefined {
  if (!numeric.has(is)) return undefined
  if (/^[0-9](?:[.,][0-9]+)?E[+-]?[0-9]{1,3}$/i.test(text)) return 'scientific'
  if (is === 'imei') return damageToImei(text.replace(/[ ./-]/g, ''))
  // As many digits as a spreadsheet keeps, and nothing but zeros after them.
  if (/^[0-9]{17,}$/.test(text) && /^0+$/.test(text.slice(digitsKept))) return 'rounded'
  // ITU-T E.118: 89, then up to 20 digits in all.
  if (is === 'iccid' && !/^89[0-9]{16,18}F?$/i.test(text.replace(/ /g, ''))) return 'iccid'
  return undefined
}

/** 15 digits, the last of them a check digit (3GPP TS 23.003, Luhn); or 14 without it; or 16 with the software version. */
function damageToImei(text: string): NumberDamage | undefined {
  if (!/^[0-9]{13,16}$/.test(text)) return 'imei'
  if (text.length === 15) return isLuhn(text) ? undefined : 'imei'
  if (text.length === 14) return isLuhn(`0${text}`) ? 'lost-zero' : undefined
  return text.length === 16 ? undefined : 'lost-zero'
}

function isLuhn(digits: string): boolean {
  let sum = 0
  for (const [at, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1)
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}
