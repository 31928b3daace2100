import type { ListedAlgorithm, ListedDigests } from './hash-lists/hash-list.js'

/** A BagIt folder (RFC 8493) as its tag files state it. */
export interface Bag {
  readonly folder: string
  readonly version: '0.97' | '1.0'
  readonly algorithms: readonly ListedAlgorithm[]
  /** What `bag-info.txt` says, in its order. Free text. */
  readonly info: readonly { readonly label: string; readonly value: string }[]
  /** Bytes and files of the payload, where `Payload-Oxum` states them. */
  readonly oxum?: { readonly bytes: number; readonly files: number }
  /** The payload, names from `data/` on; the line is the one of the first manifest that lists the file. */
  readonly entries: readonly ListedDigests[]
}

/** What of a bag's payload is not as its manifests say. */
export type BagFault =
  | { readonly kind: 'missing' | 'not-listed' | 'not-regular'; readonly name: Uint8Array }
  | { readonly kind: 'mismatch'; readonly name: Uint8Array; readonly algorithm: ListedAlgorithm }
  | { readonly kind: 'oxum'; readonly stated: string; readonly found: string }

/** RFC 8493 §2.1.3: a line feed, a carriage return and the sign of the escape itself. */
export function escapeBagPath(path: string): string {
  return path.replace(/[\n\r%]/g, (sign) => (sign === '\n' ? '%0A' : sign === '\r' ? '%0D' : '%25'))
}

export function unescapeBagPath(path: string): string {
  return path.replace(/%(0[AaDd]|25)/g, (_, code) => (code === '25' ? '%' : /a/i.test(code) ? '\n' : '\r'))
}
