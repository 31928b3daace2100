import { hash } from 'node:crypto'
import type { Stats } from 'node:fs'
import { lstat, mkdir, realpath, stat, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { EnvironmentError, KeyError } from '../errors.js'

/** `sockaddr_un` holds 104 bytes on macOS and 108 on Linux, the final zero and a few spare ones among them. */
const longestPath = 100

/**
 * Where the agent of a home listens: `<home>/agent/socket`, or a folder of the user's own among the temporary files when
 * that path is too long for a socket. Undefined when the home is not there, or the system has no users that own files.
 */
export async function agentSocket(home: string): Promise<string | undefined> {
  const user = process.getuid?.()
  const folder = user === undefined ? undefined : await present(home, realpath(home))
  if (user === undefined || folder === undefined) return undefined
  const path = join(folder, 'agent', 'socket')
  if (Buffer.byteLength(path) <= longestPath) return path
  return join(tmpdir(), `custodia-${user}-${hash('sha256', folder).slice(0, 16)}`, 'socket')
}

/** Makes the folder in which an agent may listen; throws `environment.*`. */
export async function makeAgentFolder(home: string): Promise<string> {
  await make(home)
  const path = await agentSocket(home)
  if (path === undefined || Buffer.byteLength(path) > longestPath)
    throw new EnvironmentError('environment.unsupported', { what: 'unlock agent', path: path ?? home })
  await make(dirname(path))
  return path
}

/**
 * Nobody but this user can have put the socket there or can reach it. Returns what stands at the path, undefined for
 * nothing; throws `key.agent` with the path and the reason when others could.
 */
export async function requirePrivate(path: string): Promise<Stats | undefined> {
  const folder = dirname(path)
  const found = await present(folder, lstat(folder))
  if (found === undefined) return undefined
  if (!found.isDirectory()) throw refusal(folder, 'not a folder')
  requireOwn(folder, found)
  await requireSteady(dirname(folder))
  const socket = await present(path, lstat(path))
  if (socket === undefined) return undefined
  if (!socket.isSocket()) throw refusal(path, 'not a socket')
  requireOwn(path, socket)
  return socket
}

/** Takes away the socket of an agent that died without doing so, unless it is no longer the one that was found dead. */
export async function removeStale(path: string, dead: Stats): Promise<void> {
  const found = await present(path, lstat(path))
  // A number of an inode may be given again at once; together with its time it is not.
  if (found?.ino === dead.ino && found.ctimeMs === dead.ctimeMs) await present(path, unlink(path))
}

function requireOwn(path: string, { uid, mode }: Stats): void {
  if (uid !== process.getuid?.()) throw refusal(path, 'owner')
  if ((mode & 0o077) !== 0) throw refusal(path, 'mode')
}

/** In a folder that others may write, ours could be replaced by another after we looked, but for the sticky bit. */
async function requireSteady(folder: string): Promise<void> {
  const { uid, mode } = await stat(folder)
  if (uid !== 0 && uid !== process.getuid?.()) throw refusal(folder, 'owner')
  if ((mode & 0o022) !== 0 && (mode & 0o1000) === 0) throw refusal(folder, 'mode')
}

async function make(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    const reason = systemCode(cause)
    const forbidden = ['EROFS', 'EACCES', 'EPERM'].includes(reason)
    const code = forbidden ? 'environment.read-only' : 'environment.io'
    throw new EnvironmentError(code, { path: folder, reason }, { cause })
  }
}

async function present<Found>(path: string, asked: Promise<Found>): Promise<Found | undefined> {
  try {
    return await asked
  } catch (cause) {
    const reason = systemCode(cause)
    if (reason === 'ENOENT') return undefined
    throw new KeyError('key.agent', { path, reason }, { cause })
  }
}

function systemCode(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}

function refusal(path: string, reason: string): KeyError {
  return new KeyError('key.agent', { path, reason })
}
