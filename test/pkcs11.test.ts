import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keySource } from '../cli/key-source.js'
import { homeAt } from '../src/case/home.js'
import { keysIn, referTo, unlocked } from '../src/case/keys.js'
import { personCode } from '../src/model/field.js'
import { instantOf } from '../src/model/instant.js'
import { tokenPublicKey, tokenSigner } from '../src/signing/pkcs11.js'
import { verifierKeyOf } from '../src/signing/verifier-key.js'

// Against a token made of software, SoftHSM2. Its configuration is read from the environment when its library is loaded.

const module = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib64/pkcs11/libsofthsm2.so'].find((path) =>
  existsSync(path),
)
const isHere = module !== undefined && isInstalled('pkcs11js') && runs('softhsm2-util') && runs('pkcs11-tool')
const message = Buffer.from('custodia-act/v1\n{}\n')
const pin = Buffer.from('1234')
let folder: string

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url)(name)
    return true
  } catch {
    return false
  }
}

function runs(program: string): boolean {
  return spawnSync(program, ['--help'], { stdio: 'ignore' }).error === undefined
}

function run(program: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(program, args)
  if (status !== 0) throw new Error(`${program}: ${stderr}`)
}

const key = (id: string, token = 'Lab token') => ({ module: module ?? '', token, id })

describe.skipIf(!isHere)('a key on a token (SoftHSM2)', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'custodia-token-'))
    await mkdir(join(folder, 'tokens'))
    const configuration = join(folder, 'softhsm2.conf')
    await writeFile(configuration, `directories.tokendir = ${folder}/tokens\nobjectstore.backend = file\n`)
    process.env['SOFTHSM2_CONF'] = configuration
    run(
      'softhsm2-util',
      '--init-token',
      '--free',
      '--label',
      'Lab token',
      '--so-pin',
      '12345678',
      '--pin',
      '1234',
    )
    const pair = (type: string, id: string) =>
      run(
        'pkcs11-tool',
        ...['--module', module ?? '', '--login', '--pin', '1234', '--token-label', 'Lab token'],
        ...['--keypairgen', '--key-type', type, '--id', id],
      )
    pair('EC:prime256v1', '01')
    pair('EC:edwards25519', '02')
    pair('rsa:1024', '03')
  })

  afterAll(() => rm(folder, { recursive: true, force: true }))

  test.each([
    ['01', 'ecdsa-p256'],
    ['02', 'ed25519'],
  ])('%s signs what its verifier key accepts (%s)', async (id, wanted) => {
    const publicKey = await tokenPublicKey(key(id))
    const { algorithm, verify } = verifierKeyOf('lab.example/case/P-02', publicKey)
    expect(algorithm).toBe(wanted)
    const signer = tokenSigner(key(id), publicKey, pin)
    expect(signer.kind).toBe('pkcs11')
    for (let left = 5; left > 0; left -= 1) expect(verify(message, await signer.sign(message))).toBe(true)
    expect(verify(Buffer.from('another\n'), await signer.sign(message))).toBe(false)
  })

  test('signs for several at once', async () => {
    const publicKey = await tokenPublicKey(key('02'))
    const { verify } = verifierKeyOf('n', publicKey)
    const signer = tokenSigner(key('02'), publicKey, pin)
    const lines = await Promise.all(Array.from({ length: 8 }, () => signer.sign(message)))
    expect(lines.every((line) => verify(message, line))).toBe(true)
  })

  test('is not opened with another PIN', async () => {
    const publicKey = await tokenPublicKey(key('01'))
    await expect(tokenSigner(key('01'), publicKey, Buffer.from('9999')).sign(message)).rejects.toMatchObject({
      code: 'key.passphrase',
      details: { reason: 'pin' },
    })
  })

  test.each([
    ['of another kind', key('03'), { code: 'key.token' }],
    ['that is not there', key('99'), { code: 'key.absent' }],
    [
      'on a token that is not there',
      key('01', 'Other'),
      { code: 'key.token', details: { reason: 'absent' } },
    ],
    ['of a library that is none', { ...key('01'), module: '/etc/hostname' }, { code: 'key.token' }],
  ])('%s is refused', async (_, wanted, refusal) => {
    await expect(tokenPublicKey(wanted)).rejects.toMatchObject(refusal)
  })

  test('is referred to by a home as its URI says, and signs from there', async () => {
    const home = homeAt(join(folder, 'home'))
    const source = keySource(`pkcs11:token=Lab%20token;id=%02?module-path=${module}`, undefined)
    const made = await referTo(home, source, instantOf(0))
    const [found] = keysIn(home)
    if (!found) throw new Error('no key')
    expect(found).toMatchObject({ fingerprint: made.fingerprint, held: { kind: 'pkcs11', id: '02' } })
    const signer = await unlocked(home, found, personCode.parse('P-02'), { passphrase: async () => pin })
    expect(verifierKeyOf('n', found.publicKey).verify(message, await signer.sign(message))).toBe(true)
  })
})

describe('where a key lies', () => {
  const refused = expect.objectContaining({ code: 'usage.argument' })
  test.each([
    'file:/tmp/key',
    'pkcs11:token=Lab;id=%01',
    'pkcs11:token=Lab?module-path=/usr/lib/x.so',
    'pkcs11:token=Lab;id=%0?module-path=/usr/lib/x.so',
    'pkcs11:token=Lab;id=%01;object=a?module-path=/usr/lib/x.so',
    '',
  ])('is not said by %j', (text) => expect(() => keySource(text, '/run/agent')).toThrow(refused))

  test('is said by a fingerprint, or by the agent alone', () => {
    expect(keySource('ssh-agent', '/run/agent')).toEqual({
      kind: 'ssh-agent',
      socket: '/run/agent',
      fingerprint: '',
    })
    expect(keySource('ssh-agent:SHA256:ab', '/run/agent')).toMatchObject({ fingerprint: 'SHA256:ab' })
    expect(() => keySource('ssh-agent', undefined)).toThrow(
      expect.objectContaining({ code: 'usage.missing' }),
    )
    expect(keySource('pkcs11:id=a%ff;token=%C3%B1?module-path=/x.so', '')).toEqual({
      kind: 'pkcs11',
      token: 'ñ',
      id: '61ff',
      module: '/x.so',
    })
  })
})
