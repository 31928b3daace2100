import { UsageError } from '../errors.js'

export const languages = ['es', 'en'] as const
export type Language = (typeof languages)[number]

/**
 * The language to speak: what `--lang` says, else the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set (POSIX order): Spanish
 * for the Spanish language or for Spain, English otherwise.
 * @throws UsageError `usage.argument` when the option names another language
 */
export function languageOf(
  option: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  if (option !== undefined) return languageNamed(option)
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || ''
  return /^es(?![a-z])|^[a-z]{2,3}_ES\b/.test(locale) ? 'es' : 'en'
}

function languageNamed(option: string): Language {
  const found = languages.find((each) => each === option)
  if (found) return found
  throw new UsageError('usage.argument', { what: '--lang', text: option, reason: 'language' })
}
