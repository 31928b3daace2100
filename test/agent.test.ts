import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { encodeBase64 } from '../src/encoding/base64.js'
import { encodeHex } from '../src/encoding/hex.js'
import { act } from '../src/model/act.js'
import { agentKeys, agentSigner, startAgent, stopAgent } from '../src/signing/agent-client.js'
import { encodeMessage, longestUnlock, parseReply, receive } from '../src/signing/agent-protocol.js'
import { agentSocket } from '../src/signing/agent-socket.js'
import { fingerprintOf } from '../src/signing/public-key.js'
import { actText, isLineBy, signAct } from '../src/signing/signed-act.js'
import { seedSigner } from '../src/signing/signer.js'
import { verifierKeyOf } from '../src/signing/verifier-key.js'
import { madeBy } from './support/acts.js'

const minute = 60_000
const onLinux = process.platform === 'linux'
const folders: string[] = []

async function aHome(below = ''): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'custodia-agent-test-'))
  folders.push(folder)
  const home = join(folder, below, 'home')
  await mkdir(home, { recursive: true, mode: 0o700 })
  homes.push(home)
  return home
}
const homes: string[] = []

function aKey() {
  const seed = new Uint8Array(randomBytes(32))
  const { publicKey } = seedSigner(seed)
  return { seed, publicKey, fingerprint: fingerprintOf(publicKey) }
}

function textOfAct(): string {
  const stated = { clock: 'system', time: '2025-03-01T09:30:00.000Z', zone: 'Europe/Madrid' }
  const signature = { kind: 'key', host: '0123456789abcdef', signer: 'agent' }
  return actText(
    act.parse({
      at: stated,
      by: 'P-01',
      key: '0a1b2c3d',
      kind: 'key.revoke',
      log: `lab.example/${'0'.repeat(32)}`,
      nonce: encodeBase64(new Uint8Array(16)),
      parties: [{ as: 'performer', signature, who: 'P-01' }],
      person: 'P-01',
      reason: 'retired',
      rules: 1,
      seen: { root: encodeBase64(new Uint8Array(32)), size: 1 },
      software: madeBy,
    }),
  )
}

const message = new TextEncoder().encode(textOfAct())

async function socketOf(home: string): Promise<string> {
  const path = await agentSocket(home)
  if (path === undefined) throw new Error('no place for a socket')
  return path
}

async function signerOf(home: string, fingerprint: string) {
  const signer = await agentSigner(home, fingerprint)
  if (signer === undefined) throw new Error('the agent does not hold the key')
  return signer
}

/** Process ids of the agents of a home, by the socket path on their command line. Zombies have none. */
async function agentsOf(home: string): Promise<number[]> {
  const path = await socketOf(home)
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(
    processes.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(String)),
  )
  return processes.filter((_, at) => lines[at]?.split('\0').includes(path)).map(Number)
}

async function agentOf(home: string): Promise<number> {
  const [pid, ...more] = await agentsOf(home)
  if (pid === undefined || more.length > 0) throw new Error(`not one agent but ${more.length}`)
  return pid
}

/** How often bytes stand in the writable memory of a process. */
async function timesInMemory(pid: number, sought: Uint8Array): Promise<number> {
  const step = 2 ** 20
  const form = Buffer.from(sought).toString('latin1')
  const memory = await open(`/proc/${pid}/mem`)
  let times = 0
  for (const [, from = '', to = ''] of (await readFile(`/proc/${pid}/maps`, 'utf8')).matchAll(
    /^([0-9a-f]+)-([0-9a-f]+) rw/gm,
  )) {
    const end = Number.parseInt(to, 16)
    for (let at = Number.parseInt(from, 16); at < end; at += step) {
      const length = Math.min(step + sought.length - 1, end - at)
      const { buffer, bytesRead } = await memory.read(Buffer.alloc(length), 0, length, at)
      times += buffer.subarray(0, bytesRead).toString('latin1').split(form).length - 1
    }
  }
  await memory.close()
  return times
}

async function until(happened: () => Promise<boolean>): Promise<void> {
  for (const started = Date.now(); !(await happened()); await sleep(50))
    if (Date.now() - started > 15_000) throw new Error('it did not happen in 15 s')
}

