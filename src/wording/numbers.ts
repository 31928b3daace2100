import type { Language } from './language.js'

/** English groups with a comma; Spanish with a no-break space and only from five digits on (Ortografía de la RAE, 2010). */
export function countText(count: number, lang: Language): string {
  const digits = String(count)
  if (!/^\d+$/.test(digits) || (lang === 'es' && digits.length < 5)) return digits
  return digits.replace(/\B(?=(\d{3})+$)/g, lang === 'es' ? '\u00a0' : ',')
}

const steps = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB']

/** The exact number of bytes, and from 1024 on its size in powers of 1024 (IEC 80000-13) with two decimals. */
export function bytesText(bytes: number, lang: Language): string {
  const exact = `${countText(bytes, lang)}\u00a0${bytes === 1 ? 'byte' : 'bytes'}`
  if (bytes < 1024) return exact
  const step = Math.min(Math.floor(Math.log2(bytes) / 10), steps.length)
  const rounded = (bytes / 1024 ** step).toFixed(2)
  return `${exact} (${lang === 'es' ? rounded.replace('.', ',') : rounded}\u00a0${steps[step - 1]})`
}
