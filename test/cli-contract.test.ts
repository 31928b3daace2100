import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exitStatus, statusOfError } from '../cli/exit-status.js'
import { programFor } from '../cli/program.js'
import { quoted, startedAs } from '../cli/started-as.js'
import {
  EnvironmentError,
  environmentErrorCodes,
  KeyError,
  keyErrorCodes,
  LedgerError,
  ledgerErrorCodes,
  RuleError,
  ruleErrorCodes,
  SourceError,
  sourceErrorCodes,
  UsageError,
  usageErrorCodes,
  VaultError,
  vaultErrorCodes,
} from '../src/errors.js'
import { type Language, speakerFor } from '../src/index.js'
import { newFolder, parseSession, runSession } from './support/console-session.js'

// What people script against. A change here is a change of the contract.

const root = fileURLToPath(new URL('..', import.meta.url))
const main = join(root, 'dist', 'cli', 'main.js')

const firstRelease = `
  demo init status find log doctor selftest backup restore rebuild completion unlock sign ingest custody report disclose verify apply compare
  key create, key list, key show, key export, key rotate, key revoke
  person enrol, person grant, person quorum, person list, person show
  exhibit add, exhibit list, exhibit show
  seal apply, seal check, seal break
  transfer now, transfer offer, transfer accept, transfer decline, transfer withdraw, transfer list
  item list, item show, item verify
  checkpoint create, checkpoint cosign, checkpoint list, checkpoint timestamp, checkpoint freeze
  witness create, witness show, witness watch, witness serve, witness sign
  field open, field join
  incident restore, incident clock`

const [singles = '', ...groups] = firstRelease.trim().split('\n')
const contract = [...singles.split(' '), ...groups.join(',').split(',')].map((path) => path.trim()).sort()

const silent = {
  line: () => undefined,
  note: () => undefined,
  warn: () => undefined,
  progress: () => undefined,
  settle: () => undefined,
  secret: async () => new Uint8Array(),
}

function programIn(lang: Language): Command {
  const speaker = speakerFor(lang)
  return programFor({ terminal: silent, speaker, environment: {}, finish: () => undefined }).command
}

interface Leaf {
  readonly path: string
  readonly command: Command
}

function leavesOf(command: Command, path: readonly string[] = []): readonly Leaf[] {
  if (command.commands.length === 0) return [{ path: path.join(' '), command }]
  return command.commands.flatMap((each) => leavesOf(each, [...path, each.name()]))
}

function helpOf(command: Command): string {
  let text = ''
  command.configureOutput({
    writeOut: (part) => {
      text += part
    },
  })
  command.outputHelp()
  return text
}

function custodia(words: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const env = { PATH: process.env['PATH'], HOME: tmpdir(), LANG: 'en_GB.UTF-8', ...environment }
  return spawnSync(process.execPath, [main, ...words], { encoding: 'utf8', env })
}

/** The names under `Commands:`, as a person reads them. */
function listed(help: string): readonly string[] {
  const [, commands = ''] = help.split('\nCommands:\n')
  return [...commands.matchAll(/^ {2}([a-z]+)/gm)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'help')
}

const leaves = { en: leavesOf(programIn('en')), es: leavesOf(programIn('es')) }

describe('the commands', () => {
  test('are those of the first release', () => {
    expect(leaves.en.map(({ path }) => path).sort()).toEqual(contract)
  })

  test('are all listed by --help, group by group', () => {
    const found: string[] = []
    for (const name of listed(custodia(['--help']).stdout)) {
      const members = contract.some((path) => path.startsWith(`${name} `))
        ? listed(custodia([name, '--help']).stdout).map((member) => `${name} ${member}`)
        : [name]
      found.push(...members)
    }
    expect(found.sort()).toEqual(contract)
  })

  test.each(leaves.en)('$path has examples of itself', ({ path, command }) => {
    const [, examples = ''] = helpOf(command).split('\nExamples:\n')
    expect(examples).toContain(`custodia ${path}`)
  })

  test.each([...leaves.en, ...leaves.es])(
    '$path names its own options and where the common ones are',
    ({ command }) => {
      const help = helpOf(command)
      expect(help).toMatch(/\n(?:Common options|Opciones comunes): custodia --help\n$/)
      for (const { long } of programIn('en').options.filter((option) => option.long !== '--help'))
        expect(help.split(/\n(?:Examples|Ejemplos):\n/)[0]).not.toMatch(
          new RegExp(`^ +(?:-\\w, )?${long}\\b`, 'm'),
        )
    },
  )
})