async function isAbsent(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) === undefined
}

/** Sends bytes as they are, and gives back what comes. */
function exchange(path: string, bytes: Uint8Array): Promise<Uint8Array> {
  const connection = connect(path)
  connection.end(bytes)
  return receive(connection, 10_000)
}

afterEach(async () => {
  for (const home of homes.splice(0)) {
    await chmod(home, 0o700).catch(() => undefined)
    await chmod(join(home, 'agent'), 0o700).catch(() => undefined)
    await stopAgent(home)
    if (onLinux) await until(async () => (await agentsOf(home).catch(() => [])).length === 0)
  }
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

describe.skipIf(process.platform === 'win32')('an unlock agent', () => {
  test('makes the signature that the key itself makes, and says who it is', async () => {
    const [home, key] = [await aHome(), aKey()]
    const before = Date.now()
    const { until } = await startAgent(home, [key], minute)
    expect(Date.parse(until)).toBeGreaterThanOrEqual(before + minute)
    expect(Date.parse(until)).toBeLessThanOrEqual(Date.now() + minute)
    const signer = await signerOf(home, key.fingerprint)
    expect(signer.kind).toBe('agent')
    expect(encodeHex(signer.publicKey)).toBe(encodeHex(key.publicKey))
    expect(encodeHex(await signer.sign(message))).toBe(encodeHex(await seedSigner(key.seed).sign(message)))
    const [unlocked, ...more] = await agentKeys(home)
    expect(more).toEqual([])
    expect(unlocked).toMatchObject({ fingerprint: key.fingerprint, until })
  })

  test('signs an act that then verifies, the longest one too', async () => {
    const [home, key] = [await aHome(), aKey()]
    await startAgent(home, [key], minute)
    const signer = await signerOf(home, key.fingerprint)
    const name = 'lab.example/P-01'
    const signed = await signAct(act.parse(JSON.parse(textOfAct().split('\n')[1] ?? '')), [{ name, signer }])
    expect(isLineBy(signed, 0, verifierKeyOf(name, key.publicKey))).toBe(true)
    const long = new Uint8Array(60_000).fill(0x61)
    long.set(message)
    const signature = await signer.sign(long)
    expect(verifierKeyOf(name, key.publicKey).verify(long, signature)).toBe(true)
    await expect(signer.sign(new Uint8Array(120_000))).rejects.toMatchObject({ code: 'source.malformed' })
  })

  test('refuses to sign anything else', async () => {
    const [home, key] = [await aHome(), aKey()]
    await startAgent(home, [key], minute)
    const signer = await signerOf(home, key.fingerprint)
    const checkpoint = 'lab.example/log\n1\nAAAA\n'
    const others = ['', checkpoint, 'custodia-act/v2\n{}\n', 'custodia-act/v1', ' custodia-act/v1\n{}\n']
    for (const text of others)
      await expect(signer.sign(new TextEncoder().encode(text))).rejects.toMatchObject({
        code: 'key.agent',
        details: { reason: 'not an act' },
      })
  })

  test('holds each key for its own time and takes the last word on it', async () => {
    const [home, short, long] = [await aHome(), aKey(), aKey()]
    await startAgent(home, [short], minute)
    const { until: later } = await startAgent(home, [long], 30 * minute)
    const { until: sooner } = await startAgent(home, [short], 2 * minute)
    const keys = new Map((await agentKeys(home)).map((each) => [each.fingerprint, each.until]))
    expect([...keys.keys()].sort()).toEqual([short.fingerprint, long.fingerprint].sort())
    expect(keys.get(long.fingerprint)).toBe(later)
    expect(keys.get(short.fingerprint)).toBe(sooner)
    await startAgent(home, [short], 300)
    const signer = await signerOf(home, long.fingerprint)
    await sleep(400)
    expect(await agentSigner(home, short.fingerprint)).toBeUndefined()
    await signer.sign(message)
  })

  test('forgets its key when the time is over, and ends', async () => {
    const [home, key] = [await aHome(), aKey()]
    await startAgent(home, [key], 2000)
    const signer = await signerOf(home, key.fingerprint)
    await signer.sign(message)
    await until(() => socketOf(home).then(isAbsent))
    await expect(signer.sign(message)).rejects.toMatchObject({ code: 'key.agent' })
    expect(await agentSigner(home, key.fingerprint)).toBeUndefined()
    expect(await readdir(join(home, 'agent'))).toEqual([])
    if (onLinux) await until(async () => (await agentsOf(home)).length === 0)
  })

  test('is locked at once, and says whether there was something to lock', async () => {
    const [home, key] = [await aHome(), aKey()]
    expect(await stopAgent(home)).toBe(false)
    await startAgent(home, [key], minute)
    expect(await stopAgent(home)).toBe(true)
    expect(await agentKeys(home)).toEqual([])
    expect(await readdir(join(home, 'agent'))).toEqual([])
    expect(await stopAgent(home)).toBe(false)
  })

  test('is one for all who start it at the same time', async () => {
    const home = await aHome()
    const keys = [aKey(), aKey(), aKey()]
    await Promise.all(keys.map((key) => startAgent(home, [key], minute)))
    const held = (await agentKeys(home)).map(({ fingerprint }) => fingerprint)
    expect(held.sort()).toEqual(keys.map(({ fingerprint }) => fingerprint).sort())
    if (onLinux) await until(async () => (await agentsOf(home)).length === 1)
    expect(await readdir(join(home, 'agent'))).toEqual(['socket'])
  })

  test('does nothing for nobody: no home, no agent, no such key', async () => {
    const [home, key] = [await aHome(), aKey()]
    expect(await agentSigner(join(home, 'elsewhere'), key.fingerprint)).toBeUndefined()
    expect(await agentKeys(home)).toEqual([])
    await startAgent(home, [aKey()], minute)
    expect(await agentSigner(home, key.fingerprint)).toBeUndefined()
  })

  test('listens among the temporary files when the home has too long a path', async () => {
    const [home, key] = [await aHome('x'.repeat(120)), aKey()]
    await startAgent(home, [key], minute)
    const path = await socketOf(home)
    expect(path.startsWith(join(tmpdir(), `custodia-${process.getuid?.()}-`))).toBe(true)
    expect((await lstat(join(path, '..'))).mode & 0o777).toBe(0o700)
    await (await signerOf(home, key.fingerprint)).sign(message)
    await stopAgent(home)
    await rm(join(path, '..'), { recursive: true })
  })
})

describe.skipIf(process.platform === 'win32')('what it is given', () => {
  test.each([0, -1, 0.5, Number.NaN, longestUnlock + 1])('%d milliseconds cannot be meant', async (time) => {
    const home = await aHome()
    await expect(startAgent(home, [aKey()], time)).rejects.toMatchObject({ code: 'usage.argument' })
    expect(await readdir(home)).toEqual([])
  })

  test('no key, or the seed of another, is refused whole', async () => {
    const [home, key, other] = [await aHome(), aKey(), aKey()]
    await expect(startAgent(home, [], minute)).rejects.toMatchObject({ code: 'key.absent' })
    const crossed = [other, { fingerprint: key.fingerprint, seed: other.seed }]
    await expect(startAgent(home, crossed, minute)).rejects.toMatchObject({ code: 'key.malformed' })
    expect(await agentKeys(home)).toEqual([])
    await until(() => socketOf(home).then(isAbsent))
  })

  test('nonsense on the socket is refused and does not end it', async () => {
    const [home, key] = [await aHome(), aKey()]
    await startAgent(home, [key], minute)
    const path = await socketOf(home)
    const seed = new Uint8Array(32)
    const add = { kind: 'add', fingerprints: [key.fingerprint], milliseconds: 1000 } as const
    const nonsense = [
      Buffer.alloc(0),
      Buffer.from([0, 0]),
      Buffer.from([0xff, 0xff, 0xff, 0xff, 0x7b]),
      Buffer.from('\0\0\0\x10{"kind": "list"}'),
      encodeMessage({ kind: 'export', fingerprint: key.fingerprint }),
      encodeMessage({ kind: 'list', also: 1 }),
      encodeMessage({ kind: 'list' }, [seed]),
      encodeMessage({ kind: 'sign', fingerprint: key.fingerprint, message: 'AB==' }),
      encodeMessage(add),
      encodeMessage(add, [seed, seed]),
      encodeMessage({ ...add, milliseconds: longestUnlock + 1 }, [key.seed]),
    ]
    for (const bytes of nonsense)
      expect(parseReply(await exchange(path, bytes))).toEqual({ kind: 'refused', reason: 'malformed' })
    expect(parseReply(await exchange(path, encodeMessage(add, [seed])))).toMatchObject({
      reason: 'other seed',
    })
    await expect(exchange(path, new Uint8Array(4_000_000))).rejects.toBeInstanceOf(Error)
    connect(path).destroy()
    expect(await agentKeys(home)).toHaveLength(1)
    await (await signerOf(home, key.fingerprint)).sign(message)
  })
})

describe.skipIf(process.platform === 'win32')('who can reach it', () => {
  test('folder and socket are for this user alone', async () => {
    const home = await aHome()
    await startAgent(home, [aKey()], minute)
    expect((await lstat(join(home, 'agent'))).mode & 0o777).toBe(0o700)
    expect((await lstat(join(home, 'agent', 'socket'))).mode & 0o777).toBe(0o600)
  })

  test.each([
    ['folder', 'agent', 0o755],
    ['folder for the group', 'agent', 0o770],
    ['socket', 'agent/socket', 0o666],
    ['home', '.', 0o777],
  ])('a %s open to others is refused, whatever is asked', async (_what, place, mode) => {
    const [home, key] = [await aHome(), aKey()]
    await startAgent(home, [key], minute)
    const signer = await signerOf(home, key.fingerprint)
    const sound = (await lstat(join(home, place))).mode & 0o777
    await chmod(join(home, place), mode)
    const refusal = { code: 'key.agent', details: { reason: 'mode' } }
    await expect(agentSigner(home, key.fingerprint)).rejects.toMatchObject(refusal)
    await expect(signer.sign(message)).rejects.toMatchObject(refusal)
    await expect(startAgent(home, [key], minute)).rejects.toMatchObject(refusal)
    await expect(stopAgent(home)).rejects.toMatchObject(refusal)
    await chmod(join(home, place), sound)
    await signer.sign(message)
  })

  test.skipIf(process.getuid?.() !== 0)('a folder or socket of another user is refused', async () => {
    const [home, key] = [await aHome(), aKey()]
    await startAgent(home, [key], minute)
    for (const place of ['agent/socket', 'agent', '.']) {
      spawnSync('chown', ['65534', join(home, place)])
      await expect(agentKeys(home)).rejects.toMatchObject({ code: 'key.agent', details: { reason: 'owner' } })
      spawnSync('chown', ['0', join(home, place)])
    }
    expect(await agentKeys(home)).toHaveLength(1)
  })

  test('a link to a folder, or a file in its place, is refused', async () => {
    const [home, other, key] = [await aHome(), await aHome(), aKey()]
    await startAgent(other, [key], minute)
    await symlink(join(other, 'agent'), join(home, 'agent'))
    const refusal = { code: 'key.agent', details: { reason: 'not a folder' } }
    await expect(startAgent(home, [key], minute)).rejects.toMatchObject(refusal)
    await expect(agentKeys(home)).rejects.toMatchObject(refusal)
    await rm(join(home, 'agent'))
    await mkdir(join(home, 'agent'), { mode: 0o700 })
    await writeFile(join(home, 'agent', 'socket'), '')
    await expect(startAgent(home, [key], minute)).rejects.toMatchObject({
      details: { reason: 'not a socket' },
    })
    await rm(join(home, 'agent', 'socket'))
  })
})

describe.skipIf(!onLinux)('its process', () => {
  test('has the key in memory only: in no file, argument or variable', async () => {
    const [home, key] = [await aHome(), aKey()]
    await startAgent(home, [key], minute)
    const pid = await agentOf(home)
    const [command, environment] = await Promise.all(
      ['cmdline', 'environ'].map((name) => readFile(`/proc/${pid}/${name}`)),
    )
    const files = (await readdir(home, { recursive: true, withFileTypes: true })).filter((each) =>
      each.isFile(),
    )
    expect(files).toEqual([])
    const seed = Buffer.from(key.seed)
    for (const seen of [command, environment]) {
      expect(seen).toBeInstanceOf(Buffer)
      for (const form of [seed, seed.toString('hex'), seed.toString('base64'), seed.toString('base64url')])
        expect(seen?.includes(form)).toBe(false)
    }
    expect(environment).toHaveLength(0)
  })

  test('wipes a key when its time is over, and all of them at the end', async () => {
    const [home, short, long] = [await aHome(), aKey(), aKey()]
    await startAgent(home, [short], 3000)
    await startAgent(home, [long], minute)
    const pid = await agentOf(home)
    await (await signerOf(home, long.fingerprint)).sign(message)
    expect(await timesInMemory(pid, long.seed)).toBeGreaterThan(0)
    await until(async () => (await agentKeys(home)).length === 1)
    expect(await timesInMemory(pid, short.seed)).toBe(0)
    expect(await timesInMemory(pid, long.seed)).toBeGreaterThan(0)
    // A connection on which nothing comes keeps the process a little longer than its keys.
    const idle = connect(await socketOf(home))
    await once(idle, 'connect')
    await stopAgent(home)
    expect(await timesInMemory(pid, long.seed)).toBe(0)
    expect(await agentsOf(home)).toEqual([pid])
    idle.destroy()
  })

  test('stands apart: own session, root folder, nothing open to its starter, no core', async () => {
    const home = await aHome()
    await startAgent(home, [aKey()], minute)
    const proc = `/proc/${await agentOf(home)}`
    const links = spawnSync('readlink', ['cwd', 'fd/0', 'fd/1', 'fd/2'], { cwd: proc, encoding: 'utf8' })
    expect(links.stdout.trim().split('\n')).toEqual(['/', '/dev/null', '/dev/null', '/dev/null'])
    await until(() => isAbsent(`${proc}/fd/3`))
    const stat = (await readFile(`${proc}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ')
    expect(stat[3]).toBe(proc.slice('/proc/'.length))
    expect(await readFile(`${proc}/limits`, 'utf8')).toMatch(/^Max core file size +[01] +[01] /m)
  })

  test('killed without warning, leaves a socket that does not stand in the way of the next', async () => {
    const [home, key] = [await aHome(), aKey()]
    await startAgent(home, [key], minute)
    const signer = await signerOf(home, key.fingerprint)
    const dead = await agentOf(home)
    process.kill(dead, 'SIGKILL')
    await until(async () => (await agentsOf(home)).length === 0)
    expect(await isAbsent(await socketOf(home))).toBe(false)
    await expect(signer.sign(message)).rejects.toMatchObject({ details: { reason: 'no agent' } })
    await startAgent(home, [key], minute)
    expect(await agentOf(home)).not.toBe(dead)
    await signer.sign(message)
  })

  test.each(['SIGTERM', 'SIGUSR1'] as const)(
    'told to by %s, ends and takes its socket along',
    async (signal) => {
      const home = await aHome()
      await startAgent(home, [aKey()], minute)
      process.kill(await agentOf(home), signal)
      await until(async () => (await agentsOf(home)).length === 0)
      expect(await readdir(join(home, 'agent'))).toEqual([])
    },
  )

  test('ends when its socket is taken away, and leaves that of a successor alone', async () => {
    const [home, key] = [await aHome(), aKey()]
    await startAgent(home, [aKey()], minute)
    const first = await agentOf(home)
    const path = await socketOf(home)
    await rename(path, `${path}.old`)
    await startAgent(home, [key], minute)
    await until(async () => !(await agentsOf(home)).includes(first))
    expect((await agentKeys(home)).map(({ fingerprint }) => fingerprint)).toEqual([key.fingerprint])
    await (await signerOf(home, key.fingerprint)).sign(message)
  })
})
