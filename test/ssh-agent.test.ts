import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { homeAt } from '../src/case/home.js'
import { keysIn, referTo, unlocked } from '../src/case/keys.js'
import { KeyError } from '../src/errors.js'
import { personCode } from '../src/model/field.js'
import { instantOf } from '../src/model/instant.js'
import { sshAgentKeys, sshAgentSigner } from '../src/signing/ssh-agent.js'
import { verifierKeyOf } from '../src/signing/verifier-key.js'

// Against the ssh-agent of OpenSSH, and against what is none.

const isHere = spawnSync('ssh-agent', ['-h']).error === undefined
const message = Buffer.from('custodia-act/v1\n{}\n')
let folder: string
let socket: string
let agent: ChildProcess | undefined

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'custodia-ssh-'))
  await chmod(folder, 0o700)
  socket = join(folder, 'agent')
  if (!isHere) return
  agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' })
  for (let left = 100; left > 0 && !existsSync(socket); left -= 1) await pause(50)
  for (const [kind, bits] of [
    ['ed25519', '256'],
    ['ecdsa', '256'],
    ['ecdsa', '384'],
  ] as const)
    addKey(kind, bits)
})

afterAll(async () => {
  agent?.kill()
  await rm(folder, { recursive: true, force: true })
})

function addKey(kind: string, bits: string): void {
  const file = join(folder, `${kind}-${bits}`)
  const made = spawnSync('ssh-keygen', [
    '-q',
    '-t',
    kind,
    '-b',
    bits,
    '-N',
    '',
    '-C',
    `${kind} ${bits}`,
    '-f',
    file,
  ])
  const added = spawnSync('ssh-add', ['-q', file], { env: { ...process.env, SSH_AUTH_SOCK: socket } })
  if (made.status !== 0 || added.status !== 0) throw new Error(`${made.stderr}${added.stderr}`)
}

/** Something that listens and answers each connection with these bytes. */
async function answering<Result>(
  reply: Uint8Array,
  work: (path: string) => Promise<Result>,
): Promise<Result> {
  const path = join(folder, `fake-${Math.random().toString(36).slice(2)}`)
  const server = createServer((connection) => connection.end(reply)).listen(path)
  await new Promise((resolve) => server.once('listening', resolve))
  try {
    return await work(path)
  } finally {
    server.close()
  }
}

describe.skipIf(!isHere)('the keys of an ssh-agent', () => {
  test('are those of our two kinds; a third is passed over', async () => {
    const keys = await sshAgentKeys(socket)
    expect(keys.map(({ comment }) => comment)).toEqual(['ed25519 256', 'ecdsa 256'])
    const listed = spawnSync('ssh-add', ['-l'], { env: { ...process.env, SSH_AUTH_SOCK: socket } })
    for (const { sshFingerprint } of keys) expect(String(listed.stdout)).toContain(sshFingerprint)
  })

  test.each([0, 1])('sign what their verifier keys accept (%i)', async (at) => {
    const key = (await sshAgentKeys(socket))[at]
    const signer = key && (await sshAgentSigner(socket, key.fingerprint))
    if (!signer) throw new Error('no signer')
    const { algorithm, verify } = verifierKeyOf('lab.example/case/P-02', signer.publicKey)
    expect([signer.kind, algorithm]).toEqual(['ssh-agent', ['ed25519', 'ecdsa-p256'][at]])
    for (let left = 10; left > 0; left -= 1) expect(verify(message, await signer.sign(message))).toBe(true)
    expect(verify(Buffer.from('another\n'), await signer.sign(message))).toBe(false)
  })

  test('that it does not hold are undefined', async () => {
    expect(await sshAgentSigner(socket, '0'.repeat(32))).toBeUndefined()
  })

  test('are referred to by a home, by the beginning of either fingerprint, and sign from there', async () => {
    const home = homeAt(join(folder, 'home'))
    const [, second] = await sshAgentKeys(socket)
    const fingerprint = second?.sshFingerprint.slice(0, 20) ?? ''
    const made = await referTo(home, { kind: 'ssh-agent', socket, fingerprint }, instantOf(0))
    expect(made.fingerprint).toBe(second?.fingerprint)
    const [key] = keysIn(home)
    if (!key) throw new Error('no key')
    expect(key).toMatchObject({ held: { kind: 'ssh-agent' }, fingerprint: made.fingerprint })
    const desk = { passphrase: async () => new Uint8Array(), sshAgent: socket }
    const signer = await unlocked(home, key, personCode.parse('P-02'), desk)
    expect(verifierKeyOf('n', key.publicKey).verify(message, await signer.sign(message))).toBe(true)
    await expect(
      unlocked(home, key, personCode.parse('P-02'), { passphrase: desk.passphrase }),
    ).rejects.toMatchObject({ code: 'key.ssh-agent' })
    await expect(
      referTo(home, { kind: 'ssh-agent', socket, fingerprint: '' }, instantOf(0)),
    ).rejects.toMatchObject({ code: 'key.ambiguous' })
  })

  test('are refused while the agent is locked or once they are gone', async () => {
    const [key] = await sshAgentKeys(socket)
    const signer = key && (await sshAgentSigner(socket, key.fingerprint))
    const gone = spawnSync('ssh-add', ['-q', '-d', join(folder, 'ed25519-256')], {
      env: { ...process.env, SSH_AUTH_SOCK: socket },
    })
    expect(gone.status).toBe(0)
    await expect(signer?.sign(message)).rejects.toMatchObject({
      code: 'key.ssh-agent',
      details: { reason: 'refused' },
    })
  })
})

describe('what is no ssh-agent', () => {
  const frame = (...bytes: number[]) => Buffer.of(0, 0, 0, bytes.length, ...bytes)
  test.each([
    ['is silent', Buffer.alloc(0)],
    ['stops in the middle', Buffer.of(0, 0, 0, 9, 12)],
    ['says no', frame(5)],
    ['answers another question', frame(14, 0, 0, 0, 0)],
    ['promises a key that it does not send', frame(12, 0, 0, 0, 1)],
    ['promises a string longer than its answer', frame(12, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff)],
    ['would send more than anybody reads', Buffer.of(0x7f, 0xff, 0xff, 0xff, 12)],
    ['sends a point that is none', frame(12, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, 0)],
  ])('%s', async (what, reply) => {
    await answering(reply, async (path) => {
      const keys = sshAgentKeys(path)
      if (what === 'sends a point that is none') await expect(keys).rejects.toThrow(KeyError)
      else await expect(keys).rejects.toMatchObject({ code: 'key.ssh-agent' })
    })
  })

  test('is not there', async () => {
    await expect(sshAgentKeys(join(folder, 'nobody'))).rejects.toMatchObject({ code: 'key.ssh-agent' })
    await expect(sshAgentKeys('')).rejects.toMatchObject({ code: 'key.ssh-agent' })
  })
})
