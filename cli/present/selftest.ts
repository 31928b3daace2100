import type { SelfTest, Speaker } from '../../src/index.js'
import { facts, table } from './facts.js'

/** What was asked, of what, and what was answered; then what each wrong answer was. */
export function selfTestText(speaker: Speaker, tested: SelfTest): string {
  const { say } = speaker
  const { software, sqlite, answers, passed, failed, unavailable } = tested
  const { name, version, node, openssl } = software
  const rows = answers.map(({ name: answer, source, outcome }) => ({
    answer,
    source,
    outcome: say(`selftest.${outcome}`),
  }))
  const wrong = answers.flatMap(({ name: answer, outcome, expected = '', found = '' }) =>
    outcome === 'failed' ? [say('cli.selftest.wrong', { answer, expected, found })] : [],
  )
  return [
    facts(speaker, {
      program: `${name} ${version}  ${software.package}`,
      lock: software.lock,
      node: `${node.version}  ${node.sha256}`,
      openssl: `${openssl.version}  ${openssl.sha256}`,
      sqlite,
    }),
    '',
    table(speaker, rows),
    '',
    ...wrong,
    say('cli.selftest.count', { passed, failed, unavailable }),
  ].join('\n')
}
