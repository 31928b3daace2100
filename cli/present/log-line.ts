import type { LogLine, Speaker } from '../../src/index.js'

export function logLineJson({ entry, leaf, logTime, act, exhibits, breaks, holders, field }: LogLine) {
  return {
    entry,
    leaf,
    logTime,
    exhibits,
    holders,
    breaks: breaks.map(({ code, severity, exhibit, entries }) => ({ code, severity, exhibit, entries })),
    ...(field ? { field } : {}),
    act,
  }
}

/** Says line after line of a log: what an answer is about stands in the offer before it. */
export function logTeller(speaker: Speaker): (line: LogLine) => string {
  const offers = new Map<string, OfferFacts>()
  return (line) => {
    const { entry, leaf, act } = line
    if (act.kind === 'transfer.offer') {
      const { exhibits, from, to } = act
      offers.set(leaf, { entry, exhibits, from, to })
    }
    return logLineText(speaker, line, 'offer' in act ? offers.get(act.offer) : undefined)
  }
}

interface OfferFacts {
  readonly entry: number
  readonly exhibits: readonly string[]
  readonly from: string
  readonly to: string
}

function logLineText(
  speaker: Speaker,
  { entry, logTime, act, breaks, exhibits, holders, field }: LogLine,
  offer: OfferFacts | undefined,
): string {
  const held = exhibits.map((exhibit) => `${exhibit}→${holders[exhibit] ?? '?'}`).join(' ')
  const lines = [`#${entry}  ${logTime}  ${speaker.summary(act, offer)}${held === '' ? '' : `  (${held})`}`]
  if (field) lines.push(`  ${speaker.say('cli.log.field', field)}`)
  if (act.late) lines.push(`  ${speaker.say('cli.preview.at', { at: speaker.stated(act.at) })}`)
  for (const party of act.parties) lines.push(`    ${speaker.signature(party)}`)
  for (const { code } of breaks) lines.push(`    ! ${code}: ${speaker.broken(code).title}`)
  return lines.join('\n')
}
