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
    ...findings.flatMap((each) => findingLines(speaker, each)),
    '',
    checked.signatures === 0
      ? speaker.say('cli.audit.breaks-unknown')
      : speaker.say('cli.audit.breaks', { count: breaks.length }),
    ...breaks.flatMap((each) => breakLines(speaker, each)),
    '',
    speaker.say('cli.audit.not-checked'),
    ...notChecked.map((gap) => `  - ${speaker.notChecked(gap)}`),
  ]
  return lines.join('\n')
}

function findingLines(speaker: Speaker, finding: AuditResult['findings'][number]): readonly string[] {
  const { code, subject, verdict } = finding
  const about = [speaker.subject(subject), code].filter((part) => part !== '').join('  ')
  return [`  ${marks[verdict]} ${about}`, `    ${speaker.finding(finding)}`]
}

/** The fact, where it shows, and the question on a line of its own. */
function breakLines(speaker: Speaker, found: AuditResult['breaks'][number]): readonly string[] {
  const { code, severity, exhibit, entries, seq } = found
  const { title, question } = speaker.broken(code)
  const about = [...new Set([...entries, seq])]
  const details = {
    severity: speaker.say(`severity.${severity}`),
    count: about.length,
    entries: about.map((entry) => `#${entry}`).join(', '),
    ...(exhibit === undefined ? {} : { exhibit }),
  }
  return [`  ! ${code}  ${title}`, `    ${speaker.say('cli.audit.break-at', details)}`, `    ${question}`]
}
