import { md4 } from './md4.js'

const partSize = 9_728_000

/** The parts of a file as eMule counts them: as many whole ones as fit, and always one more that is not whole. */
function parts(file: Uint8Array): Uint8Array[] {
  const list: Uint8Array[] = []
  let rest = file
  while (rest.length >= partSize) {
    list.push(rest.subarray(0, partSize))
    rest = rest.subarray(partSize)
  }
  return [...list, rest]
}

/** eMule's file hash in lower-case hex, from the whole file at once. */
export function ed2k(file: Uint8Array): string {
  const hashes = parts(file).map(md4)
  const hash = hashes.length === 1 && hashes[0] ? hashes[0] : md4(Buffer.concat(hashes))
  return Buffer.from(hash).toString('hex')
}
