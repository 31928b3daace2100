import type { Finding } from '../../audit/finding.js'
import { type Block, type Cell, line } from '../block.js'
import type { Dossier } from '../dossier.js'
import type { Section } from '../section.js'

/** Every finding with its verdict, contradictions first. */
export const verification: Section = {
  id: 'verification',
  title: 'report.verification.title',
  compose(dossier) {
    const { audit, speaker } = dossier
    const { verdict, findings } = audit
    const result = {
      kind: 'notice',
      tone: verdict,
      title: speaker.say('report.verification.result', { verdict: speaker.say(`verdict.${verdict}`) }),
      text: speaker.say(`verdict.${verdict}.meaning`),
    } as const
    if (findings.length === 0)
      return [result, { kind: 'paragraph', text: speaker.say('report.verification.none') }]
    return [
      result,
      {
        kind: 'table',
        caption: speaker.say('report.verification.caption', { findings: findings.length }),
        columns: [
          { title: speaker.say('report.verification.verdict'), width: 15 },
          { title: speaker.say('report.verification.subject'), width: 20 },
          { title: speaker.say('report.verification.explanation'), width: 65 },
        ],
        rows: sorted(findings).map((finding) => row(dossier, finding)),
      },
      ...verifiers(dossier),
    ]
  },
}

/** Which programs the record names for whoever verifies a disclosure: a report is a way for the digest to come from outside. */
function verifiers({ audit, speaker }: Dossier): readonly Block[] {
  return audit.steps.flatMap(({ act, seq }) => {
    if (act.kind !== 'disclosure.record') return []
    const { page, program } = act.verifier
    return [
      { kind: 'paragraph', text: speaker.say('report.verification.verifier', { entry: seq, program, page }) },
    ] as const
  })
}

const order = ['contradicted', 'unchecked', 'confirmed'] as const

function sorted(findings: readonly Finding[]): readonly Finding[] {
  return order.flatMap((verdict) => findings.filter((each) => each.verdict === verdict))
}

function row({ speaker }: Dossier, finding: Finding): readonly Cell[] {
  const { verdict, subject, code } = finding
  return [
    [{ text: speaker.say(`verdict.${verdict}`), form: 'strong', tone: verdict }],
    line(speaker.subject(subject)),
    [{ text: speaker.finding(finding) }, { text: code, form: 'quiet' }],
  ]
}
