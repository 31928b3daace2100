import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** One command of a session and what it prints; a status other than 0 is its last line, `[exit 20]`. */
export interface Step {
  readonly command: string
  readonly output: string
}

/** Commands that belong together, under a name a page of the manual can ask for. */
export interface Scene {
  readonly name: string
  readonly steps: readonly Step[]
}

/** A file of `test/transcripts/`: one shell, one folder, one home, from its first scene to its last. */
export interface Session {
  readonly title: string
  /** `LANG` of the shell. */
  readonly lang: string
  /** The session whose folder this one goes on in. */
  readonly after: string | undefined
  /** `mount`: mounts a file system, so it runs for root on a machine that lets it. */
  readonly needs: string | undefined
  readonly scenes: readonly Scene[]
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** `# title`, then `lang:`, `after:` and `needs:`, then scenes: `== name`, commands after `$ ` (`> ` goes on with one), output. */
export function parseSession(text: string): Session {
  const [head = '', ...rest] = text.split(/^== /m)
  const setting = (name: string) => new RegExp(`^${name}: (.+)$`, 'm').exec(head)?.[1]
  return {
    title: /^# (.+)$/m.exec(head)?.[1] ?? '',
    lang: setting('lang') ?? 'en_GB.UTF-8',
    after: setting('after'),
    needs: setting('needs'),
    scenes: rest.map((scene) => {
      const end = scene.indexOf('\n')
      return { name: scene.slice(0, end).trim(), steps: parseSteps(scene.slice(end + 1)) }
    }),
  }
}

export function parseSteps(text: string): readonly Step[] {
  const steps: { command: string[]; output: string[] }[] = []
  for (const line of text.split('\n')) {
    const last = steps.at(-1)
    if (line.startsWith('$ ')) steps.push({ command: [line.slice(2)], output: [] })
    else if (line.startsWith('> ') && last?.output.length === 0) last.command.push(line.slice(2))
    else if (last) last.output.push(line)
    else if (line !== '') throw new Error(`output before any command: ${line}`)
  }
  return steps.map(({ command, output }) => ({
    command: command.join('\n'),
    output: withoutEnd(output.join('\n')),
  }))
}

/** The text a scene stands in: in its file, and in a page of the manual. */
export function formatScene({ steps }: Pick<Scene, 'steps'>): string {
  return steps
    .map(
      ({ command, output }) => `$ ${command.replaceAll('\n', '\n> ')}\n${output === '' ? '' : `${output}\n`}`,
    )
    .join('')
}

/** The file with other scenes. */
export function withScenes(text: string, scenes: readonly Scene[]): string {
  const [head = ''] = text.split(/^== /m)
  return head + scenes.map((scene) => `== ${scene.name}\n${formatScene(scene)}`).join('\n')
}

function withoutEnd(text: string): string {
  return text.replace(/\n+$/, '')
}

/** Folder of one session: `seized/` holds the samples, `home/` will be CUSTODIA_HOME, `passphrase` serves every key. */
export async function newFolder(before: string | undefined): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'custodia-session-'))
  await chmod(folder, 0o755)
  if (before !== undefined) {
    await cp(before, folder, { recursive: true, preserveTimestamps: true })
    return folder
  }
  await cp(join(root, 'samples'), join(folder, 'seized'), { recursive: true })
  await writeFile(join(folder, 'passphrase'), 'correct horse battery staple\n', { mode: 0o600 })
  return folder
}

const mark = '\u001e'
const statusMark = '\u001f'

/** Runs the scenes in one shell and returns what was printed, standard error included. */
export async function runSession(session: Session, folder: string): Promise<readonly Scene[]> {
  const script = join(folder, '.session.sh')
  const commands = session.scenes.flatMap((scene) => scene.steps.map(({ command }) => command))
  const lines = commands.map((each) => `printf '\\036'\n${each}\nprintf '\\037%d' "$?"`)
  await writeFile(script, ['exec 2>&1 </dev/null', ...lines, ''].join('\n'))
  const printed = await shell(script, folder, await environmentOf(folder, session.lang))
  const outputs = printed.split(mark).slice(1).map(outputOf)
  return session.scenes.map(({ name, steps }) => ({
    name,
    steps: steps.map(({ command }) => ({ command, output: outputs.shift() ?? '(not reached)' })),
  }))
}

function outputOf(printed: string): string {
  const [text = '', status = '?'] = printed.split(statusMark)
  const output = withoutEnd(text)
  return status === '0' ? output : `${output}${output === '' ? '' : '\n'}[exit ${status}]`
}

function shell(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['--noprofile', '--norc', script], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')))
  })
}

