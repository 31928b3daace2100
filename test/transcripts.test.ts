import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { speakerFor } from '../src/index.js'
import {
  formatScene,
  newFolder,
  normalised,
  parseSession,
  runSession,
  type Scene,
  type Session,
  sampleDigests,
  withScenes,
} from './support/console-session.js'

// Sessions at the console, each in a folder and a home of its own, run with the built program. They are the manual too: a page of
// docs/manual/ holds a scene between its marker and the end of the block. `UPDATE_TRANSCRIPTS=1` writes both anew.

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'test', 'transcripts')
const manual = join(root, 'docs', 'manual')
const update = process.env['UPDATE_TRANSCRIPTS'] === '1'
const sessionTimeout = 900_000

const names = (await readdir(folder)).filter((name) => name.endsWith('.txt')).map((name) => name.slice(0, -4))
const texts = new Map<string, string>()
for (const name of names) texts.set(name, await readFile(join(folder, `${name}.txt`), 'utf8'))
const sessions = new Map<string, Session>([...texts].map(([name, text]) => [name, parseSession(text)]))
const digests = await sampleDigests()
const only = process.env['TRANSCRIPT']?.split(',')

const speakers = { en: speakerFor('en'), es: speakerFor('es') }

let running = 0
const waiting: (() => void)[] = []
const played = new Map<string, Promise<{ folder: string; scenes: readonly Scene[] }>>()

/** A session is played once; another that goes on from it gets a copy of its folder. */
function play(name: string): Promise<{ folder: string; scenes: readonly Scene[] }> {
  const started = played.get(name) ?? start(name)
  played.set(name, started)
  return started
}

async function start(name: string): Promise<{ folder: string; scenes: readonly Scene[] }> {
  const session = sessionNamed(name)
  const before = session.after === undefined ? undefined : await play(session.after)
  const place = await newFolder(before?.folder)
  const text = texts.get(name) ?? ''
  const stated = (found: string) => digests.has(found) || text.includes(found)
  const scenes = await inTurn(() => runSession(session, place))
  return {
    folder: place,
    scenes: scenes.map((scene) => ({
      name: scene.name,
      steps: scene.steps.map(({ command, output }) => ({
        command,
        output: normalised(output, place, stated),
      })),
    })),
  }
}

/** As many sessions at once as there are processors: each mostly waits for the command it started. */
async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  while (running >= availableParallelism()) await new Promise<void>((resolve) => waiting.push(resolve))
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

function sessionNamed(name: string): Session {
  const session = sessions.get(name)
  if (!session) throw new Error(`no session ${name}`)
  return session
}

beforeAll(() => {
  expect(existsSync(join(root, 'dist', 'cli', 'main.js')), 'npm run build comes first').toBe(true)
})

afterAll(async () => {
  for (const each of played.values()) await rm((await each).folder, { recursive: true, force: true })
})

describe('sessions', () => {
  for (const [name, session] of sessions) {
    const out = only !== undefined && !only.includes(name)
    test.skipIf(out || (session.needs === 'mount' && !canMount()))(
      `${name}: ${session.title}`,
      { concurrent: true, timeout: sessionTimeout },
      async ({ expect }) => {
        const { scenes } = await play(name)
        if (update) {
          const written = withScenes(texts.get(name) ?? '', scenes)
          texts.set(name, written)
          sessions.set(name, parseSession(written))
          await writeFile(join(folder, `${name}.txt`), written)
        }
        for (const scene of sessionNamed(name).scenes) {
          const shown = scenes.find((each) => each.name === scene.name) ?? { steps: [] }
          expect(formatScene(shown), `${name}, ${scene.name}`).toBe(formatScene(scene))
        }
      },
    )
  }
})

function canMount(): boolean {
  if (process.getuid?.() !== 0) return false
  const place = join(tmpdir(), `custodia-mount-${process.pid}`)
  const script = `mkdir -p '${place}' && mount -t tmpfs -o size=64k none '${place}' && umount '${place}'`
  return spawnSync('sh', ['-c', script], { stdio: 'ignore' }).status === 0
}

describe('every session', () => {
  test.each(names)('%s ends without a fault of the program, and prints no control characters', (name) => {
    const outputs = sessionNamed(name).scenes.flatMap((scene) => scene.steps.map(({ output }) => output))
    const faults = Object.values(speakers).map((speaker) => speaker.unexpected().what)
    expect(outputs.filter((output) => faults.some((fault) => output.includes(fault)))).toEqual([])
    expect(outputs.filter((output) => /[^\P{Cc}\n]/u.test(output))).toEqual([])
    expect(outputs.filter((output) => output.includes('(not reached)'))).toEqual([])
  })
})

describe('the manual', async () => {
  await mkdir(manual, { recursive: true })
  const pages = (await readdir(manual)).filter((name) => name.endsWith('.md'))

  test.each(pages)('%s shows nothing but scenes that were played', async (page) => {
    const path = join(manual, page)
    const text = await readFile(path, 'utf8')
    const wanted = withPlayedScenes(text)
    if (update && wanted !== text) await writeFile(path, wanted)
    else expect(text).toBe(wanted)
    const blocks = text.match(/^```console$/gm)?.length ?? 0
    expect(text.match(sceneBlock)?.length ?? 0).toBe(blocks)
  })
})

const sceneBlock = /^<!-- scene: ([a-z-]+)\/([a-z-]+) -->\n```console\n(?:[^`].*\n|\n)*```$/gm

function withPlayedScenes(page: string): string {
  return page.replace(sceneBlock, (_, name: string, scene: string) => {
    const found = sessionNamed(name).scenes.find((each) => each.name === scene)
    if (!found) throw new Error(`no scene ${name}/${scene}`)
    return `<!-- scene: ${name}/${scene} -->\n\`\`\`console\n${formatScene(found)}\`\`\``
  })
}
