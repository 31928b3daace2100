import type { AgeLaw } from '../../src/laws/law.js'
import { type CalendarDay, type DayRange, dayAfter } from '../../src/model/calendar-day.js'

type Convention = 'february-28' | 'march-1'

/** The slow way: every day of birth against every day of the facts, one birthday after another. Codes of bands, youngest first. */
export function slowBands(
  law: AgeLaw,
  born: DayRange,
  facts: DayRange,
): { codes: string[]; disputed: boolean } {
  const conventions: readonly Convention[] =
    law.leapBirthday === 'undecided' ? ['february-28', 'march-1'] : [law.leapBirthday]
  const found = conventions.map((convention) => {
    const ages = new Set<number>()
    for (const birth of daysOf(born))
      for (const day of daysOf(facts)) if (birth <= day) ages.add(birthdaysBy(convention, birth, day))
    return codesOf(law, ages)
  })
  const all = codesInOrder(law).filter((code) => found.some((codes) => codes.includes(code)))
  return { codes: all, disputed: new Set(found.map((codes) => codes.join())).size > 1 }
}

export function daysOf({ first, last }: DayRange): CalendarDay[] {
  const days: CalendarDay[] = []
  for (let day = first; day <= last; day = dayAfter(day, 1)) days.push(day)
  return days
}

function birthdaysBy(convention: Convention, birth: CalendarDay, day: CalendarDay): number {
  let count = 0
  for (let year = Number(birth.slice(0, 4)) + 1; birthday(convention, birth, year) <= day; year += 1)
    count += 1
  return count
}

function birthday(convention: Convention, birth: CalendarDay, year: number): string {
  const wanted = `${year}-${birth.slice(5)}`
  const exists = new Date(`${wanted}T00:00:00Z`).toISOString().startsWith(wanted)
  return exists ? wanted : `${year}-${convention === 'february-28' ? '02-28' : '03-01'}`
}

function codeOf(law: AgeLaw, age: number): string {
  const [first = 0, ...more] = law.limits.map((limit) => limit.years)
  if (age < first) return `<${first}`
  const at = [first, ...more].findLast((limit) => limit <= age) ?? first
  const next = [first, ...more].find((limit) => limit > age)
  if (next === undefined) return `${at}+`
  return next - at === 1 ? `${at}` : `${at}-${next - 1}`
}

function codesInOrder(law: AgeLaw): string[] {
  return [...new Set(Array.from({ length: 130 }, (_, age) => codeOf(law, age)))]
}

function codesOf(law: AgeLaw, ages: ReadonlySet<number>): string[] {
  const codes = new Set([...ages].map((age) => codeOf(law, age)))
  return codesInOrder(law).filter((code) => codes.has(code))
}
