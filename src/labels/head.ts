import { decodeBase64 } from '../encoding/base64.js'
import { encodeHex } from '../encoding/hex.js'
import type { LabelHead } from '../model/label.js'

/** The head of a log as labels show it. @throws SourceError when the root is not base64 */
export function labelHead({ size, root }: { readonly size: number; readonly root: string }): LabelHead {
  return { size, root: encodeHex(decodeBase64(root).slice(0, 6)) }
}
