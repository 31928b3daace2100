import { displayText, type Speaker } from '../../src/index.js'

type Fact = string | number | boolean | undefined | null

function shown({ say }: Pick<Speaker, 'say'>, value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'string') return displayText(value)
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return say(value ? 'word.yes' : 'word.no')
  return Array.isArray(value) ? value.map((each) => shown({ say }, each) ?? '').join(' ') : undefined
}

/** Labels and values, one a line; what is absent is left out. */
export function facts(speaker: Speaker, values: object): string {
  const rows = Object.entries(values).flatMap(([name, value]) => {
    const text = shown(speaker, value)
    return text === undefined ? [] : [[speaker.label(name), text] as const]
  })
  const width = Math.max(0, ...rows.map(([label]) => label.length))
  return rows.map(([label, text]) => `${label.padEnd(width)}  ${text}`).join('\n')
}

/** Rows of the same shape under their labels. */
export function table(speaker: Speaker, rows: readonly Readonly<Record<string, Fact>>[]): string {
  const [first] = rows
  if (!first) return '—'
  const names = Object.keys(first)
  const cells = [
    names.map((name) => speaker.label(name)),
    ...rows.map((row) => names.map((name) => shown(speaker, row[name]) ?? '')),
  ]
  const widths = names.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