describe('help in Spanish', () => {
  const english =
    /Usage:|Options:|Arguments:|Commands:|Examples:|default:|choices:|\[options\]|\[command\]|display help/

  test.each(leaves.es)('$path says everything in Spanish', ({ path, command }) => {
    const other = leaves.en.find((leaf) => leaf.path === path)?.command
    expect(helpOf(command)).not.toMatch(english)
    expect(command.description()).not.toBe(other?.description())
    for (const [at, option] of command.options.entries())
      expect(option.description).not.toBe(other?.options[at]?.description)
    for (const [at, argument] of command.registeredArguments.entries())
      expect(argument.description).not.toBe(other?.registeredArguments[at]?.description)
  })

  test('is chosen by --lang before the environment', () => {
    expect(custodia(['--help'], { LANG: 'es_ES.UTF-8' }).stdout).toMatch(
      /^Uso: custodia \[opciones\] \[orden\]/,
    )
    expect(custodia(['--help', '--lang', 'es']).stdout).toMatch(/^Uso:/)
    expect(custodia(['--lang=en', '--help'], { LC_ALL: 'es_ES.UTF-8' }).stdout).toMatch(/^Usage:/)
  })
})

describe('the exit statuses', () => {
  const rows = (page: string) => [...page.matchAll(/^\| (\d+) \| \S/gm)].map(([, status]) => Number(status))

  test.each(['docs/manual/exit-statuses.md', 'docs/architecture.md'])('stand in %s', async (path) => {
    const page = await readFile(join(root, path), 'utf8')
    expect(rows(page)).toEqual(Object.values(exitStatus))
  })

  test('stand below the help', () => {
    const [, stated = ''] = /Exit status: (.*)/.exec(custodia(['--help']).stdout) ?? []
    const said = [...stated.matchAll(/(?:^|· )(\d+)/g)].map(([, status]) => Number(status))
    const { bug, interrupted, ...foreseen } = exitStatus
    expect(said).toEqual(Object.values(foreseen))
    expect([bug, interrupted]).toEqual([1, 130])
  })

  test('tell every error thrown on purpose from a fault of the program', () => {
    const errors = [
      ...environmentErrorCodes.map((code) => new EnvironmentError(code)),
      ...keyErrorCodes.map((code) => new KeyError(code)),
      ...ledgerErrorCodes.map((code) => new LedgerError(code)),
      ...ruleErrorCodes.map((code) => new RuleError(code)),
      ...sourceErrorCodes.map((code) => new SourceError(code)),
      ...usageErrorCodes.map((code) => new UsageError(code)),
      ...vaultErrorCodes.map((code) => new VaultError(code)),
    ]
    expect(errors.filter((error) => statusOfError(error) === exitStatus.bug)).toEqual([])
    expect(statusOfError(new TypeError('no such thing'))).toBe(exitStatus.bug)
  })
})

describe('the streams', () => {
  test.each([
    [['--help'], {}],
    [['--no-color', '--help'], {}],
    [['--help'], { NO_COLOR: '1' }],
    [['--help'], { FORCE_COLOR: '1' }],
    [['-C', 'nowhere', 'status', '--no-color'], {}],
  ])('%j carries no escape codes where it is not a terminal (%j)', (words, environment) => {
    const { stdout, stderr } = custodia(words, environment)
    expect(stdout + stderr).not.toBe('')
    expect(stdout + stderr).not.toContain('\u001b')
    expect(stderr).not.toMatch(/no-color|option/)
  })

  test('a refusal goes to standard error, and with --json to standard output as well', () => {
    const plain = custodia(['-C', 'nowhere', 'status'])
    expect([plain.status, plain.stdout]).toEqual([exitStatus.noCase, ''])
    const { status, stdout } = custodia(['-C', 'nowhere', 'status', '--json'])
    const { error }: { error: object } = JSON.parse(stdout)
    expect(status).toBe(exitStatus.noCase)
    expect(error).toMatchObject({ code: 'ledger.absent', status: exitStatus.noCase })
    expect(Object.keys(error)).toEqual(['code', 'details', 'message', 'remedy', 'status'])
  })
})

