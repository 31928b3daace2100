import type { OfferView, Preview, Speaker } from '../../src/index.js'

/** What is about to be signed: the acts in one line each, when they happened, who holds what, the breaks; in a dry run the exact text. */
export function previewText(
  preview: Preview,
  speaker: Speaker,
  dryRun: boolean,
  offers: ReadonlyMap<string, OfferView>,
): string {
  const lines = [speaker.say(dryRun ? 'cli.preview.dry' : 'cli.preview.title')]
  for (const act of preview.acts) {
    const offer = 'offer' in act ? offers.get(act.offer) : undefined
    lines.push(
      `  ${speaker.summary(act, offer)}`,
      speaker.say('cli.preview.at', { at: speaker.stated(act.at) }),
    )
  }
  for (const text of preview.said) lines.push(speaker.say('cli.preview.said', { text }))
  for (const { exhibit, holder, next } of preview.holders) {
    const passes = next === undefined || next === holder ? {} : { next }
    if (holder !== undefined) lines.push(speaker.say('cli.preview.holder', { exhibit, holder, ...passes }))
  }
  if (preview.newGenesis !== undefined)
    lines.push(speaker.say('cli.preview.genesis', { genesis: preview.newGenesis }))
  for (const { code, exhibit } of preview.breaks) {
    const repeated = preview.breaks.filter((other) => other.code === code).length > 1
    const which = repeated && exhibit !== undefined ? { exhibit } : {}
    lines.push(speaker.say('cli.preview.break', { code, title: speaker.broken(code).title, ...which }))
  }
  if (dryRun) lines.push(...preview.texts.map((text) => text.trimEnd()))
  return lines.join('\n')
}
