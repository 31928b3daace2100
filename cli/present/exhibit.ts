import type { ExhibitView, Speaker } from '../../src/index.js'

export function exhibitRow(speaker: Speaker, exhibit: ExhibitView) {
  return {
    exhibit: exhibit.number,
    category: speaker.say(`category.${exhibit.category}`),
    holder: exhibit.holder,
    custody: custodyText(speaker, exhibit),
    seal: sealText(speaker, exhibit),
    integrity: integrityText(speaker, exhibit),
  }
}

export function exhibitFacts(speaker: Speaker, exhibit: ExhibitView) {
  const { description, serial, label, quantity, parent, entries } = exhibit
  return {
    ...exhibitRow(speaker, exhibit),
    quantity,
    parent,
    description,
    serial,
    label,
    entries: entries.join(' '),
  }
}

function custodyText(speaker: Speaker, { custody, holder = '' }: ExhibitView): string {
  switch (custody.kind) {
    case 'held':
      return speaker.say('custody.held', { by: custody.by })
    case 'in-transit':
      return speaker.say('custody.in-transit', { by: custody.by, to: custody.to })
    case 'inside':
      return speaker.say('custody.inside', { of: custody.of, by: holder })
  }
}

function sealText(speaker: Speaker, { seal, seals }: ExhibitView): string {
  const numbers = seals
    .map((each) => (each.number === undefined ? each.seal : `${each.seal} (${each.number})`))
    .join(', ')
  return speaker.say(`seal-state.${seal.kind}`, { seals: numbers })
}

function integrityText(speaker: Speaker, { integrity }: ExhibitView): string {
  const acquisitions = integrity.kind === 'acquired' ? integrity.acquisition : ''
  return speaker.say(`integrity.${integrity.kind}`, { acquisitions })
}