describe('starting up', () => {
  const heavy = ['better-sqlite3', 'zod', 'exifr', 'drizzle-orm', 'csv-parse', 'hash-wasm']
  const hooks = `import { writeSync } from 'node:fs'
export async function load(url, context, next) {
  writeSync(2, 'LOADED ' + url + '\\n')
  return next(url, context)
}`
  const moduleOf = (text: string) => `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`
  const recorder = moduleOf(`import { register } from 'node:module'\nregister('${moduleOf(hooks)}')`)

  function loadedBy(words: readonly string[]): readonly string[] {
    const { stderr } = spawnSync(process.execPath, ['--import', recorder, main, ...words], {
      encoding: 'utf8',
    })
    const urls = [...stderr.matchAll(/^LOADED (.*)$/gm)].map(([, url = '']) => url)
    expect(urls.some((url) => url.includes('/node_modules/commander/'))).toBe(true)
    return heavy.filter((name) => urls.some((url) => url.includes(`/node_modules/${name}/`)))
  }

  test('--help and --version load nothing heavy', () => {
    expect(loadedBy(['--help'])).toEqual([])
    expect(loadedBy(['verify', '--help'])).toEqual([])
    expect(loadedBy(['--version'])).toEqual([])
  })

  test('and what is heavy is seen when it is loaded', () => {
    expect(loadedBy(['-C', tmpdir(), 'status'])).toContain('better-sqlite3')
  })
})

describe('the transcripts', async () => {
  const folder = join(root, 'test', 'transcripts')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.txt'))
  const sessions = await Promise.all(
    names.map(async (name) => parseSession(await readFile(join(folder, name), 'utf8'))),
  )
  const inEnglish = sessions.filter(({ lang }) => !lang.startsWith('es'))
  const commands = inEnglish.flatMap(({ scenes }) =>
    scenes.flatMap(({ steps }) => steps.flatMap(({ command }) => command.split(/\n|\||;|&&/))),
  )
  const of = (path: string) =>
    commands.filter((line) => new RegExp(`\\bcustodia (?:-C \\S+ )?${path}(?: |$)`).test(line))

  test.each(leaves.en)('show $path with each of its options', ({ path, command }) => {
    const shown = of(path)
    expect(shown).not.toHaveLength(0)
    const flags = command.options.map(({ short, long }) => [short, long].filter((flag) => flag !== undefined))
    const missing = flags.filter(
      (either) => !shown.some((line) => either.some((flag) => new RegExp(`${flag}(?: |=|$)`).test(line))),
    )
    expect(missing).toEqual([])
  })

  test('show every common option', () => {
    const flags = programIn('en').options.map(({ short, long }) =>
      [short, long].filter((flag) => flag !== undefined),
    )
    const missing = flags.filter(
      (either) => !commands.some((line) => either.some((flag) => line.includes(` ${flag}`))),
    )
    expect(missing).toEqual([])
  })

  test('show a session in Spanish', () => {
    const spanish = sessions.filter(({ lang }) => lang.startsWith('es'))
    const lines = spanish.flatMap(({ scenes }) =>
      scenes.flatMap(({ steps }) => steps.map(({ command }) => command)),
    )
    for (const word of ['init', 'exhibit add', 'seal', 'ingest', 'transfer', 'verify', 'report', 'disclose'])
      expect(lines.some((line) => line.includes(`custodia ${word}`))).toBe(true)
  })
})

