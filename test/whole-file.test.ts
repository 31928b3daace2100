import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { writeWhole } from '../src/signing/whole-file.js'

const root = mkdtempSync(join(tmpdir(), 'custodia-whole-'))
const program = fileURLToPath(new URL('support/whole-file-child.ts', import.meta.url))
const typescript = ['--import', fileURLToPath(new URL('support/typescript.mjs', import.meta.url))]
afterAll(() => rmSync(root, { recursive: true }))

describe('a file that is written whole', () => {
  test('is its owner’s alone, in a folder that is too', () => {
    const path = join(root, 'new', 'deep', 'file')
    expect(writeWhole(path, 'content', 'keep')).toBe(true)
    expect(readFileSync(path, 'utf8')).toBe('content')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(root, 'new')).mode & 0o777).toBe(0o700)
    expect(readdirSync(join(root, 'new', 'deep'))).toEqual(['file'])
  })

  test('stays as it is, or is replaced, as it is asked', () => {
    const path = join(root, 'standing')
    writeWhole(path, 'first', 'replace')
    expect(writeWhole(path, 'second', 'keep')).toBe(false)
    expect(readFileSync(path, 'utf8')).toBe('first')
    expect(writeWhole(path, Buffer.from('third'), 'replace')).toBe(true)
    expect(readFileSync(path, 'utf8')).toBe('third')
    expect(readdirSync(root).filter((name) => name.startsWith('standing'))).toEqual(['standing'])
  })

  test('is refused in our words where it cannot be', () => {
    const folder = join(root, 'folder')
    mkdirSync(join(folder, 'full'), { recursive: true })
    const refusal = expect.objectContaining({
      code: 'environment.io',
      details: expect.objectContaining({ path: folder }),
    })
    expect(() => writeWhole(folder, 'content', 'replace')).toThrow(refusal)
    expect(readdirSync(root).filter((name) => name.endsWith('.partial'))).toEqual([])
  })

  test('is never seen in part, whenever it is looked at and whenever its writer dies', async () => {
    const folder = join(root, 'looked-at')
    const path = join(folder, 'file')
    const size = 300_000
    writeWhole(path, 'a'.repeat(size), 'keep')
    for (let kill = 0; kill < 3; kill += 1) {
      const writer = spawn(process.execPath, [...typescript, program, path, `${size}`], { stdio: 'inherit' })
      const ended = once(writer, 'exit')
      const seen = new Set<string>()
      while (seen.size < 2) {
        seen.add(readFileSync(path, 'utf8'))
        await pause(1)
      }
      writer.kill('SIGKILL')
      await ended
      seen.add(readFileSync(path, 'utf8'))
      expect([...seen].filter((text) => !/^(a+|b+)$/.test(text) || text.length !== size)).toEqual([])
    }
  })
})
