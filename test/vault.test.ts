import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { type FilesystemVault, openFilesystemVault } from '../src/vault/filesystem.js'
import { blobOf, bytesOf, listed, vaultSuite } from './conformance/vault.js'

const project = fileURLToPath(new URL('..', import.meta.url))
const root = mkdtempSync(join(tmpdir(), 'custodia-vault-'))
const child = join(project, 'test/support/vault-child.ts')
const typescript = ['--import', join(project, 'test/support/typescript.mjs')]
const text = Buffer.from('a field in June')

afterAll(() => rmSync(root, { recursive: true }))

function newFolder(): string {
  return join(mkdtempSync(join(root, 'case-')), 'vault')
}

function newVault(): FilesystemVault {
  return openFilesystemVault(newFolder())
}

function incoming(vault: FilesystemVault): string[] {
  return readdirSync(join(vault.address.folder, 'incoming'))
}

function mode(path: string): string {
  return (statSync(path).mode & 0o7777).toString(8)
}

/** Puts other bytes in the place of a stored blob, as somebody with the rights to do so could. */
function tamper(path: string, bytes: Uint8Array): void {
  chmodSync(path, 0o600)
  writeFileSync(path, bytes)
  chmodSync(path, 0o400)
}

vaultSuite('a vault in a folder', async () => newVault())

describe('the folder of a vault', () => {
  test('is not touched by opening, asking and listing', async () => {
    const vault = newVault()
    expect(await vault.has(blobOf(text))).toBe(false)
    expect(await listed(vault)).toEqual([])
    expect(await vault.sweep()).toBe(0)
    expect(existsSync(vault.address.folder)).toBe(false)
  })

  test('holds read-only files in folders that are nobody else’s', async () => {
    const vault = newVault()
    const blob = await vault.store(text)
    const path = vault.pathOf(blob)
    const hex = blob.slice('sha256:'.length)
    expect(relative(vault.address.folder, path)).toBe(`sha256/${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex}`)
    expect(mode(path)).toBe('400')
    for (let folder = dirname(path); folder !== dirname(vault.address.folder); folder = dirname(folder)) {
      expect(mode(folder)).toBe('700')
    }
    expect(statSync(path).nlink).toBe(1)
    expect(incoming(vault)).toEqual([])
  })

  test('never has a file replaced', async () => {
    const vault = newVault()
    const blob = await vault.store(text)
    const before = statSync(vault.pathOf(blob), { bigint: true })
    await vault.store(text)
    const after = statSync(vault.pathOf(blob), { bigint: true })
    expect([after.ino, after.mtimeNs, after.ctimeNs]).toEqual([before.ino, before.mtimeNs, before.ctimeNs])
  })

  test.each([
    ['other bytes of the same length', Buffer.from('a field in July')],
    ['a shorter file', Buffer.from('a field')],
  ])('that holds %s under the name of a blob is not written over', async (_, bytes) => {
    const vault = newVault()
    const blob = await vault.store(text)
    tamper(vault.pathOf(blob), bytes)
    await expect(vault.store(text)).rejects.toMatchObject({
      code: 'vault.mismatch',
      details: { path: vault.pathOf(blob), blob },
    })
    expect(await bytesOf(vault.read(blob))).toEqual(bytes)
    expect(incoming(vault)).toEqual([])
  })

  test('that has a link in the place of a blob has no such blob', async () => {
    const vault = newVault()
    const blob = await vault.store(text)
    const elsewhere = join(root, 'elsewhere')
    renameSync(vault.pathOf(blob), elsewhere)
    symlinkSync(elsewhere, vault.pathOf(blob))
    expect(await vault.has(blob)).toBe(false)
    expect(await listed(vault)).toEqual([])
    await expect(bytesOf(vault.read(blob))).rejects.toMatchObject({ code: 'vault.unreadable' })
    await expect(vault.store(text)).rejects.toMatchObject({ code: 'vault.unreadable' })
  })

  test('may hold other things, which are no blobs', async () => {
    const vault = newVault()
    const blob = await vault.store(text)
    writeFileSync(join(dirname(vault.pathOf(blob)), 'notes.txt'), 'x')
    mkdirSync(join(vault.address.folder, 'sha256', 'ab', 'cd', '0'.repeat(64)), { recursive: true })
    expect(await listed(vault)).toEqual([{ blob, size: text.length }])
  })

  test('under a regular file is unwritable, and the path is named', async () => {
    const file = join(root, 'file')
    writeFileSync(file, '')
    const vault = openFilesystemVault(join(file, 'vault'))
    await expect(vault.store(text)).rejects.toMatchObject({
      code: 'vault.unwritable',
      details: { path: join(file, 'vault', 'incoming'), reason: 'ENOTDIR' },
    })
  })
})

