import type { ExhibitView, Speaker } from '../../src/index.js'

export function exhibitRow(speaker: Speaker, exhibit: ExhibitView) {
  return {
    exhibit: exhibit.number,
    category: speaker.say(`category.${exhibit.category}`),
    holder: exhibit.holder,
    custody: custodyText(speaker, exhibit),
    seal: sealText(speaker, exhibit),
    integrity: integrityText(speaker, exhibit),
    legal: legalText(speaker, exhibit),
  }
}

export function exhibitFacts(speaker: Speaker, exhibit: ExhibitView) {
  const { description, serial, label, quantity, parent, entries, identifiers } = exhibit
  const others = identifiers.filter(({ is }) => is !== 'serial' && is !== 'label')
  return {
    ...exhibitRow(speaker, exhibit),
    quantity,
    parent,
    description,
    serial,
    label,
    identifiers: others
      .map(({ is, text = '' }) => speaker.say('identifier.of', { is: speaker.say(`identifier.${is}`), text }))
      .join('; '),
    entries: entries.join(' '),
  }
}

function custodyText(speaker: Speaker, { custody, holder = '' }: ExhibitView): string {
  const { kind } = custody
  return kind === 'inside'
    ? speaker.say('custody.inside', { of: custody.of, by: holder })
    : speaker.say(`custody.${kind}`, { ...custody })
}

function sealText(speaker: Speaker, { seal, seals }: ExhibitView): string {
  const numbers = seals
    .map((each) => (each.number === undefined ? each.seal : `${each.seal} (${each.number})`))
    .join(', ')
  return speaker.say(`seal-state.${seal.kind}`, { seals: numbers })
}

function integrityText(speaker: Speaker, { integrity }: ExhibitView): string {
  const acquisitions = ('acquisition' in integrity ? integrity.acquisition : undefined) ?? ''
  const entry = 'entry' in integrity ? integrity.entry : ''
  return speaker.say(`integrity.${integrity.kind}`, { acquisitions, entry })
}

function legalText(speaker: Speaker, { legal }: ExhibitView): string {
  const { kind, authorizations, hold = '' } = legal
  return speaker.say(`legal.${kind}`, { authorizations: authorizations.join(', '), entry: hold })
}
