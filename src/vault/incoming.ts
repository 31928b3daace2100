import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, statSync, unlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { attempt, reasonOf, writeFailure } from './storage-failure.js'

const form = /^(?<host>[0-9a-f]{8})-(?<pid>\d+)-(?<start>\d+)-[0-9a-f]{32,}$/
const abandonedAfter = 24 * 60 * 60 * 1000

const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)

/** Of this thread: module state is not shared between threads. */
const token = randomBytes(12).toString('hex')
const writer = `${host}-${process.pid}-${startOf(process.pid)}`
let named = 0

/** A name nobody else uses, from which a later sweep can tell whether its writer still lives. */
export function incomingName(): string {
  named += 1
  return `${writer}-${token}${named.toString(16).padStart(8, '0')}`
}

/**
 * Removes what dead writers left in `folder`; says how many. Writers on another machine cannot be asked: theirs go when
 * nothing was written for a day.
 */
export function sweepIncoming(folder: string): number {
  let removed = 0
  for (const name of namesIn(folder)) {
    const path = join(folder, name)
    if (!isStale(path, name)) continue
    if (remove(path)) removed += 1
  }
  return removed
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (reasonOf(error) === 'ENOENT') return []
    throw writeFailure(folder, error)
  }
}

function isStale(path: string, name: string): boolean {
  const groups = form.exec(name)?.groups
  if (!groups) return false
  if (groups['host'] === host) return !isAlive(Number(groups['pid']), groups['start'] ?? '')
  const stats = attempt(path, writeFailure, () => statSync(path, { throwIfNoEntry: false }))
  return stats !== undefined && Date.now() - stats.mtimeMs > abandonedAfter
}

function isAlive(pid: number, start: string): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (reasonOf(error) === 'ESRCH') return false
  }
  const now = startOf(pid)
  return now === '0' || start === '0' || now === start
}

/**
 * When the process began, in clock ticks since boot (proc(5), field 22 of stat); `0` where that cannot be read. Process
 * numbers come round again, in a container at every start.
 */
function startOf(pid: number): string {
  let text: string
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'latin1')
  } catch {
    return '0'
  }
  // The second field is the program's name in parentheses and may hold anything.
  const start = text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  return /^\d+$/.test(start) ? start : '0'
}

function remove(path: string): boolean {
  try {
    unlinkSync(path)
    return true
  } catch (error) {
    if (reasonOf(error) === 'ENOENT') return false
    throw writeFailure(path, error)
  }
}
