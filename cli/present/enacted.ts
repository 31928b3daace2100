import type { Enacted, Speaker } from '../../src/index.js'

export function enactedJson({ recorded, acts, breaks, dryRun }: Enacted) {
  return {
    dryRun,
    entries: recorded.map(({ seq, leaf, logTime }) => ({ entry: seq, leaf, logTime })),
    acts,
    breaks: breaks.map(({ code, severity, exhibit, entries }) => ({ code, severity, exhibit, entries })),
  }
}

export function enactedText(speaker: Speaker, { recorded, acts, breaks, dryRun }: Enacted): string {
  if (dryRun) return speaker.say('cli.enacted.dry')
  const lines = recorded.flatMap(({ seq, leaf }, at) => {
    const act = acts[at]
    const summary = act ? speaker.summary(act) : ''
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
