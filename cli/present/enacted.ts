import type { Enacted, OfferView, Speaker } from '../../src/index.js'

export function enactedJson({ recorded, acts, breaks, dryRun }: Enacted) {
  return {
    dryRun,
    entries: recorded.map(({ seq, leaf, logTime }) => ({ entry: seq, leaf, logTime })),
    acts,
    breaks: breaks.map(({ code, severity, exhibit, entries }) => ({ code, severity, exhibit, entries })),
  }
}

/** @param offers by leaf hash, for acts that answer one */
export function enactedText(
  speaker: Speaker,
  { recorded, acts, breaks, dryRun }: Enacted,
  offers: ReadonlyMap<string, OfferView> = new Map(),
): string {
  if (dryRun) return speaker.say('cli.enacted.dry')
  const lines = recorded.flatMap(({ seq, leaf }, at) => {
    const act = acts[at]
    const offer = act && 'offer' in act ? offers.get(act.offer) : undefined
    const summary = act ? speaker.summary(act, offer) : ''
    return [
      speaker.say('cli.enacted.recorded', { entry: seq, summary }),
      speaker.say('cli.enacted.receipt', { leaf }),
    ]
  })
  for (const { code, exhibit = '' } of breaks) {
    lines.push(speaker.say('cli.enacted.break', { code, exhibit, title: speaker.broken(code).title }))
  }
  return lines.join('\n')
}
