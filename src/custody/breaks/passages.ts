import type { Act } from '../../model/act.js'

const passages: ReadonlySet<Act['kind']> = new Set([
  'transfer.now',
  'transfer.offer',
  'transfer.accept',
  'store.put',
  'store.take',
  'store.move',
  'exhibit.deliver',
  'exhibit.recover',
  'exhibit.release',
  'exhibit.destroy',
])

/** Acts by which an exhibit comes to be somewhere else, or with somebody else. */
export function isPassage({ kind }: Act): boolean {
  return passages.has(kind)
}

const outward: ReadonlySet<Act['kind']> = new Set([
  'transfer.now',
  'transfer.offer',
  'store.put',
  'exhibit.deliver',
])

/** Those by which its holder lets go of it: the moment at which a court asks about its seal. */
export function isHandedOn({ kind }: Act): boolean {
  return outward.has(kind)
}
