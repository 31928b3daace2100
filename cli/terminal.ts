import { readSync } from 'node:fs'
import { UsageError } from '../src/index.js'

/** Streams a command may write to, and how. */
export interface Terminal {
  /** One line on standard output. */
  line(text: string): void
  /** One line on standard error, unless `--quiet`. */
  note(text: string): void
  /** One line on standard error, always. */
  warn(text: string): void
  /** A line that replaces itself, on standard error, only on a terminal. */
  progress(text: string): void
  /** Ends the line that replaces itself. */
  settle(): void
  /** Reads a secret without showing it. @throws UsageError `usage.no-terminal` */
  secret(prompt: string): Promise<Uint8Array>
}

export function openTerminal(quiet: boolean): Terminal {
  let shown = false
  const settle = () => {
    if (shown) process.stderr.write('\r\u001b[K')
    shown = false
  }
  return {
    line: (text) => process.stdout.write(`${text}\n`),
    note(text) {
      if (quiet) return
      settle()
      process.stderr.write(`${text}\n`)
    },
    warn(text) {
      settle()
      process.stderr.write(`${text}\n`)
    },
    progress(text) {
      if (quiet || !process.stderr.isTTY) return
      process.stderr.write(`\r\u001b[K${text.slice(0, (process.stderr.columns ?? 80) - 1)}`)
      shown = true
    },
    settle,
    async secret(prompt) {
      if (!process.stdin.isTTY) throw new UsageError('usage.no-terminal', { what: 'passphrase' })
      settle()
      process.stderr.write(prompt)
      try {
        return readHidden()
      } finally {
        process.stderr.write('\n')
      }
    },
  }
}

const enter = [0x0a, 0x0d]
const erase = [0x08, 0x7f]
const interrupt = 0x03

/** Byte by byte from the terminal in raw mode, so that nothing is echoed. */
function readHidden(): Uint8Array {
  process.stdin.setRawMode(true)
  const typed: number[] = []
  const byte = new Uint8Array(1)
  try {
    while (readByte(byte) === 1) {
      const [key = 0] = byte
      if (enter.includes(key)) break
      if (key === interrupt)
        throw new UsageError('usage.no-terminal', { what: 'passphrase', reason: 'interrupted' })
      if (erase.includes(key)) typed.pop()
      else typed.push(key)
    }
    return Uint8Array.from(typed)
  } finally {
    process.stdin.setRawMode(false)
    typed.fill(0)
  }
}

function readByte(byte: Uint8Array): number {
  try {
    return readSync(0, byte)
  } catch (error) {
    const isBusy = error instanceof Error && 'code' in error && error.code === 'EAGAIN'
    if (!isBusy) throw error
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    return readByte(byte)
  }
}
