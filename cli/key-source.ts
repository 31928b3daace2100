import { type KeyElsewhere, UsageError } from '../src/index.js'

/**
 * Where a key lies that this home shall only refer to: `ssh-agent[:<fingerprint>]`, or a PKCS#11 URI (RFC 7512) with the token's
 * label, the key's id and the path of the library, `pkcs11:token=Lab;id=%01?module-path=/usr/lib/x.so`.
 * @param socket of the ssh-agent, `SSH_AUTH_SOCK`
 * @throws UsageError
 */
export function keySource(text: string, socket: string | undefined): KeyElsewhere {
  const [scheme = '', rest = ''] = splitOnce(text, ':')
  if (scheme === 'ssh-agent') {
    if (socket === undefined || socket === '')
      throw new UsageError('usage.missing', { what: 'SSH_AUTH_SOCK' })
    return { kind: 'ssh-agent', socket, fingerprint: rest }
  }
  if (scheme === 'pkcs11') return tokenKey(text, rest)
  throw new UsageError('usage.argument', { what: '--from', text, reason: 'key-source' })
}

function tokenKey(text: string, rest: string): KeyElsewhere {
  const malformed = () => new UsageError('usage.argument', { what: '--from', text, reason: 'key-source' })
  const [path = '', query = ''] = splitOnce(rest, '?')
  const stated = new Map(
    [...path.split(';'), ...query.split('&')].filter(Boolean).map((each): [string, Buffer] => {
      const [name = '', value = ''] = splitOnce(each, '=')
      return [name, decoded(value, malformed)]
    }),
  )
  const [token, id, module] = ['token', 'id', 'module-path'].map((name) => stated.get(name))
  if (!token?.length || !id?.length || !module?.length || stated.size !== 3) throw malformed()
  return { kind: 'pkcs11', token: token.toString(), id: id.toString('hex'), module: module.toString() }
}

/** Percent-encoded bytes. */
function decoded(text: string, malformed: () => UsageError): Buffer {
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) throw malformed()
  const parts = text.match(/%[0-9A-Fa-f]{2}|[^%]+/g) ?? []
  return Buffer.concat(
    parts.map((part) => (part.startsWith('%') ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part))),
  )
}

function splitOnce(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
