import { spawnSync } from 'node:child_process'

/** One command of a console transcript, with what it is said to print. */
export interface TranscriptStep {
  readonly command: string
  readonly output: string
}

const prompt = '$ '
const continuation = '> '

/** Commands in the ```console blocks of a Markdown text: `$ ` begins one, `> ` goes on with it, all else is output. */
export function transcriptOf(markdown: string): readonly TranscriptStep[] {
  const steps: { command: string[]; output: string[] }[] = []
  for (const block of markdown.matchAll(/^```console\n(.*?)^```$/gms)) {
    for (const line of block[1]?.split('\n').slice(0, -1) ?? []) {
      const last = steps.at(-1)
      if (line.startsWith(prompt)) steps.push({ command: [line.slice(prompt.length)], output: [] })
      else if (line.startsWith(continuation) && last?.output.length === 0)
        last.command.push(line.slice(continuation.length))
      else if (last) last.output.push(line)
      else throw new Error(`output before any command: ${line}`)
    }
  }
  return steps.map(({ command, output }) => ({ command: command.join('\n'), output: output.join('\n') }))
}

/** The text with these outputs under its commands, in the order of {@link transcriptOf}. */
export function withOutputs(markdown: string, steps: readonly TranscriptStep[]): string {
  let next = 0
  return markdown.replace(/^```console\n(.*?)^```$/gms, (_block, body: string) => {
    const count = transcriptOf(`\`\`\`console\n${body}\`\`\``).length
    const shown = steps.slice(next, next + count).map(({ command, output }) => {
      const lines = [
        prompt + command.replaceAll('\n', `\n${continuation}`),
        ...(output === '' ? [] : [output]),
      ]
      return `${lines.join('\n')}\n`
    })
    next += count
    return `\`\`\`console\n${shown.join('')}\`\`\``
  })
}

/** Runs the commands one after another in one shell, and returns what each printed, standard error included. */
export function runTranscript(
  steps: readonly TranscriptStep[],
  folder: string,
  environment: NodeJS.ProcessEnv,
): readonly TranscriptStep[] {
  const mark = '\u001e'
  const script = ['exec 2>&1', ...steps.map(({ command }) => `printf '\\036'\n${command}`)].join('\n')
  const { error, stdout } = spawnSync('bash', ['--noprofile', '--norc', '-s'], {
    cwd: folder,
    env: environment,
    input: `${script}\n`,
    encoding: 'utf8',
  })
  if (error) throw error
  const outputs = stdout.split(mark).slice(1)
  return steps.map(({ command }, at) => ({
    command,
    output: (outputs[at] ?? '(not reached)').replace(/\n$/, ''),
  }))
}
