import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { allBreaks, allStanding } from '../../src/custody/breaks/all.js'
import type { Severity } from '../../src/custody/breaks/rule.js'
import { speakerFor } from '../../src/wording/speak.js'
import { askedQuestions, tracks } from './break-tables.js'

const head = `# Breaks

Made from the rules in \`src/custody/breaks/\` (\`UPDATE_BREAKS=1 npx vitest run --project fast test/breaks-page.test.ts\`); not edited by hand.

A break is a fact that the record shows and a question that a court would ask about it. What follows from it is law, and no part of this
program. Each is drawn from the record alone, by one rule, the same live and in court; a signed observation (\`observation.record\`) can
explain it, and never takes it away. Severities: \`docs/claims.md\`.

**Live** says what happens while the act is being made: *stops the act* unless it is signed with \`--despite <code>\` and a reason; *recorded*
with the act; or shown by the record *as it stands*, at its newest log time, because something has not happened.
`

interface Row {
  readonly code: string
  readonly severity: Severity
  readonly live: string
}

/** `docs/breaks.md`, whole. */
export async function breaksPage(rules: string): Promise<string> {
  const says = await whenTheyShow(rules)
  const rows: readonly Row[] = [
    ...allBreaks.map(({ code, severity, live }) => ({
      code,
      severity,
      live: live === 'refuse' ? 'stops the act' : 'recorded',
    })),
    ...allStanding.map(({ code, severity }) => ({ code, severity, live: 'as it stands' })),
  ]
  return [
    head,
    '## The rules\n',
    ...table(
      ['code', 'severity', 'live', 'shows when', 'español', 'English'],
      rows.map(({ code, severity, live }) => [
        `\`${code}\``,
        severity,
        live,
        says.get(code) ?? '',
        wordsOf('es', code),
        wordsOf('en', code),
      ]),
    ),
    '\n## What covers each question\n',
    'Codes that the field asks for, and what answers here: a rule above, a finding of `verify` (`finding …`), or a refusal (`refusal …`), which keeps the act out of the record.\n',
    ...table(
      ['asked', 'covered by', 'note'],
      askedQuestions.map(({ asked, rules: by, findings = [], refusals = [], note = '' }) => [
        asked,
        [
          ...by.map((code) => `\`${code}\``),
          ...findings.map((code) => `finding \`${code}\``),
          ...refusals.map((code) => `refusal \`${code}\``),
        ].join(', '),
        note,
      ]),
    ),
    '\n## What moves the tracks\n',
    'What happens to a thing, the kind of act that says so, and what guards it. What has no meaning is refused; what may really have happened is a break.\n',
    ...table(
      ['event', 'act', 'from', 'to', 'refused', 'breaks'],
      tracks.map(({ event, acts, from, to, refused = '', breaks }) => [
        event,
        acts.map((kind) => `\`${kind}\``).join(', '),
        from,
        to,
        refused,
        breaks.map((code) => `\`${code}\``).join(', '),
      ]),
    ),
    '\nWhat has left for good accepts observations, corrections and annulments; everything else about it is `TERMINAL-MOVED`. A part that has not been taken out is wherever its whole is.\n',
  ].join('\n')
}

/** What each rule's own comment says, by its code. */
export async function whenTheyShow(folder: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (const name of (await readdir(folder)).filter((each) => each.endsWith('.ts')).sort()) {
    const source = await readFile(join(folder, name), 'utf8')
    const exported =
      /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport const \w+(?:: \w+ = \{\n {2}code: | = \w+\()'([A-Z0-9-]+)'/g
    for (const [, comment = '', code = ''] of source.matchAll(exported)) {
      const text = comment
        .replace(/^\s*\* ?/gm, '')
        .replace(/\s+/g, ' ')
        .trim()
      found.set(code, text)
    }
  }
  return found
}

function wordsOf(lang: 'es' | 'en', code: string): string {
  const { title, question } = speakerFor(lang).broken(code)
  return `**${title}.** ${question}`
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((each) => each.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)]
}