describe('sweeping', () => {
  async function stagingChild(folder: string): Promise<ChildProcess> {
    const process_ = spawn(process.execPath, [...typescript, child, folder, 'stage', '1000'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(process_.stdout, 'data')
    return process_
  }

  test('spares living writers and removes what dead ones left', async () => {
    const vault = newVault()
    const writer = await stagingChild(vault.address.folder)
    expect(incoming(vault)).toHaveLength(1)
    expect(await vault.sweep()).toBe(0)
    const died = once(writer, 'exit')
    writer.kill('SIGKILL')
    await died
    expect(await vault.sweep()).toBe(1)
    expect(incoming(vault)).toEqual([])
  })

  test.runIf(process.platform === 'linux')('knows a process number that has come round again', async () => {
    const vault = newVault()
    const staging = await vault.stage()
    const [name = ''] = incoming(vault)
    const [host, pid, start] = name.split('-')
    expect(pid).toBe(String(process.pid))
    const earlier = `${host}-${pid}-${Number(start) - 1}-${'0'.repeat(32)}`
    writeFileSync(join(vault.address.folder, 'incoming', earlier), '')
    expect(await vault.sweep()).toBe(1)
    expect(incoming(vault)).toEqual([name])
    await staging.discard()
  })

  test('leaves writers on other machines a day, and other files for ever', async () => {
    const vault = newVault()
    await vault.store(text)
    const folder = join(vault.address.folder, 'incoming')
    const [fresh, old] = ['0', '1'].map((digit) => `00000000-1-1-${digit.repeat(32)}`)
    for (const name of [`${fresh}`, `${old}`, 'stranger']) writeFileSync(join(folder, name), '')
    const longAgo = Date.now() / 1000 - 25 * 60 * 60
    utimesSync(join(folder, `${old}`), longAgo, longAgo)
    expect(await vault.sweep()).toBe(1)
    expect(incoming(vault).sort()).toEqual([fresh, 'stranger'])
  })
})

/** Runs the child in a mount namespace of its own where `folder` is a small file system in memory. */
function onSmallDisk(folder: string, options: string, size: number): string {
  const command = `mount -t tmpfs -o ${options} none "$0" && exec "$@"`
  const args = [
    '-rm',
    'sh',
    '-c',
    command,
    folder,
    process.execPath,
    ...typescript,
    child,
    folder,
    'store',
    `${size}`,
  ]
  return execFileSync('unshare', args, { encoding: 'utf8' })
}

const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0
const canInject = spawnSync('strace', ['-f', '-e', 'inject=fsync:error=EIO:when=999', 'true']).status === 0
if (!canMount) console.warn('SKIPPED full and read-only disks: this system does not let us mount one')
if (!canInject) console.warn('SKIPPED failing disks: strace is absent or may not trace')

describe('when the medium fails', () => {
  test.runIf(canMount)('a full disk is told as such, with the path, and leaves nothing behind', () => {
    const folder = mkdtempSync(join(root, 'small-'))
    const output = onSmallDisk(folder, 'size=1m', 3_000_000)
    expect(output).toMatch(/^(environment\.disk-full \S+\/incoming\/\S+\n){2}$/)
  })

  test.runIf(canMount)('a read-only disk is told as such', () => {
    const folder = mkdtempSync(join(root, 'fixed-'))
    expect(onSmallDisk(folder, 'ro', 10)).toMatch(/^(environment\.read-only \S+\n){2}$/)
  })

  test.runIf(canInject)('a failed write-through is final: no second attempt is believed', () => {
    const folder = newFolder()
    const args = ['-qq', '-f', '-o', '/dev/null', '-e', 'trace=fsync', '-e', 'inject=fsync:error=EIO:when=1']
    const command = [...args, process.execPath, ...typescript, child, folder, 'store', '10']
    const output = execFileSync('strace', command, { encoding: 'utf8' })
    expect(output).toMatch(/^(environment\.io \S+\n){2}$/)
    const left = execFileSync('find', [folder, '-type', 'f'], { encoding: 'utf8' })
    expect(left).toBe('')
  })
})
