import type { LogLine, Speaker } from '../../src/index.js'

export function logLineJson({ entry, leaf, logTime, act, exhibits, breaks, holders }: LogLine) {
  return {
    entry,
    leaf,
    logTime,
    exhibits,
    holders,
    breaks: breaks.map(({ code, severity, exhibit, entries }) => ({ code, severity, exhibit, entries })),
    act,
  }
}

export function logLineText(
  speaker: Speaker,
  { entry, logTime, act, breaks, exhibits, holders }: LogLine,
): string {
  const held = exhibits.map((exhibit) => `${exhibit}→${holders[exhibit] ?? '?'}`).join(' ')
  const lines = [`#${entry}  ${logTime}  ${speaker.summary(act)}${held === '' ? '' : `  (${held})`}`]
  for (const party of act.parties) lines.push(`    ${speaker.signature(party)}`)
  for (const { code } of breaks) lines.push(`    ! ${code} ${speaker.broken(code).title}`)
  return lines.join('\n')
}
