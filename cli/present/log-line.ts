import type { LogLine, Speaker } from '../../src/index.js'

export function logLineJson(line: LogLine) {
  const { entry, leaf, logTime, act, exhibits, breaks, holders, field } = line
  const { corrections, annulledBy, explained } = line
  return {
    entry,
    leaf,
    logTime,
    exhibits,
    holders,
    breaks: breaks.map(({ code, severity, exhibit, entries }) => ({ code, severity, exhibit, entries })),
    ...(field ? { field } : {}),
    ...(corrections ? { corrections } : {}),
    ...(annulledBy === undefined ? {} : { annulledBy }),
    ...(explained ? { explained } : {}),
    act,
  }
}

/** Says line after line of a log: what an answer is about stands in the offer before it. */
export function logTeller(speaker: Speaker): (line: LogLine) => string {
  const offerOf = offersBefore()
  return (line) => logLineText(speaker, line, offerOf(line))
}

/** The same for what the acts alone say, in one line each. */
export function actTeller(speaker: Speaker): (line: LogLine) => string {
  const offerOf = offersBefore()
  return (line) => speaker.summary(line.act, offerOf(line))
}

/** The offer that a line answers, from the lines that were asked about before it. */
function offersBefore(): (line: LogLine) => OfferFacts | undefined {
  const offers = new Map<string, OfferFacts>()
  return ({ entry, leaf, act }) => {
    if (act.kind === 'transfer.offer') {
      const { exhibits, from, to } = act
      offers.set(leaf, { entry, exhibits, from, to })
    }
    return 'offer' in act ? offers.get(act.offer) : undefined
  }
}

interface OfferFacts {
  readonly entry: number
  readonly exhibits: readonly string[]
  readonly from: string
  readonly to: string
}

function logLineText(speaker: Speaker, line: LogLine, offer: OfferFacts | undefined): string {
  const { entry, logTime, act, breaks, exhibits, holders, field } = line
  const held = exhibits.map((exhibit) => `${exhibit}→${holders[exhibit] ?? '?'}`).join(' ')
  const lines = [`#${entry}  ${logTime}  ${speaker.summary(act, offer)}${held === '' ? '' : `  (${held})`}`]
  if (field) lines.push(`  ${speaker.say('cli.log.field', field)}`)
  if (act.late) lines.push(`  ${speaker.say('cli.preview.at', { at: speaker.stated(act.at) })}`)
  for (const party of act.parties) lines.push(`    ${speaker.signature(party)}`)
  for (const { code, details } of breaks) {
    lines.push(`    ! ${code}: ${speaker.broken(code, details).title}`)
    lines.push(...explainedText(speaker, line.explained?.[code]).map((text) => `      ${text}`))
  }
  lines.push(...amendmentTexts(speaker, line).map((text) => `    ~ ${text}`))
  return lines.join('\n')
}

/** What later entries make of this one: both readings of what was corrected, and that it was annulled. */
export function amendmentTexts(
  speaker: Speaker,
  { corrections = [], annulledBy }: LogLine,
): readonly string[] {
  const { say } = speaker
  return [
    ...corrections.map(({ entry, field, was = '?', becomes = '?' }) =>
      say('amended.corrected', { entry, field: say(`correctable.${field}`), was, becomes }),
    ),
    ...(annulledBy === undefined ? [] : [say('amended.annulled', { entry: annulledBy })]),
  ]
}

/** Which entries say something about a break. It stays a break. */
export function explainedText(
  { say }: Pick<Speaker, 'say'>,
  entries: readonly number[] = [],
): readonly string[] {
  if (entries.length === 0) return []
  const named = entries.map((entry) => `#${entry}`).join(', ')
  return [say('amended.explained', { count: entries.length, entries: named })]
}
