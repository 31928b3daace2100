import type { AuditResult, Speaker } from '../../src/index.js'

/** The contract of `verify --json`. */
export function auditJson(speaker: Speaker, result: AuditResult) {
  const { verdict, checked, findings, coverage, breaks, notChecked, head, genesis, scope, seconds } = result
  return {
    verdict,
    checked,
    findings: findings.map((each) => ({
      code: each.code,
      verdict: each.verdict,
      subject: each.subject,
      explanation: speaker.finding(each),
    })),
    coverage,
    breaks: breaks.map(({ code, severity, exhibit, entries, seq }) => ({
      code,
      severity,
      exhibit,
      entries: [...entries, seq],
      question: speaker.broken(code).question,
    })),
    notChecked: notChecked.map((gap) => ({
      what: gap.what,
      why: gap.why,
      explanation: speaker.notChecked(gap),
    })),
    head,
    genesis,
    scope,
    seconds,
  }
}

const marks = { confirmed: '+', contradicted: 'X', unchecked: '?' } as const

export function auditText(speaker: Speaker, result: AuditResult): string {
  const { verdict, checked, findings, coverage, breaks, notChecked, head, genesis = '' } = result
  const lines = [
    speaker.say('cli.audit.verdict', { verdict: speaker.say(`verdict.${verdict}`).toUpperCase() }),
    speaker.say(`verdict.${verdict}.meaning`),
    speaker.say('cli.audit.checked', { ...checked, seconds: result.seconds }),
    speaker.say('cli.audit.head', { ...head, genesis }),
    speaker.say('cli.audit.coverage', { covered: coverage.coveredUpTo, size: coverage.size }),
    '',
    speaker.say('cli.audit.findings'),
    ...findings.map(
      (each) =>
        `  ${marks[each.verdict]} ${speaker.subject(each.subject)}: ${speaker.finding(each)} (${each.code})`,
    ),
    '',
    speaker.say('cli.audit.breaks', { count: breaks.length }),
    ...breaks.map((each) => {
      const { title, question } = speaker.broken(each.code)
      const where = ['!', `#${each.seq}`, each.exhibit, each.code].filter(Boolean).join(' ')
      return `  ${where} (${speaker.say(`severity.${each.severity}`)}): ${title}. ${question}`
    }),
    '',
    speaker.say('cli.audit.not-checked'),
    ...notChecked.map((gap) => `  - ${speaker.notChecked(gap)}`),
  ]
  return lines.join('\n')
}
