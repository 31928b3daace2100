import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// A time-stamping authority of openssl's own making: what a laboratory meets outside.

export interface OpensslAuthority {
  /** PEM. */
  readonly root: string
  readonly policy: string
  /** DER of an answer to a DER request. */
  answer(request: Uint8Array): Uint8Array
}

const policy = '1.3.6.1.4.1.55555.1'

const configuration = (folder: string) => `
[ req ]
distinguished_name = names
[ names ]
[ root ]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[ issuing ]
basicConstraints = critical,CA:true,pathlen:0
keyUsage = critical,keyCertSign
[ signer ]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
[ tsa ]
default_tsa = authority
[ authority ]
serial = ${folder}/serial
crypto_device = builtin
signer_cert = ${folder}/signer.crt
certs = ${folder}/chain.pem
signer_key = ${folder}/signer.key
signer_digest = sha256
default_policy = ${policy}
other_policies = 1.3.6.1.4.1.55555.2
digests = sha256, sha384, sha512
accuracy = secs:1, millisecs:500
ordering = no
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`

export function openssl(folder: string, ...words: readonly string[]): void {
  execFileSync('openssl', words, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
}

/** Root, issuing authority and signer in an empty folder. */
export function opensslAuthority(folder: string, algorithm: 'rsa' | 'ec' = 'rsa'): OpensslAuthority {
  const config = join(folder, 'tsa.cnf')
  writeFileSync(config, configuration(folder))
  writeFileSync(join(folder, 'serial'), '01\n')
  const key =
    algorithm === 'rsa' ? ['-newkey', 'rsa:2048'] : ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']
  const fresh = (name: string, subject: string) => [
    ...['req', '-config', 'tsa.cnf', ...key, '-nodes', '-keyout', `${name}.key`, '-subj', subject],
  ]
  const issue = (name: string, section: string, issuer: string) =>
    openssl(
      folder,
      ...['x509', '-req', '-in', `${name}.csr`, '-CA', `${issuer}.crt`, '-CAkey', `${issuer}.key`],
      ...[
        '-CAcreateserial',
        '-days',
        '3650',
        '-extfile',
        'tsa.cnf',
        '-extensions',
        section,
        '-out',
        `${name}.crt`,
      ],
    )
  openssl(
    folder,
    ...[
      ...fresh('root', '/CN=Time Root'),
      '-x509',
      '-days',
      '3650',
      '-extensions',
      'root',
      '-out',
      'root.crt',
    ],
  )
  openssl(folder, ...fresh('issuing', '/CN=Time Issuing'), '-out', 'issuing.csr')
  issue('issuing', 'issuing', 'root')
  openssl(folder, ...fresh('signer', '/CN=Time Stamper'), '-out', 'signer.csr')
  issue('signer', 'signer', 'issuing')
  const file = (name: string) => readFileSync(join(folder, name), 'utf8')
  writeFileSync(join(folder, 'chain.pem'), `${file('issuing.crt')}${file('root.crt')}`)
  let requests = 0
  return {
    root: file('root.crt'),
    policy,
    answer(request) {
      requests += 1
      const [query, reply] = [`q${requests}.tsq`, `r${requests}.tsr`]
      writeFileSync(join(folder, query), request)
      openssl(folder, 'ts', '-reply', '-config', 'tsa.cnf', '-queryfile', query, '-out', reply)
      return readFileSync(join(folder, reply))
    },
  }
}

/** As a verifier pins it. */
export function pinOf({ root, policy }: OpensslAuthority, name = 'Laboratory test authority'): string {
  const window = 'from 2000-01-01T00:00:00.000Z\nto 2099-01-01T00:00:00.000Z'
  return `custodia-tsa/v1\nname ${name}\n${window}\npolicy ${policy}\n${root}`
}