describe('the shapes that programs read', () => {
  const script = `
== run
$ custodia init case --number 1 --origin lab.example --by P-01 --quiet
$ custodia -C case exhibit add E-1 --description 'A thing' --by P-01 --quiet
$ custodia -C case ingest seized/damaged --exhibit E-1 --by P-01 --json --quiet
$ custodia -C case item list --jsonl
$ custodia -C case verify --json
`
  const outputs: string[] = []
  let folder: string | undefined

  beforeAll(async () => {
    folder = await newFolder(undefined)
    const scenes = await runSession(parseSession(script), folder)
    outputs.push(...scenes.flatMap(({ steps }) => steps.map(({ output }) => output)))
  })

  afterAll(async () => {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  })

  const keys = (text: string | undefined) => Object.keys(JSON.parse(text ?? '{}'))

  test('ingest --json', () => {
    const fixed = [
      'acquisition',
      'exhibit',
      'entry',
      'manifest',
      'items',
      'bytes',
      'blobs',
      'duplicates',
      'failed',
    ]
    expect(keys(outputs[2])).toEqual(expect.arrayContaining([...fixed, 'seconds']))
  })

  test('item list --jsonl', () => {
    const fixed = ['item', 'exhibit', 'path', 'pathBytes', 'size', 'mediaType', 'digests', 'blob']
    const lines = outputs[3]?.split('\n') ?? []
    expect(lines).toHaveLength(5)
    for (const line of lines) expect(keys(line)).toEqual(fixed)
  })

  test('verify --json', () => {
    const fixed = ['verdict', 'checked', 'findings', 'coverage', 'breaks', 'notChecked', 'seconds']
    expect(keys(outputs[4])).toEqual(expect.arrayContaining(fixed))
    const { checked, coverage, findings, notChecked, verdict } = JSON.parse(outputs[4] ?? '{}')
    const counts = 'entries signatures manifests items blobs bytes checkpoints timestamps cosignatures'
    expect(Object.keys(checked)).toEqual(counts.split(' '))
    expect(Object.keys(coverage)).toEqual(['size', 'coveredUpTo', 'by'])
    expect(Object.keys(findings[0])).toEqual(['code', 'verdict', 'subject', 'explanation'])
    expect(Object.keys(notChecked[0])).toEqual(expect.arrayContaining(['what', 'why']))
    expect(verdict).toBe('confirmed')
  })
})

describe('how the program is called again', () => {
  const place = mkdtempSync(join(tmpdir(), 'custodia-path-'))
  afterAll(() => rmSync(place, { recursive: true, force: true }))

  test('by its name where that is found, by npx where that started it, else as it was started', () => {
    const started = ['node', join(process.cwd(), 'dist', 'cli', 'main.js')]
    expect(startedAs(started, { PATH: place })).toBe('node dist/cli/main.js')
    expect(startedAs(started, {})).toBe('node dist/cli/main.js')
    expect(startedAs(started, { PATH: place, npm_command: 'exec' })).toBe('npx custodia')
    writeFileSync(join(place, 'custodia'), '#!/bin/sh\n', { mode: 0o755 })
    expect(startedAs(started, { PATH: `/nowhere:${place}` })).toBe('custodia')
  })

  test('with what a shell would take apart between quotation marks', () => {
    for (const word of ['plain/path.js', "it's here", 'a b$c', '-']) {
      const { stdout } = spawnSync('sh', ['-c', `printf %s ${quoted(word)}`], { encoding: 'utf8' })
      expect(stdout).toBe(word)
    }
  })
})

test('the completion script knows the common options of every command', () => {
  const { stdout } = custodia(['completion', 'bash'])
  const rows = stdout.split('\n').filter((line) => line.includes(') candidates='))
  expect(rows.length).toBeGreaterThan(contract.length)
  for (const row of rows)
    for (const option of ['--case', '--json', '--by', '--dry-run']) expect(row).toContain(option)
})

test('the completion script knows every command', async () => {
  const place = await mkdtemp(join(tmpdir(), 'custodia-completion-'))
  const { stdout } = custodia(['completion', 'bash'])
  const line = (words: string) =>
    `COMP_WORDS=(custodia ${words} ''); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _custodia`
  const groups = [
    ...new Set(contract.filter((path) => path.includes(' ')).map((path) => path.split(' ')[0] ?? '')),
  ]
  const script = [
    stdout,
    ...['', ...groups].map((name) => `${line(name)}; echo "${name}: \${COMPREPLY[*]}"`),
  ].join('\n')
  const answered = spawnSync('bash', ['-c', script], { cwd: place, encoding: 'utf8' })
  await rm(place, { recursive: true })
  expect(answered.stderr).toBe('')
  for (const path of contract) {
    const [name = '', member] = path.split(' ')
    const row =
      new RegExp(`^${member === undefined ? '' : name}: (.*)$`, 'm').exec(answered.stdout)?.[1] ?? ''
    expect(row.split(' ')).toContain(member ?? name)
  }
})