/** Nothing of the caller's environment but where programs are. */
export async function environmentOf(folder: string, lang: string): Promise<NodeJS.ProcessEnv> {
  const bin = join(folder, '.bin')
  await mkdir(bin, { recursive: true })
  const lockChild = fileURLToPath(new URL('lock-child.ts', import.meta.url))
  await program(bin, 'custodia', [process.execPath, join(root, 'dist', 'cli', 'main.js')])
  await program(bin, 'while-locked', [process.execPath, '--import', import.meta.resolve('tsx'), lockChild])
  await program(bin, 'without-privileges', withoutPrivileges())
  return {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    HOME: folder,
    TZ: 'UTC',
    LANG: lang,
    CUSTODIA_HOME: join(folder, 'home'),
    CUSTODIA_PASSPHRASE_FILE: join(folder, 'passphrase'),
  }
}

async function program(bin: string, name: string, words: readonly string[]): Promise<void> {
  const line = words.map((word) => `'${word}'`).join(' ')
  await writeFile(join(bin, name), `#!/bin/sh\nexec ${line} "$@"\n`, { mode: 0o755 })
}

/** Root may write where nobody may; these commands are to meet the permissions everybody else meets. */
function withoutPrivileges(): readonly string[] {
  if (process.getuid?.() !== 0) return ['env']
  return [
    'setpriv',
    '--bounding-set',
    '-dac_override,-dac_read_search',
    '--inh-caps',
    '-dac_override,-dac_read_search',
  ]
}

/** Digests that stand in a transcript as they are: those of the samples. */
export async function sampleDigests(): Promise<ReadonlySet<string>> {
  const samples = join(root, 'samples')
  const known = new Set<string>()
  for (const entry of await readdir(samples, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const bytes = await readFile(join(entry.parentPath, entry.name))
    for (const name of ['md5', 'sha256']) known.add(createHash(name).update(bytes).digest('hex'))
  }
  return known
}

/**
 * What differs from run to run, replaced by its name in braces. A digest or time that the transcript states itself stays.
 *
 * - `{folder}`: where the session runs
 * - `{time}`: a time within a day of now, however it is written
 * - `{sha256}`, `{fingerprint}`, `{host}`, `{random}`: 64, 32 and 16 hex digits; the random part of a log's name
 * - `{hash}`, `{nonce}`, `{key}`, `{signature}`: base64 of 32 and 16 bytes, of a verifier key, of a signature
 * - `{keyId}`: the first four bytes of a key's C2SP identifier, in hex
 * - `{seconds}`, `{version}`: a duration; the release
 */
export function normalised(output: string, folder: string, stated: (text: string) => boolean): string {
  const unless = (name: string) => (found: string) => (stated(found) ? found : `{${name}}`)
  return output
    .split('\n')
    .map((line) =>
      line.includes(folder) ? line.replaceAll(folder, '{folder}').replace(/(?<=\S) {2,}/g, '  ') : line,
    )
    .join('\n')
    .replace(/(?<=lab\.example\/)[0-9a-f]{32}\b/g, '{random}')
    .replace(/\b[0-9a-f]{64}\b/g, unless('sha256'))
    .replace(/(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/g, unless('fingerprint'))
    .replace(/(?<=home |puesto |"host":\s?")[0-9a-f]{16}\b/g, '{host}')
    .replace(/\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}(?![A-Za-z0-9+/=])/g, '+{key}')
    .replace(/(?<=(?:"signature":\s?"|— \S+ ))[A-Za-z0-9+/]{80,}={0,2}/g, '{signature}')
    .replace(/(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}=(?!=)/g, unless('hash'))
    .replace(/(?<=the key |la clave |(?:key|clave) P-\d\d |"keyId":\s?")[0-9a-f]{8}\b/g, '{keyId}')
    .replace(/(?<="nonce":\s?")[A-Za-z0-9+/]{22}==/g, '{nonce}')
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d{3})?(?: ?(?:Z|UTC|[+-]\d\d:\d\d))?/g, (found) =>
      isNow(found) && !stated(found) ? '{time}' : found,
    )
    .replace(/(?<=\/incoming\/)[^;\s]+/g, '{name}')
    .replace(/\b\d+(?:[.,]\d+)? s\b/g, '{seconds} s')
    .replace(/(?<="seconds":\s?)\d+(?:\.\d+)?/g, '{seconds}')
    .replace(/(?<="version":\s?")\d+\.\d+\.\d+[^"]*/g, '{version}')
}

const day = 86_400_000

function isNow(text: string): boolean {
  const [date = ''] = text.split(/[T ]/)
  return Math.abs(Date.parse(`${date}T12:00:00Z`) - Date.now()) < 2 * day
}
