import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

/** What a folder holds, by path below it, folders before what is in them; no bytes for a folder. */
export type Tree = ReadonlyMap<string, { readonly mode: number; readonly bytes?: Buffer }>

/** Left where it is and as it is: the socket of a running agent cannot be copied. */
const left = 'agent'

export function treeAt(folder: string): Tree {
  const tree = new Map<string, { mode: number; bytes?: Buffer }>()
  collect(folder, '', tree)
  return tree
}

function collect(folder: string, below: string, tree: Map<string, { mode: number; bytes?: Buffer }>): void {
  for (const name of readdirSync(join(folder, below)).sort()) {
    const path = join(below, name)
    const status = lstatSync(join(folder, path))
    if (name === left) continue
    if (status.isFile())
      tree.set(path, { mode: status.mode & 0o777, bytes: readFileSync(join(folder, path)) })
    if (!status.isDirectory()) continue
    tree.set(path, { mode: status.mode & 0o777 })
    collect(folder, path, tree)
  }
}

/** Makes a folder hold this and nothing else. */
export function setTree(folder: string, tree: Tree): void {
  clear(folder)
  for (const [path, { mode, bytes }] of tree) {
    const full = join(folder, path)
    if (bytes === undefined) mkdirSync(full, { recursive: true, mode })
    else {
      writeFileSync(full, bytes)
      chmodSync(full, mode)
    }
  }
}

function clear(folder: string): void {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (name === left) continue
    if (existsSync(join(path, left))) clear(path)
    else rmSync(path, { recursive: true, force: true })
  }
}

/** Where cases are made whose every write is waited for: in memory, where there is such a place. */
export const inMemory: string | undefined = existsSync('/dev/shm') ? '/dev/shm' : undefined
