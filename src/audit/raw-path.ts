import { decodeBase64, isBase64 } from '../encoding/base64.js'

/** The opening of a path: `{"bytes": base64}`. Undefined when it is anything else: then nobody knows the path. */
export function rawPath(value: unknown): Uint8Array | undefined {
  const bytes = typeof value === 'object' && value !== null && 'bytes' in value ? value.bytes : undefined
  return typeof bytes === 'string' && isBase64(bytes) ? decodeBase64(bytes) : undefined
}

/** The opening of an acquisition's source: `{"paths": [{"bytes": base64}, …]}`. */
export function rawPaths(value: unknown): readonly Uint8Array[] | undefined {
  const paths = typeof value === 'object' && value !== null && 'paths' in value ? value.paths : undefined
  return Array.isArray(paths) ? paths.flatMap((each) => rawPath(each) ?? []) : undefined
}
