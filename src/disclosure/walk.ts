import { lstat, readdir } from 'node:fs/promises'

/** Something that stands in a folder. `path` is its raw name relative to the folder, parts joined by `/`. */
export interface Standing {
  readonly path: Buffer
  /** `unread` is a folder that could not be listed, or what went away meanwhile. Links are never followed. */
  readonly kind: 'file' | 'link' | 'other' | 'unread'
  readonly size: number
}

const slash = Buffer.from('/')

/** Everything below a folder but the folders themselves, names by raw bytes. */
export async function* walk(root: Buffer, below: Buffer = Buffer.alloc(0)): AsyncGenerator<Standing> {
  const names = await unlessRefused(() =>
    readdir(below.length === 0 ? root : joined(root, below), { encoding: 'buffer' }),
  )
  if (!names) yield { path: below, kind: 'unread', size: 0 }
  for (const name of names?.sort(Buffer.compare) ?? []) {
    const path = below.length === 0 ? name : joined(below, name)
    const status = await unlessRefused(() => lstat(joined(root, path)))
    if (!status) yield { path, kind: 'unread', size: 0 }
    else if (status.isDirectory()) yield* walk(root, path)
    else if (status.isFile()) yield { path, kind: 'file', size: status.size }
    else yield { path, kind: status.isSymbolicLink() ? 'link' : 'other', size: 0 }
  }
}

export function joined(folder: Buffer, name: Buffer): Buffer {
  return Buffer.concat([folder, slash, name])
}

async function unlessRefused<Result>(step: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await step()
  } catch (cause) {
    if (cause instanceof Error && 'syscall' in cause) return undefined
    throw cause
  }
}
