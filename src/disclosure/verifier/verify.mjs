#!/usr/bin/env node
// Checks a Custodia disclosure, offline, with nothing but Node (20 or later): no package, no network, no code of the program that
// wrote the folder. It is one file so that it can be read in an evening; SPEC.md beside it says what the files are.
//
//   node verify.mjs <folder> --genesis <leaf hash> [--evidence <folder or file>] [--receipt <file>]… [--known-checkpoint <file>]…
//                   [--policy <file>] [--json] [--lang es|en]
// Exit status: 0 everything that was asked is confirmed, 30 something is contradicted, 31 something could not be checked,
// 2 usage, 10 no disclosure there, 1 a fault of this program.
//
// Sections 1 to 14 touch no machine: what they need of one is given as `machine` (SHA-256, signatures) and as `folder` (files and
// their bytes); section 15 is Node. The page verify.html runs the same sections in a browser.
// ---------------------------------------------------------------------------------------------------------------- 1 bytes
/** Bytes that are not what they have to be; `Unsigned` where a signature is missing or fails. Anything else thrown is a bug. */
class Refusal extends Error {}
class Unsigned extends Refusal {}
class Unsupported extends Refusal {}
const refuse = (reason) => { throw new Refusal(reason) }
const unsigned = (reason) => { throw new Unsigned(reason) }
/** `{ sha256(bytes), newSha256(), verifies(type, publicKey, message, signature) }`, given by section 15 or by the page. */
let machine
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const attempt = (step, otherwise) => { try { return step() } catch { return otherwise() } }
const textOf = (bytes) => attempt(() => strictUtf8.decode(bytes), () => refuse('not UTF-8'))
const bytesOf = (text) => new TextEncoder().encode(text)
/** One character for each byte, and back: how paths are kept here, whatever their encoding. */
const latin1Of = (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
const bytesOfLatin1 = (text) => Uint8Array.from(text, (character) => character.charCodeAt(0))
function joined(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  parts.reduce((at, part) => all.set(part, at) ?? at + part.length, 0)
  return all
}
const same = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at])
const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
/** RFC 4648 §4, with padding; read as it is written, without spaces, missing padding or left-over bits. */
const base64Of = (bytes) => btoa(latin1Of(bytes))
const isBase64 = (text) =>
  typeof text === 'string' && text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text) && btoa(atob(text)) === text
const bytesOfBase64 = (text) => (isBase64(text) ? bytesOfLatin1(atob(text)) : refuse('base64'))
const deceptive = /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\p{Surrogate}\\]/gu
const shortForms = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' }
/** A hostile text on one visible line: controls, direction marks and invisible characters stand as escapes. */
function shown(text) {
  return text.replace(deceptive, (character) => {
    const point = character.codePointAt(0)
    const hex = point.toString(16)
    if (point < 0x80) return shortForms[character] ?? `\\x${hex.padStart(2, '0')}`
    return point > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`
  })
}
/** A path kept as Latin-1, as `shown`; one that is not UTF-8 stands byte by byte. */
function shownPath(path) {
  const byByte = () => path.replace(/[^ -[\]-~]/g, (byte) => shortForms[byte] ?? `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`)
  return attempt(() => shown(strictUtf8.decode(bytesOfLatin1(path))), byByte)
}
// ------------------------------------------------------------------------------------------------------- 2 canonical JSON
/** RFC 8785 text of a value. Hostile ones may be nested deeper than a stack is. */
function canonical(value, depth = 0) {
  if (depth > 500) refuse('nested too deep')
  if (typeof value === 'string') return /\p{Surrogate}/u.test(value) ? refuse('lone surrogate') : JSON.stringify(value)
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : refuse('number')
  if (typeof value === 'boolean' || value === null) return String(value)
  if (Array.isArray(value)) return `[${value.map((each) => canonical(each, depth + 1)).join(',')}]`
  const members = Object.keys(value).sort()
  return `{${members.map((key) => `${canonical(key)}:${canonical(value[key], depth + 1)}`).join(',')}}`
}
/** The value of a text that is its own canonical form. So no key stands twice, and no two texts mean the same. */
function parseCanonical(text) {
  const value = attempt(() => JSON.parse(text), () => refuse('not JSON'))
  return canonical(value) === text ? value : refuse('not canonical JSON')
}
/** Acts and lines hold integers only, up to 2^53-1. */
function parseIntegral(text) {
  const requireIntegers = (value) => {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) refuse('not a safe integer')
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(requireIntegers)
  }
  const value = parseCanonical(text)
  requireIntegers(value)
  return value
}
// ---------------------------------------------------------------------------------------------------------------- 3 forms
// A form says whether a value is what docs/formats/act.md, manifest.md or findings.md allow.
const text = (pattern, longest = 1000) => (value) => typeof value === 'string' && value.length <= longest && pattern.test(value)
const oneOf = (words) => (value) => typeof value === 'string' && words.split(' ').includes(value)
const count = (value) => Number.isSafeInteger(value) && value >= 0
const from1 = (most) => (value) => count(value) && value >= 1 && value <= most
const either = (...forms) => (value) => forms.some((form) => form(value))
const list = (form, least, most) => (value) =>
  Array.isArray(value) && value.length >= least && value.length <= most && value.every((each) => form(each))
/** What keys stand for, the same wherever they stand unless an object says otherwise. */
const fields = {}
const give = (form, keys) => { for (const key of keys.split(' ')) fields[key] = form }
/** A closed object. `keys` names its members; one with `?` may be absent. */
const object = (keys, forms = {}) => {
  const members = new Map(keys.split(/\s+/).map((key) => [key.replace('?', ''), key.endsWith('?')]))
  const holds = (value, [key, isOptional]) => (Object.hasOwn(value, key) ? (forms[key] ?? fields[key])(value[key]) : isOptional)
  return (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) &&
    Object.keys(value).every((key) => members.has(key)) && [...members].every((member) => holds(value, member))
}
const isHash = text(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/)
const isSha256 = text(/^[0-9a-f]{64}$/)
const hex = (length) => text(new RegExp(`^[0-9a-f]{${length}}$`))
const isInstant = (value) =>
  text(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)(value) &&
  !Number.isNaN(Date.parse(value)) && new Date(Date.parse(value)).toISOString() === value
const commitment = object('c', { c: isHash })
const lines = object('lines root sha256 size', { lines: count })
const signature = either(
  object('host kind signer', { host: hex(16), kind: oneOf('key'), signer: oneOf('file agent ssh-agent pkcs11') }),
  object('attestedBy kind scan', { kind: oneOf('paper') }),
  object('kind reason', { kind: oneOf('refused absent') }),
)
const roles = oneOf('administrator examiner officer custodian expert court-clerk prosecutor judge lawyer courier party witness')
const categories = 'phone tablet computer drive memory-card usb-stick optical-disc container account online-capture document working-copy other'
const checked = 'blobs bytes checkpoints cosignatures entries items manifests signatures timestamps'
give(commitment, 'reason court unit identity description identifiers place purpose source observed result recipient scan path values')
give(text(/^[PVMX]-[0-9]{2,6}$/), 'by who person possessor from to attestedBy')
give(text(/^E-[1-9][0-9]{0,6}(\.[1-9][0-9]{0,4}){0,6}$/, 120), 'exhibit parent')
give(text(/^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*$/, 300), 'key logKey')
give(object('clock time zone'), 'at signed since')
give(object('root size'), 'seen head')
give(isInstant, 'time machine newest')
give(object('sha256 version'), 'node openssl')
give((value) => typeof value === 'boolean', 'same copied limited networkless extensionMatches')
give(isHash, 'root offer')
give(isSha256, 'sha256 lock package page program checkpoint')
give(count, `${checked} failed passed unavailable size links`)
give(from1(20), 'quorum')
give(lines, 'manifest findings')
give(list(roles, 0, 12), 'granted withdrawn')
give(text(/^[\s\S]+$/, 60), 'name version')
Object.assign(fields, {
  ...{ kind: text(/^/), number: commitment, old: hex(8), lost: object('checkpoint root size'), rules: (value) => value === 1, signature },
  ...{ log: text(/^[a-z0-9]([a-z0-9.-]{0,60}[a-z0-9])?\/[0-9a-f]{32}$/, 120), nonce: text(/^[A-Za-z0-9+/]{21}[AQgw]==$/) },
  ...{ zone: text(/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/, 64), clock: oneOf('system stated'), late: object('reason signed') },
  ...{ software: object('lock name node openssl package version'), parties: list(object('as signature who'), 1, 20) },
  ...{ as: oneOf('performer giver receiver administrator subject witness'), lang: oneOf('es en'), case: object('court? number unit?') },
  ...{ codes: list(text(/^[A-Z][A-Z0-9-]{2,40}$/), 1, 20), despite: object('codes reason'), policy: object('quorum'), roles: list(roles, 1, 12) },
  ...{ administrators: list(object('identity key person'), 1, 20), exhibits: list((value) => fields.exhibit(value), 1, 500) },
  ...{ category: oneOf(categories), found: object('at? place? possessor?'), quantity: from1(1_000_000), seal: text(/^S-[1-9][0-9]{0,8}$/) },
  ...{ condition: oneOf('intact damaged missing'), acquisition: text(/^A-[1-9][0-9]{0,8}$/), isolation: object('limited networkless') },
  ...{ accessTimes: oneOf('preserved may-have-changed'), accessTime: oneOf('preserved may-have-changed'), checked: object(checked) },
  ...{ methods: list(object('id version', { version: from1(Number.MAX_SAFE_INTEGER) }), 0, 200), profile: oneOf('none persons all') },
  ...{ id: text(/^[a-z][a-z0-9-]{1,40}$/), method: text(/^[a-z][a-z0-9-]{1,40}$/), verifier: object('page program'), mediaType: text(/^/, 100) },
  ...{ offset: (value) => Number.isSafeInteger(value) && Math.abs(value) <= 1e13, correction: object('offset source', { source: oneOf('ntp time-stamp other') }) },
  ...{ verdict: oneOf('confirmed contradicted unchecked'), times: object('accessed born? changed modified'), code: text(/^[a-z]+\.[a-z-]+$/) },
  ...{ digests: object('blake3 ed2k md5 sha1 sha256 sha512'), blake3: hex(64), ed2k: hex(32), md5: hex(32), sha1: hex(40), sha512: hex(128) },
  what: oneOf('file folder link fifo socket device'),
})
give(text(/^-?\d{4,6}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{9}Z$/), 'accessed born changed modified')
const everyAct = 'at by despite? kind late? log nonce parties rules seen software'
/** Where a key of an act stands for something else than elsewhere. */
const exceptions = {
  'key.revoke': { key: hex(8), reason: oneOf('lost compromised retired superseded') },
  'incident.restore': { from: object('root size') },
}
/** What each kind of act says besides. An act of another kind, or with another key, is not of this version. */
const actForms = new Map(
  `genesis administrators case lang logKey policy zone
  person.enrol identity person roles
  person.grant granted person withdrawn
  quorum.change quorum
  key.enrol key person
  key.rotate key old person
  key.revoke key person reason since?
  log.rotate logKey
  log.freeze reason
  anchor.adopt head reason
  exhibit.add category description exhibit found? identifiers? parent? quantity
  seal.apply exhibit number seal
  seal.impossible exhibit reason
  seal.check condition exhibit observed? same seal
  seal.break exhibit reason seal
  transfer.now exhibits from purpose to
  transfer.offer exhibits from purpose to
  transfer.accept offer
  transfer.decline offer reason
  transfer.withdraw offer reason
  acquisition.record accessTimes acquisition bytes copied exhibit failed items manifest source
  examination.record acquisition failed findings isolation methods
  verification.recorded checked head result verdict
  incident.restore from lost reason
  incident.clock correction? machine newest reason
  selftest.recorded failed passed result unavailable
  disclosure.record profile recipient? verifier`
    .split('\n').map((line) => line.trim().split(' '))
    .map(([kind, ...keys]) => [kind, object(`${everyAct} ${keys.join(' ')}`, exceptions[kind])]),
)
/** One line of a manifest: a file, or what was not read. */
const manifestLine = either(
  object('accessTime digests extensionMatches? kind links mediaType path size times', { kind: oneOf('file') }),
  object('code kind path reason what', { kind: oneOf('unread') }),
)
/** One line of a findings blob. */
const answer = (kind) => ({ kind: oneOf(kind), version: from1(Number.MAX_SAFE_INTEGER) })
const findingsLine = either(
  object('kind method sha256 values version', answer('extracted')),
  object('kind method sha256 version', answer('nothing-found')),
  object('code kind method reason sha256 version', answer('failed')),
)
// ------------------------------------------------------------------------------------------------ 4 signed notes and keys
const longestNote = 1024 * 1024
const controls = /[^\P{Cc}\n\u007f-\u009f]/u
/** C2SP signed-note: the text that is signed, and `[{ name, keyId, signature }]`. */
function parseNote(bytes) {
  if (bytes.length > longestNote) refuse('note too long')
  const note = textOf(bytes)
  const blank = note.lastIndexOf('\n\n')
  if (blank < 0 || !note.endsWith('\n')) refuse('no signature lines')
  const signed = note.slice(0, blank + 1)
  if (controls.test(signed)) refuse('control character')
  const signatures = note.slice(blank + 2, -1).split('\n').map((line) => {
    const [, name, encoded] = /^— ([^ ]+) ([^ ]+)$/u.exec(line) ?? refuse('not a signature line')
    const typed = bytesOfBase64(encoded)
    if (!isKeyName(name) || typed.length < 5) refuse('signature line')
    return { name, keyId: hexOf(typed.subarray(0, 4)), signature: typed.slice(4) }
  })
  if (signatures.length > 100) refuse('too many signatures')
  if (new Set(signatures.map((each) => `${each.name} ${each.keyId}`)).size !== signatures.length) refuse('same key twice')
  return { text: signed, message: bytesOf(signed), signatures }
}
const isKeyName = (name) => /^[^\p{White_Space}\p{Surrogate}+]+$/u.test(name) && !controls.test(name)
const fieldPrime = 2n ** 255n - 19n
/** y of the points whose order divides 8: under such a key anybody's signature may pass. */
const eighth = [0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n, 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n]
const lowOrder = [0n, 1n, fieldPrime - 1n, ...eighth]
const parsedKeys = new Map()
/** SubjectPublicKeyInfo of P-256 up to the point (RFC 5480), and of Ed25519 up to the key (RFC 8410). */
const [p256Head, ed25519Head] = ['3059301306072a8648ce3d020106082a8648ce3d030107034200', '302a300506032b6570032100']
const p256Order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
/** C2SP vkey `<name>+<key id>+<base64(type ‖ key)>`: 1 Ed25519 and 2 ECDSA P-256 sign notes, 4 cosigns checkpoints. */
function parseKey(vkey, types = [1, 2]) {
  const known = parsedKeys.get(vkey)
  if (known && types.includes(known.type)) return known
  const [, name, keyId, encoded] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(vkey) ?? refuse('key form')
  const typed = bytesOfBase64(encoded)
  const [type, publicKey] = [typed[0], typed.slice(1)]
  if (!types.includes(type) || !isKeyName(name) || !isSound(type, publicKey)) refuse('weak key, or another type')
  const named = type === 2 ? publicKey : joined(bytesOf(`${name}\n`), typed)
  if (hexOf(machine.sha256(named).subarray(0, 4)) !== keyId) refuse('key id')
  parsedKeys.set(vkey, { name, keyId, type, publicKey })
  return parsedKeys.get(vkey)
}
/** Refuses keys on which verifiers disagree or under which anybody's signature may pass. A point off P-256 is refused where it is used. */
function isSound(type, publicKey) {
  if (type === 2) return publicKey.length === 91 && hexOf(publicKey).startsWith(`${p256Head}04`)
  const y = BigInt.asUintN(255, BigInt(`0x0${hexOf(publicKey.slice().reverse())}`))
  return publicKey.length === 32 && y < fieldPrime && !lowOrder.includes(y)
}
/** DER has one encoding of the numbers r and s (RFC 3279 §2.2.3); of s and n - s, which verify alike, the smaller counts. */
function isOneForm(der) {
  const [r, s] = [der.slice(4, 4 + der[3]), der.slice(6 + der[3])]
  const framed = der[0] === 0x30 && der[1] === der.length - 2 && der[2] === 2 && der[4 + r.length] === 2 && der[5 + r.length] === s.length
  const isLeast = (bytes) => bytes[0] < 0x80 && (bytes[0] > 0 || bytes[1] >= 0x80)
  return framed && isLeast(r) && isLeast(s) && BigInt(`0x${hexOf(s)}`) <= p256Order / 2n
}
/** Whether a key made one of these lines of a note, and it verifies over the bytes as they are. */
async function isLineBy({ message }, signatures, vkey) {
  const { name, keyId, type, publicKey } = parseKey(vkey)
  for (const line of signatures)
    if (line.name === name && line.keyId === keyId && (type === 2 ? isOneForm(line.signature) : line.signature.length === 64))
      if (await machine.verifies(type, publicKey, message, line.signature).catch(() => false)) return true
  return false
}
const parseCount = (digits) => (/^(?:0|[1-9][0-9]*)$/.test(digits) && Number.isSafeInteger(+digits) ? +digits : refuse('number'))
/** C2SP tlog-checkpoint: origin, size, root; lines after them mean nothing here. */
function parseCheckpoint(bytes) {
  const note = parseNote(bytes)
  const [origin, size = '', root = '', ...extensions] = note.text.slice(0, -1).split('\n')
  if (![origin, ...extensions].every((line) => /^[^\p{Cc}\p{Surrogate}]+$/u.test(line))) refuse('checkpoint line')
  if (bytesOfBase64(root).length !== 32) refuse('checkpoint root')
  return { note, origin, size: parseCount(size), root }
}
/** C2SP tlog-proof. */
function parseReceipt(bytes) {
  const all = textOf(bytes)
  const blank = all.indexOf('\n\n')
  const head = all.slice(0, Math.max(blank, 0)).split('\n')
  if (head.shift() !== 'c2sp.org/tlog-proof@v1') refuse('first line')
  if (head[0]?.startsWith('extra ') && bytesOfBase64(head.shift().slice(6)).length === 0) refuse('extra')
  const [, index] = /^index (.*)$/.exec(head.shift() ?? '') ?? refuse('index')
  const proof = head.length > 53 ? refuse('proof too long') : head.map(bytesOfBase64)
  if (proof.some((hash) => hash.length !== 32)) refuse('proof')
  return { index: parseCount(index), proof, checkpoint: parseCheckpoint(bytesOf(all.slice(blank + 2))) }
}
/** C2SP tlog-policy: which logs, which witnesses, and how many of them are enough. */
function parsePolicy(bytes) {
  const policy = { logs: [], witnesses: new Map(), groups: new Map(), quorum: undefined }
  const { logs, witnesses, groups } = policy
  const isKnown = (name) => witnesses.has(name) || groups.has(name)
  const keyOf = (vkey, types) => parseKey(textOf(bytesOfLatin1(vkey)), types)
  const members = new Set()
  if (!/^(?:[\t\n -~\x80-\xff]*\n)?$/.test(latin1Of(bytes))) refuse('control character, or last line not ended')
  for (const line of latin1Of(bytes).split('\n')) {
    const [verb, name, ...rest] = line.split(/[ \t]+/).filter((each) => each !== '')
    if (verb === undefined || verb.startsWith('#')) continue
    const isNew = name !== undefined && name !== 'none' && !isKnown(name)
    if (verb === 'log' && name && rest.length <= 1) logs.push(keyOf(name))
    else if (verb === 'witness' && isNew && [1, 2].includes(rest.length)) witnesses.set(name, keyOf(rest[0], [4]))
    else if (verb === 'group' && isNew && rest.length >= 2) {
      const [threshold, ...listed] = rest
      const needed = { any: 1, all: listed.length }[threshold] ?? parseCount(threshold)
      if (needed < 1 || needed > listed.length) refuse('group threshold')
      for (const each of listed) if (!isKnown(each) || members.has(each) || !members.add(each)) refuse('group member')
      groups.set(name, { needed, listed })
    } else if (verb !== 'quorum' || policy.quorum !== undefined || rest.length > 0 || isNew || name === undefined) refuse('policy line')
    else policy.quorum = name
  }
  const hasTwice = (keys) => new Set(keys.map((each) => hexOf(each.publicKey))).size !== keys.length
  if (policy.quorum === undefined || hasTwice(logs) || hasTwice([...witnesses.values()])) refuse('no quorum, or a key twice')
  return policy
}
function isReached({ groups, quorum }, cosigners) {
  const holds = (name) => (groups.has(name) ? isEnough(groups.get(name)) : cosigners.has(name))
  const isEnough = ({ listed, needed }) => listed.filter(holds).length >= needed
  return cosigners.size > 0 && (quorum === 'none' || holds(quorum))
}
// ----------------------------------------------------------------------------------------------------------------- 5 tree (RFC 6962 §2.1)
const leafHash = (bytes) => machine.sha256(joined(Uint8Array.of(0), bytes))
const nodeHash = (left, right) => machine.sha256(joined(Uint8Array.of(1), left, right))
const half = (number) => Math.floor(number / 2)
/** Roots of complete subtrees by height, from the leaf hashes up: all of them, or only those that a root still needs. */
class Tree {
  levels = [[]]
  size = 0
  constructor(keepsAll = true) { this.keepsAll = keepsAll }
  append(leaf) {
    this.size += 1
    for (let level = 0, hash = leaf; ; level += 1) {
      this.levels[level] ??= []
      const row = this.levels[level]
      row.push(hash)
      if (row.length % 2 === 1) return
      hash = nodeHash(row[row.length - 2], hash)
      if (!this.keepsAll) row.length = 0
    }
  }
  /** Base64 root. Over the first `size` leaves where all is kept; undefined when there are fewer. */
  root(size = this.size) {
    if (size > this.size) return undefined
    let root
    for (let level = 0, left = size; left > 0; level += 1, left = half(left)) {
      const peak = left % 2 === 1 ? this.levels[level][this.keepsAll ? left - 1 : 0] : undefined
      if (peak) root = root ? nodeHash(peak, root) : peak
    }
    return base64Of(root ?? machine.sha256(new Uint8Array()))
  }
}
/** Root that follows from a leaf and its inclusion proof (RFC 9162 §2.1.3.2); undefined for a proof of another shape. */
function climb(index, size, leaf, proof) {
  let [position, last, hash] = [index, size - 1, leaf]
  if (position > last) return undefined
  for (const sibling of proof) {
    if (last === 0) return undefined
    if (position % 2 === 1 || position === last) {
      hash = nodeHash(sibling, hash)
      while (position % 2 === 0 && position > 0) [position, last] = [half(position), half(last)]
    } else hash = nodeHash(hash, sibling)
    ;[position, last] = [half(position), half(last)]
  }
  return last === 0 ? base64Of(hash) : undefined
}
/** C2SP tlog-tiles: 1234067 is `x001/x234/067`; a width below 256 is said behind it. */
function tilePath(folder, index, width = 256) {
  const digits = (number) => String(number % 1000).padStart(3, '0')
  let path = digits(index)
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) path = `x${digits(rest)}/${path}`
  return `tile/${folder}/${path}${width === 256 ? '' : `.p/${width}`}`
}
/** Every hash tile a tree of these leaves has: `[path, bytes]`. */
function* tilesOf({ levels }) {
  for (let level = 0; (levels[8 * level]?.length ?? 0) > 0; level += 1)
    for (let index = 0; index * 256 < levels[8 * level].length; index += 1) {
      const hashes = levels[8 * level].slice(index * 256, (index + 1) * 256)
      yield [tilePath(level, index, hashes.length), joined(...hashes)]
    }
}
// -------------------------------------------------------------------------------------------------------- 6 key authority
// Who may sign an entry is decided at its number: a key counts from the entry after its enrolment to the one that ends it.
/** Verifies every signature line of an act: one for each party that signs by key, in their order, and no other. */
async function requireSignatures(authority, { value, note }, seq) {
  const keyed = value.parties.filter((each) => each.signature.kind === 'key')
  const log = authority?.log ?? value.log
  const wanted = [
    ...logKeysOf(authority, value).map((vkey) => ({ name: log, keys: [vkey] })),
    ...keyed.map((each) => ({ name: `${log}/${each.who}`, keys: keysFor(authority, value, each, seq) })),
  ]
  const slots = new Set(keyed.map((each) => `${each.who} ${signsWithNewKey(value, each)}`))
  for (const { name, keys } of wanted) if (keys.length === 0) refuse(`no key of ${name} counts here`)
  if (note.signatures.length !== wanted.length || slots.size !== keyed.length) unsigned('number of signatures')
  if (note.signatures.some(({ name }, at) => name !== wanted[at].name)) unsigned('order of signatures')
  for (const [at, { name, keys }] of wanted.entries()) {
    const verdicts = keys.map((vkey) => isLineBy(note, [note.signatures[at]], vkey))
    if (!(await Promise.all(verdicts)).includes(true)) unsigned(`signature of ${name}`)
  }
  return wanted.length
}
/** A new key signs its own enrolment: proof that its owner holds it. */
const signsWithNewKey = ({ kind, person }, { as, who }) => /^key\.(rotate|enrol)$/.test(kind) && who === person && as === 'subject'
const logKeysOf = (authority, { kind, logKey }) =>
  kind === 'genesis' ? [logKey] : kind === 'log.rotate' && authority ? [authority.logKey, logKey] : []
function keysFor(authority, value, party, seq) {
  const { who } = party
  if (value.kind === 'genesis') return value.administrators.filter((each) => each.person === who).map((each) => each.key)
  if (signsWithNewKey(value, party)) return [value.key]
  const isRotated = value.kind === 'key.rotate' && who === value.person
  return keysAt(authority, who, seq).filter(({ keyId }) => !isRotated || keyId === value.old).map(({ vkey }) => vkey)
}
const keysAt = (authority, who, seq) => (authority?.persons.get(who)?.keys ?? []).filter((each) => each.from <= seq && seq < each.until)
function requireEnvelope({ at, by, late, parties }) {
  if ((at.clock === 'stated') !== (late !== undefined)) refuse('a stated time without a reason')
  if (late?.signed.clock === 'stated') refuse('signed at a stated time')
  if (parties.find((each) => each.who === by)?.signature.kind !== 'key') unsigned(`${by} did not sign`)
}
function beginAuthority(value) {
  if (value.kind !== 'genesis') refuse('entry 0 is no genesis')
  requireEnvelope(value)
  const { administrators, log, logKey, nonce, parties, policy } = value
  const persons = new Map()
  for (const { person, key: vkey } of administrators) {
    if (!parties.some((each) => each.who === person && each.signature.kind === 'key')) unsigned(`${person} did not sign`)
    persons.set(person, { roles: ['administrator'], keys: [{ vkey, keyId: parseKey(vkey).keyId, from: 0, until: Infinity }] })
  }
  if (persons.size < policy.quorum) refuse('fewer administrators than the quorum')
  return { log, logKey, formerLogKeys: [], doubtful: [], quorum: policy.quorum, persons, nonces: new Set([nonce]), isFrozen: false }
}
/** Whether an act may stand at this entry as far as keys, persons and replay go, and what it changes of that. */
function followAuthority(authority, value, seq) {
  const { persons, nonces } = authority
  requireEnvelope(value)
  if (authority.isFrozen) refuse('the log is frozen')
  if (value.kind === 'genesis') refuse('a second genesis')
  if (value.log !== authority.log) refuse('an act of another log')
  if (nonces.has(value.nonce)) refuse('the same act twice')
  if (value.seen.size > seq) refuse('has seen more than there was')
  for (const { who, signature: by } of value.parties) {
    if (!persons.has(who)) refuse(`${who} is not enrolled`)
    const attests = (each) => each.who === by.attestedBy && each.signature.kind === 'key'
    if (by.kind === 'paper' && !value.parties.some(attests)) unsigned('paper is not attested')
  }
  if (keysAt(authority, value.by, seq).length === 0) refuse(`${value.by} has no key here`)
  if (needsQuorum.test(value.kind)) requireQuorum(authority, value)
  keyEffects[value.kind]?.(authority, value, seq)
  nonces.add(value.nonce)
}
const needsQuorum = /^(person\.enrol|person\.grant|quorum\.change|key\.enrol|key\.revoke|log\.\w+|incident\.\w+)$/
function requireQuorum({ persons, quorum }, { kind, parties, quorum: next }) {
  const byKey = parties.filter((each) => each.signature.kind === 'key' && each.as !== 'subject').map((each) => each.who)
  const administrators = new Set(byKey.filter((who) => persons.get(who).roles.includes('administrator')))
  const needed = kind === 'quorum.change' ? Math.max(quorum, next) : quorum
  if (administrators.size < needed) refuse(`fewer than ${needed} administrators signed`)
}
const holderOf = ({ persons }, who) => persons.get(who) ?? refuse(`${who} is not enrolled`)
const requireParty = ({ parties, person }, as) =>
  parties.some((each) => each.as === as && each.who === person) || unsigned(`${person} is not ${as}`)
const keyEffects = {
  'person.enrol'({ persons }, { person, roles: given }) {
    if (persons.has(person)) refuse(`${person} is enrolled already`)
    persons.set(person, { roles: given, keys: [] })
  },
  'person.grant'(authority, { granted, person, withdrawn }, seq) {
    const holder = holderOf(authority, person)
    const named = [...granted, ...withdrawn]
    if (named.length === 0 || new Set(named).size !== named.length) refuse('roles')
    if (granted.some((role) => holder.roles.includes(role)) || !withdrawn.every((role) => holder.roles.includes(role))) refuse('roles')
    const left = [...holder.roles.filter((role) => !withdrawn.includes(role)), ...granted]
    const isOther = ([who, { roles: held }]) => who !== person && held.includes('administrator') && keysAt(authority, who, seq).length > 0
    const others = [...authority.persons].filter(isOther).length
    if (left.length === 0 || (withdrawn.includes('administrator') && others < authority.quorum)) refuse('too few administrators')
    holder.roles = left
  },
  'quorum.change'(authority, { quorum }) {
    authority.quorum = quorum === authority.quorum ? refuse('the same quorum') : quorum
  },
  'key.enrol'(authority, value, seq) {
    const { keys } = holderOf(authority, value.person)
    if (requireParty(value, 'subject')) keys.push(newKey(authority, keys, value, seq))
  },
  'key.rotate'(authority, value, seq) {
    const { keys } = holderOf(authority, value.person)
    if (value.by !== value.person) refuse('rotated by another')
    requireParty(value, 'performer')
    requireParty(value, 'subject')
    const old = keysAt(authority, value.person, seq).find(({ keyId }) => keyId === value.old) ?? refuse('no such key')
    keys.push(newKey(authority, keys, value, seq))
    old.until = seq + 1
  },
  'key.revoke'(authority, { at, key: id, person, reason, since }, seq) {
    const revoked = holderOf(authority, person).keys.find(({ keyId }) => keyId === id)
    const isCompromised = reason === 'compromised'
    if (!revoked || (revoked.until !== Infinity && !isCompromised) || revoked.isCompromised) refuse('no such key')
    if (since && (!isCompromised || since.time > at.time)) refuse('since when')
    revoked.until = Math.min(revoked.until, seq + 1)
    revoked.isCompromised = isCompromised
    if (isCompromised) authority.doubtful.push({ name: `${person} ${id}`, since: since?.time })
  },
  'log.rotate'(authority, { logKey }, seq) {
    const { formerLogKeys } = authority
    if (parseKey(logKey).name !== authority.log) refuse('name of the key')
    if ([authority.logKey, ...formerLogKeys.map((each) => each.vkey)].includes(logKey)) refuse('the same key twice')
    formerLogKeys.push({ vkey: authority.logKey, until: seq + 1 })
    authority.logKey = logKey
  },
  'log.freeze'(authority) { authority.isFrozen = true },
}
function newKey({ log }, keys, { key: vkey, person }, seq) {
  const { keyId, name } = parseKey(vkey)
  if (name !== `${log}/${person}`) refuse('name of the key')
  return keys.some((each) => each.keyId === keyId) ? refuse('the same key twice') : { vkey, keyId, from: seq + 1, until: Infinity }
}
// ---------------------------------------------------------------------------------------------------- 7 the folder's files
/** Findings, each kind about each thing once. */
class Report {
  findings = []
  known = new Set()
  add(verdict, code, subject, detail = '') {
    if (!this.known.has(`${code} ${subject}`)) this.findings.push({ code, verdict, subject, detail: shown(`${detail}`) })
    this.known.add(`${code} ${subject}`)
  }
  contradicted(...finding) { this.add('contradicted', ...finding) }
  unchecked(...finding) { this.add('unchecked', ...finding) }
  has(kind) { return this.findings.some((each) => each.verdict !== 'confirmed' && each.code.startsWith(kind)) }
  /** Says that all of a kind held, unless one of them did not. */
  confirmed(code, subject, detail) {
    if (!this.has(`${code.split('.')[0]}.`)) this.add('confirmed', code, subject, detail)
  }
  /** Runs a step over hostile bytes: what it refuses is a finding, and the result is undefined. */
  async guard(code, subject, step, verdict = 'contradicted') {
    try {
      return await step()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (error instanceof Unsupported) this.unchecked('act.unsupported', subject, error.message)
      else this.add(verdict, error instanceof Unsigned && code === 'act.refused' ? 'act.signature-invalid' : code, subject, error.message)
    }
    return undefined
  }
}
const longestList = 512 * 1024 * 1024
const isFile = (folder, path) => folder.files.get(path)?.kind === 'file'
/** All of a file that must not be longer than `longest` bytes. */
async function wholeFile(folder, path, longest) {
  let [parts, size] = [[], 0]
  for await (const piece of folder.pieces(path)) {
    size += parts.push(piece) && piece.length
    if (size > longest) refuse('too long')
  }
  return joined(...parts)
}
async function digestOf(folder, path) {
  const hash = machine.newSha256()
  for await (const piece of folder.pieces(path)) hash.update(piece)
  return hexOf(hash.digest())
}
/** What is not here leaves something unchecked; a link or device in its place is not what was listed. */
function requireFile(report, folder, path) {
  const kind = folder.files.get(path)?.kind
  if (kind === undefined) report.unchecked('file.absent', shownPath(path))
  else if (kind !== 'file') report.contradicted('file.mismatch', shownPath(path), kind)
  return kind === 'file'
}
function nameStrangers(report, folder, known) {
  for (const path of folder.files.keys()) if (!known.has(path)) report.unchecked('file.unexpected', shownPath(path))
}
/** Holds every file against `sha256sums.txt`, and the list against what is here. */
async function checkSums(report, folder) {
  if (!requireFile(report, folder, 'sha256sums.txt')) return
  const read = async () => parseSums(textOf(await wholeFile(folder, 'sha256sums.txt', longestList)))
  const sums = await report.guard('file.mismatch', 'sha256sums.txt', read)
  for (const [path, sha256] of sums ?? []) {
    if (!requireFile(report, folder, path)) continue
    const found = await report.guard('file.absent', path, () => digestOf(folder, path), 'unchecked')
    if (found && found !== sha256) report.contradicted('file.mismatch', path, `${sha256} ≠ ${found}`)
  }
  if (sums) nameStrangers(report, folder, new Set([...sums.keys(), 'sha256sums.txt']))
}
function parseSums(listed) {
  if (listed !== '' && !listed.endsWith('\n')) refuse('last line not ended')
  const [sums, form] = [new Map(), /^([0-9a-f]{64}) {2}([A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*)$/]
  let last = ''
  for (const line of listed.split('\n').slice(0, -1)) {
    const [, sha256, path] = form.exec(line) ?? refuse('line of another form')
    if (path <= last || /(?:^|\/)\.{1,2}(?:\/|$)/.test(path)) refuse('order of lines')
    last = sums.set(path, sha256) && path
  }
  return sums
}
/** Compares a file with what it has to be or, where it may be longer, to begin with. */
async function compareFile(report, folder, path, expected, finding = 'file.mismatch', longest = expected.length) {
  if (!requireFile(report, folder, path)) return
  const found = await report.guard(finding, path, () => wholeFile(folder, path, longest))
  const part = found && longest > expected.length ? found.subarray(0, expected.length) : found
  if (part && !same(part, expected)) report.contradicted(finding, path)
}
/** Files that follow from the entries: tiles, keys, policy, the README's statement, the recorded verifier. Names all others. */
async function checkDerived(report, folder, log) {
  const { keyFiles, origin, tree } = log
  const known = new Set()
  for (const [path, bytes] of tilesOf(tree)) {
    await compareFile(report, folder, path, bytes, 'tile.mismatch')
    known.add(path)
  }
  report.confirmed('tile.confirmed', 'tiles', known.size)
  if (!log.isLegible) return
  const fixed = ['checkpoint', 'clear.jsonl', 'SPEC.md', 'policy', 'README.txt', 'sha256sums.txt']
  for (const path of fixed) requireFile(report, folder, path)
  for (const [path, vkey] of keyFiles) await compareFile(report, folder, path, bytesOf(`${vkey}\n`))
  await compareFile(report, folder, 'policy', bytesOf(`log ${log.logKey}\nquorum none\n`))
  const statement = ['custodia-disclosure/v1', `origin ${origin}`, `entries ${tree.size}`, `root ${tree.root()}`]
  await compareFile(report, folder, 'README.txt', bytesOf(`${statement.join('\n')}\ngenesis ${base64Of(tree.levels[0][0])}\n`), 'file.mismatch', longestNote)
  const verifier = await checkVerifier(report, folder, log.verifiers)
  const others = [...folder.files.keys()].filter((path) => receiptForm.test(path) || coverForm.test(path) || stampForm.test(path))
  for (const path of [...fixed, ...log.bundles, ...keyFiles.keys(), ...log.named, ...verifier, ...others]) known.add(path)
  nameStrangers(report, folder, known)
}
/** This very program: a record that names programs must name the one that is here. Returns what may be here. */
async function checkVerifier(report, folder, verifiers) {
  if (verifiers.length === 0) return []
  for (const [path, name] of [['verify.html', 'page'], ['verify.mjs', 'program']].filter(([each]) => isFile(folder, each))) {
    const found = await report.guard('file.absent', path, () => digestOf(folder, path), 'unchecked')
    if (found && !verifiers.some((each) => each[name] === found)) report.contradicted('file.mismatch', path, found)
  }
  return ['verify.html', 'verify.mjs']
}
// -------------------------------------------------------------------------------------------------------------- 8 entries
const [longestEntry, longestBundle] = [60_000, 256 * (2 + 65_535)]
/** Bundles that are there, in order, up to the first that is not. */
function bundlePaths(folder) {
  const paths = []
  while (isFile(folder, tilePath('entries', paths.length))) paths.push(tilePath('entries', paths.length))
  for (let width = 255; width > 0; width -= 1)
    if (isFile(folder, tilePath('entries', paths.length, width))) return [...paths, tilePath('entries', paths.length, width)]
  return paths
}
function entriesIn(bytes, width) {
  const entries = []
  for (let at = 0; at < bytes.length; ) {
    const end = at + 2 + bytes[at] * 256 + bytes[at + 1]
    // Not `end > length`: where the second byte of a length is missing, `end` is not a number.
    if (!(end <= bytes.length)) refuse('bundle cut off')
    entries.push(bytes.subarray(at + 2, end))
    at = end
  }
  return entries.length === width ? entries : refuse(`${entries.length} entries in a bundle of ${width}`)
}
/** Four header lines, then the act as it was signed. */
function parseEntry(bytes) {
  if (bytes.length > longestEntry) refuse('entry too long')
  let at = 0
  for (let line = 0; line < 4; line += 1) {
    const feed = bytes.indexOf(10, at)
    if (feed < 0 || feed > 400) refuse('header')
    at = feed + 1
  }
  const [name, seq, previous, logTime] = textOf(bytes.subarray(0, at)).split('\n')
  if (name !== 'custodia-entry/v1' || !/^(0|[1-9][0-9]{0,14})$/.test(seq) || !isHash(previous) || !isInstant(logTime)) refuse('header')
  return { seq: Number(seq), previous, logTime, note: bytes.subarray(at) }
}
const actLine = 'custodia-act/v1\n'
function parseAct(bytes) {
  const note = parseNote(bytes)
  if (!note.text.startsWith(actLine)) refuse('first line')
  const value = parseIntegral(note.text.slice(actLine.length, -1))
  if (/^field\.[a-z]+$/.test(value?.kind) || (value?.kind === 'genesis' && value.field)) throw new Unsupported(value.kind)
  return actForms.get(value?.kind)?.(value) ? { value, note } : refuse('not an act of this version')
}
/** Reads every entry and re-derives all that follows from it. */
async function readLog(report, folder) {
  const log = {
    ...{ tree: new Tree(), bundles: bundlePaths(folder), documents: [], named: new Set(), trail: [], commitments: new Set(), verifiers: [] },
    ...{ keyFiles: new Map(), origin: '', logKey: '', isLegible: true, authority: undefined, signatures: 0 },
    ...{ previous: base64Of(new Uint8Array(32)), logTime: '', stoppedAt: undefined },
  }
  for (const path of log.bundles) {
    const width = Number(/\.p\/(\d+)$/.exec(path)?.[1] ?? 256)
    const read = async () => entriesIn(await wholeFile(folder, path, longestBundle), width)
    const entries = await report.guard('tile.mismatch', path, read)
    for (const bytes of entries ?? []) await checkEntry(report, log, bytes)
    log.isLegible &&= entries !== undefined
    if (!entries) break
  }
  log.isLegible &&= log.logKey !== ''
  if (log.tree.size === 0) report.contradicted('log.empty', 'log')
  if (!report.has('entry.') && !report.has('act.')) report.confirmed('log.confirmed', 'log', log.tree.size)
  return log
}
async function checkEntry(report, log, bytes) {
  const { tree } = log
  const seq = tree.size
  const subject = `entry ${seq}`
  const entry = await report.guard('entry.malformed', subject, () => parseEntry(bytes))
  if (entry) {
    const { logTime, previous } = entry
    if (entry.seq !== seq) report.contradicted('entry.out-of-sequence', subject, entry.seq)
    if (previous !== log.previous) report.contradicted('entry.chain-broken', subject, previous)
    if (logTime < log.logTime) report.contradicted('entry.clock-backward', subject, `${logTime} < ${log.logTime}`)
    if (logTime > log.logTime) log.logTime = logTime
  }
  const signed = entry && (await report.guard('act.malformed', subject, () => parseAct(entry.note)))
  if (signed) {
    const { root, size } = signed.value.seen
    if (tree.root(size) !== root) report.contradicted('act.seen-mismatch', subject, size)
    takeStated(log, signed.value)
  } else log.isLegible = false
  const isNext = signed && log.stoppedAt === undefined
  const isFollowed = isNext && (await report.guard('act.refused', subject, () => followAct(log, signed, seq)))
  if (!isFollowed) log.stoppedAt ??= seq
  const leaf = leafHash(bytes)
  tree.append(leaf)
  log.previous = base64Of(leaf)
}
/** What acts say of the folder's other files: keys, by the path of their file, documents, programs. Believed only if followed. */
function takeStated(log, value) {
  const { keyFiles } = log
  const path = (who, vkey) => `keys/${who}-${vkey.split('+')[1]}.vkey`
  if (/^key\.(enrol|rotate)$/.test(value.kind)) keyFiles.set(path(value.person, value.key), value.key)
  if (value.kind === 'genesis') for (const { key, person } of value.administrators) keyFiles.set(path(person, key), key)
  if (value.kind === 'log.rotate') keyFiles.set(path('log', log.logKey), log.logKey)
  if (value.logKey) keyFiles.set('keys/log.vkey', value.logKey)
  log.logKey = value.logKey ?? log.logKey
  if (value.kind === 'genesis') log.origin = value.log
  const reference = value.manifest ?? value.findings
  if (reference) log.named.add(`manifests/${reference.sha256}.jsonl`)
  if (value.kind === 'disclosure.record') log.verifiers.push(value.verifier)
}
/** Whether an act may stand here, and what it says of the folder's other files. */
async function followAct(log, signed, seq) {
  const { value, note } = signed
  const signatures = await requireSignatures(log.authority, signed, seq)
  if (log.authority) followAuthority(log.authority, value, seq)
  else log.authority = beginAuthority(value)
  log.signatures += signatures
  const signers = note.signatures.map(({ name, keyId }) => `${name.slice(name.lastIndexOf('/') + 1)} ${keyId}`)
  const brought = /^key\.(rotate|enrol)$/.test(value.kind) ? `${value.person} ${value.key.split('+')[1]}` : undefined
  log.trail.push({ seq, logTime: log.logTime, signers, brought })
  for (const c of commitmentsIn(value)) log.commitments.add(c)
  const reference = value.manifest ?? value.findings
  if (reference) log.documents.push({ value, reference })
  return true
}
/** Every `{"c": …}` in an act, however deep. */
function commitmentsIn(value) {
  if (typeof value !== 'object' || value === null) return []
  return typeof value.c === 'string' ? [value.c] : Object.values(value).flatMap(commitmentsIn)
}
// ---------------------------------------------------------------------------------------------------------------- 9 heads
/** How a checkpoint stands to the entries: undefined when it is on them, else what is wrong. */
async function faultOf({ note, origin, size, root }, { authority, tree }) {
  const key = authority?.formerLogKeys.find(({ until }) => size < until)?.vkey ?? authority?.logKey
  if (authority?.log !== origin || !(await isLineBy(note, note.signatures, key))) return 'checkpoint.signature-invalid'
  if (size > tree.size) return 'checkpoint.beyond-log'
  return tree.root(size) === root ? undefined : 'checkpoint.root-mismatch'
}
/** Reads a checkpoint and holds it against the entries; undefined, with a finding, when it is not theirs. */
async function readHead(report, log, subject, read) {
  const checkpoint = await report.guard('checkpoint.malformed', subject, async () => parseCheckpoint(await read()))
  const fault = checkpoint && (await faultOf(checkpoint, log))
  if (fault) report.contradicted(fault, subject, checkpoint.size)
  return fault ? undefined : checkpoint
}
const receiptForm = /^receipts\/(0|[1-9][0-9]{0,14})\.tlog-proof$/
const coverForm = /^cover\/([1-9][0-9]{0,14})\.checkpoint$/
const stampForm = /^tsa\/([1-9][0-9]{0,14})-(?:0|[1-9][0-9]{0,8})\.tsr$/
/** The folder's checkpoint must be over exactly these entries, those in `cover/` over fewer. Returns the ones that hold. */
async function checkHeads(report, folder, log) {
  const { size } = log.tree
  const read = () => wholeFile(folder, 'checkpoint', longestNote)
  const newest = isFile(folder, 'checkpoint') && (await readHead(report, log, 'checkpoint 0', read))
  if (newest?.size !== size) report.contradicted('checkpoint.absent', `size ${size}`)
  const heads = newest ? [newest] : []
  for (const path of folder.files.keys()) {
    const [, stated] = coverForm.exec(path) ?? []
    if (stated === undefined || !requireFile(report, folder, path)) continue
    const subject = `checkpoint ${stated}`
    const head = await readHead(report, log, subject, () => wholeFile(folder, path, longestNote))
    if (head && head.size !== Number(stated)) report.contradicted('cover.mismatch', subject, head.size)
    if (head) heads.push(head)
  }
  report.confirmed('checkpoint.confirmed', 'checkpoints', size)
  return heads
}
/** A receipt must be of this log: signed head, same root, and the entry in it. */
async function checkReceipt(report, log, subject, read, path) {
  const receipt = await report.guard('receipt.malformed', subject, async () => parseReceipt(await read()))
  if (!receipt) return
  const { index, proof, checkpoint } = receipt
  const leaf = log.tree.levels[0][index]
  const fault =
    (path === undefined || path === `receipts/${index}.tlog-proof` ? undefined : 'name') ??
    (await faultOf(checkpoint, log)) ??
    (leaf && climb(index, checkpoint.size, leaf, proof) === checkpoint.root ? undefined : `entry ${index}`)
  if (fault) report.contradicted('receipt.contradicts', subject, fault)
}
/** Receipts in the folder were chosen by its writer and vouch for nothing; one that does not hold is named all the same. */
async function checkGivenReceipts(report, folder, log) {
  for (const path of log.isLegible ? folder.files.keys() : [])
    if (receiptForm.test(path) && requireFile(report, folder, path))
      await checkReceipt(report, log, path, () => wholeFile(folder, path, 2 * longestNote), path)
}
/** What others kept binds the log: it must hold the same entries, whatever came after. Returns the heads that hold. */
async function checkKept(report, log, receipts, checkpoints) {
  for (const { name, bytes } of receipts) await checkReceipt(report, log, shown(name), () => bytes)
  if (receipts.length > 0) report.confirmed('receipt.confirmed', 'receipts', receipts.length)
  const heads = []
  for (const { name, bytes } of checkpoints) {
    const head = await readHead(report, log, shown(name), () => bytes)
    if (head && heads.push(head)) report.add('confirmed', 'checkpoint.confirmed', shown(name), head.size)
  }
  return heads
}
/** Up to which entry witnesses vouch for the log (C2SP tlog-cosignature), by a policy that comes from outside, never from here. */
async function checkCosignatures(report, log, heads, given) {
  const policy = given && (await report.guard('file.mismatch', shown(given.name), () => parsePolicy(given.bytes)))
  const own = log.authority && hexOf(parseKey(log.authority.logKey).publicKey)
  const isOfLog = policy && (policy.logs.length === 0 || policy.logs.some((each) => hexOf(each.publicKey) === own))
  if (policy && !isOfLog) report.unchecked('cover.other-log', 'policy')
  const by = []
  let strangers = 0
  for (const { note, size } of heads)
    for (const line of note.signatures.filter(({ name }) => name !== log.authority?.log)) {
      const isTheirs = ([, key]) => key.name === line.name && key.keyId === line.keyId && hexOf(key.publicKey) !== own
      const [name, witness] = (isOfLog && [...policy.witnesses].find(isTheirs)) || []
      const at = witness && (await cosignedAt(note, line.signature, witness))
      if (!witness) strangers += 1
      else if (at) by.push({ witness: shownPath(name), name, upTo: size, at })
      else report.contradicted('cosignature.invalid', `checkpoint ${size}`, shownPath(name))
    }
  for (const { at, upTo, witness } of by) report.add('confirmed', 'cosignature.confirmed', `cosignature ${witness}`, `${upTo} ${at}`)
  const covered = (words) => {
    const reach = (upTo) => new Set(words.filter((each) => each.upTo >= upTo).map((each) => each.name))
    return Math.max(0, ...words.map((each) => each.upTo).filter((upTo) => isReached(policy, reach(upTo))))
  }
  const coveredUpTo = covered(by)
  checkDisputes(report, log, (time) => covered(by.filter((each) => each.at < time)))
  return { coveredUpTo, by: by.map(({ name, ...each }) => each), strangers }
}
/** Acts of a key that somebody else may have used: signed by it after the compromise by the log's clock, unless witnesses had
 * covered them before it. A key that such an act brought is as doubtful. */
function checkDisputes(report, { authority, trail }, coveredBefore) {
  const doubtful = new Map((authority?.doubtful ?? []).map(({ name, since }) => [name, since]))
  for (const [name, since] of doubtful) {
    const covered = since === undefined ? 0 : coveredBefore(since)
    const disputed = trail.filter((each) => each.signers.includes(name) && each.logTime >= (since ?? '') && each.seq >= covered)
    if (disputed.length > 0) report.unchecked('key.disputed', `key ${name}`, disputed.map(({ seq }) => seq).join(' '))
    for (const { brought } of disputed) if (brought && !doubtful.has(brought)) doubtful.set(brought, since)
  }
}
/** When a witness cosigned, as it says; undefined when it did not. */
async function cosignedAt({ text: signed }, timed, { publicKey }) {
  const time = timed.subarray(0, 8).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  if (timed.length !== 72 || time === 0n || time >= 253_402_300_800n) return undefined
  const isTheirs = await machine.verifies(4, publicKey, bytesOf(`cosignature/v1\ntime ${time}\n${signed}`), timed.slice(8))
  return isTheirs ? new Date(Number(time) * 1000).toISOString() : undefined
}
// ----------------------------------------------------------------------------------------------------------- 10 manifests
const longestLine = 64 * 1024
/** Lines of pieces of bytes, each without its line feed; the last must have one. */
async function* linesOf(pieces, longest) {
  let rest = new Uint8Array()
  for await (const piece of pieces) {
    rest = rest.length === 0 ? piece : joined(rest, piece)
    let start = 0
    for (let feed = rest.indexOf(10); feed >= 0; feed = rest.indexOf(10, start)) {
      yield rest.subarray(start, feed)
      start = feed + 1
    }
    rest = rest.subarray(start)
    if (rest.length > longest) refuse('line too long')
  }
  if (rest.length > 0) refuse('last line not ended')
}
/** Reads a manifest or findings blob strictly; returns what an act has to say of it. */
async function readLines(folder, path, form, longest, take) {
  const [hash, tree] = [machine.newSha256(), new Tree(false)]
  let size = 0
  async function* counted() {
    for await (const piece of folder.pieces(path)) {
      size += piece.length
      if (size > longest) refuse('longer than recorded')
      hash.update(piece)
      yield piece
    }
  }
  for await (const line of linesOf(counted(), longestLine)) {
    const value = parseIntegral(textOf(line))
    if (!form(value)) refuse(`line ${tree.size + 1}`)
    tree.append(leafHash(line))
    take(value)
  }
  return { lines: tree.size, root: tree.root(), sha256: hexOf(hash.digest()), size }
}
/** Every manifest and findings blob that an act names, line by line. Returns the files to hash again, each blob once. */
async function checkManifests(report, folder, log) {
  const [wanted, read] = [new Map(), new Set()]
  let items = 0
  for (const { value, reference } of log.documents) {
    const isManifest = value.kind === 'acquisition.record'
    const subject = `${isManifest ? 'manifest' : 'findings'} ${value.acquisition}`
    const path = `manifests/${reference.sha256}.jsonl`
    const here = { files: [], bytes: 0, failed: 0, strangers: 0 }
    const take = (line) => {
      if (line.kind === 'unread' || line.kind === 'failed') here.failed += 1
      if (line.kind === 'file') here.bytes += here.files.push(line) && line.size
      else if (read.has(value.acquisition) && !isManifest && !wanted.has(line.sha256)) here.strangers += 1
    }
    const isHere = isFile(folder, path) || report.unchecked('manifest.absent', subject, reference.sha256)
    const step = () => readLines(folder, path, isManifest ? manifestLine : findingsLine, reference.size, take)
    const found = isHere && (await report.guard('manifest.malformed', subject, step))
    if (!found) continue
    const { files, bytes, failed, strangers } = here
    const isWhole = canonical(found) === canonical(reference)
    const isCounted = !isManifest || (files.length === value.items && bytes === value.bytes)
    if (!isWhole || !isCounted || failed !== value.failed || strangers > 0)
      report.contradicted('manifest.mismatch', subject, isWhole ? '' : found.sha256)
    if (!isWhole || !isManifest) continue
    read.add(value.acquisition)
    items += files.length + failed
    for (const { digests: { sha256 }, size, path: { c } } of files)
      if (!wanted.has(sha256) || (value.copied && !wanted.get(sha256).copied))
        wanted.set(sha256, { sha256, size, copied: value.copied, path: c, source: value.source.c })
  }
  if (log.documents.length > 0) report.confirmed('manifest.confirmed', 'manifests', log.documents.length)
  return { wanted: [...wanted.values()], items }
}
// ------------------------------------------------------------------------------------------------------------ 11 openings
const isOpening = object('c salt value', { c: isHash, salt: isHash, value: () => true })
const longestOpening = 16 * 1024 * 1024
/** Each opening must open its commitment: SHA-256("custodia-field/v1\n" ‖ salt ‖ canonical value). Returns the values asked for. */
async function checkOpenings(report, folder, log, asked) {
  const values = new Map()
  const missing = new Set(log.commitments)
  let [openings, last] = [0, '']
  const take = (line) => {
    const opening = parseCanonical(textOf(line))
    if (!isOpening(opening) || opening.c <= last) refuse(`form or order of line ${openings + 1}`)
    const { c, salt, value } = opening
    last = c
    openings += 1
    missing.delete(c)
    const hashed = joined(bytesOf('custodia-field/v1\n'), bytesOfBase64(salt), bytesOf(canonical(value)))
    if (base64Of(machine.sha256(hashed)) !== c) report.contradicted('opening.mismatch', `opening ${c}`)
    else if (asked.has(c)) values.set(c, value)
  }
  const readAll = async () => {
    for await (const line of linesOf(folder.pieces('clear.jsonl'), longestOpening)) take(line)
  }
  if (isFile(folder, 'clear.jsonl')) await report.guard('opening.mismatch', 'openings', readAll)
  if (openings > 0) report.confirmed('opening.confirmed', 'openings', openings)
  return { values, openings, missing: missing.size }
}
// ------------------------------------------------------------------------------------------------------------ 12 evidence
/** Looks for each recorded file and hashes it again. */
async function checkEvidence(report, evidence, wanted, values, progress) {
  const [bySize, digests] = [new Map(), new Map()]
  for (const [path, { kind, size }] of evidence.files) if (kind === 'file') bySize.set(size, [...(bySize.get(size) ?? []), path])
  const digest = async (path) => digests.get(path) ?? digests.set(path, await digestOf(evidence, path)).get(path)
  let [blobs, bytes] = [0, 0]
  const check = async (each, subject) => {
    const path = await evidenceFor(each, evidence, bySize, values, digest)
    if (path === undefined) return report.unchecked('blob.absent', subject)
    if (evidence.files.get(path).size !== each.size || (await digest(path)) !== each.sha256)
      return report.contradicted('blob.mismatch', subject, shownPath(path))
    blobs += 1
    bytes += each.size
    return progress(blobs, wanted.length)
  }
  for (const each of wanted) {
    const subject = `blob sha256:${each.sha256}`
    await report.guard('blob.absent', subject, () => check(each, subject), 'unchecked')
  }
  if (blobs > 0) report.add('confirmed', 'blob.confirmed', 'blobs', blobs)
  return { blobs, bytes }
}
/** At its recorded path, which may begin with the source's own name or be the name of the one file given, or anywhere. */
async function evidenceFor({ sha256, size, path, source }, evidence, bySize, values, digest) {
  const raw = (value) => (isBase64(value?.bytes) ? [atob(value.bytes)] : [])
  const lastPart = (name) => name.slice(name.lastIndexOf('/') + 1)
  const around = [values.get(source)?.paths ?? []].flat().flatMap(raw).map((name) => `${lastPart(name)}/`)
  const names = raw(values.get(path)).flatMap((name) => [
    ...[name, ...around.map((folder) => folder + name), ...(evidence.single ? [lastPart(name)] : [])],
    ...around.filter((folder) => name.startsWith(folder)).map((folder) => name.slice(folder.length)),
  ])
  const there = names.filter((name) => isFile(evidence, name))
  const fitting = there.find((name) => evidence.files.get(name).size === size)
  if (fitting !== undefined) return fitting
  for (const candidate of bySize.get(size) ?? []) if ((await digest(candidate)) === sha256) return candidate
  return there[0]
}
// ----------------------------------------------------------------------------------------------------- 13 the whole check
/** Contradicted outweighs unchecked, unchecked outweighs confirmed, and nothing at all confirms nothing. */
function verdictOf(findings) {
  const order = ['contradicted', 'unchecked', 'confirmed']
  return order.find((verdict) => findings.some((each) => each.verdict === verdict)) ?? 'unchecked'
}
/** Checks a disclosure. `folder` and `evidence` are `{ files: Map(path → { kind, size }), pieces(path) }`, `receipts` and
 * `checkpoints` are `[{ name, bytes }]` and `policy` is one such, all kept or given outside the folder; so is `genesis`, base64. */
export async function checkDisclosure({ machine: given, folder, genesis, evidence, ...more }) {
  const { receipts = [], checkpoints = [], policy, progress = () => undefined } = more
  const report = new Report()
  machine = given
  await checkSums(report, folder)
  const log = await readLog(report, folder)
  const { size, levels } = log.tree
  const first = size > 0 ? base64Of(levels[0][0]) : ''
  if (first === '') report.unchecked('trust.not-compared', 'genesis')
  else if (genesis === undefined) report.unchecked('trust.self-stated', 'genesis', first)
  else if (genesis !== first) report.contradicted('trust.mismatch', 'genesis', first)
  else report.confirmed('trust.pinned', 'genesis', first)
  await checkDerived(report, folder, log)
  const heads = await checkHeads(report, folder, log)
  report.confirmed('file.confirmed', 'files', folder.files.size)
  await checkGivenReceipts(report, folder, log)
  const kept = await checkKept(report, log, receipts, checkpoints)
  const { strangers, ...coverage } = await checkCosignatures(report, log, [...heads, ...kept], policy)
  const { wanted, items } = await checkManifests(report, folder, log)
  const asked = new Set(evidence ? wanted.flatMap((each) => [each.path, each.source]) : [])
  const { values, openings, missing } = await checkOpenings(report, folder, log, asked)
  const found = evidence ? await checkEvidence(report, evidence, wanted, values, progress) : { blobs: 0, bytes: 0 }
  const stamps = [...folder.files.keys()].filter((path) => stampForm.test(path)).length
  const isBound = receipts.length + checkpoints.length > 0
  // Never left out: a clean result says what it is clean of. The first three are said always.
  const gaps = [
    ...[['custody-rules', size], ['time-stamps', stamps], ['time-of-acts', size], ['evidence', wanted.length - found.blobs]],
    ...[['entries-after-fault', log.stoppedAt === undefined ? 0 : size - log.stoppedAt], ['withheld', missing]],
    ...[['outside-cover', size - coverage.coveredUpTo], ['cosignatures', strangers], ['kept-by-others', isBound ? 0 : size]],
    ...[['other-digests', found.blobs], ['physical-medium', wanted.length]],
  ]
  const { documents, origin, signatures, verifiers } = log
  return {
    ...{ verdict: verdictOf(report.findings), origin, genesis: first, head: { size, root: log.tree.root() } },
    checked: { entries: size, signatures, manifests: documents.length, items, openings, ...found },
    ...{ coverage, recordedVerifiers: verifiers.map((each) => each.program), findings: report.findings },
    notChecked: gaps.filter(([, number], at) => at < 3 || number > 0).map(([what, number]) => ({ what, number })),
  }
}
// --------------------------------------------------------------------------------------------------------------- 14 words
/** `name | English | Spanish`; a finding without a sentence of its own has that of its last part. */
const words = new Map(
  `confirmed | CONFIRMED | CONFIRMADO
contradicted | CONTRADICTED | CONTRADICHO
unchecked | UNCHECKED | SIN COMPROBAR
confirmed.meaning | Everything that was asked was checked, and agrees. | Todo lo preguntado se ha comprobado y concuerda.
contradicted.meaning | Something does not agree with itself or with what you gave. | Algo no concuerda consigo mismo o con lo que usted ha dado.
unchecked.meaning | Nothing disagrees, but something asked for could not be checked. | Nada discrepa, pero algo de lo preguntado no ha podido comprobarse.
log | Log | Registro
head | {n} entries, root {root} | {n} asientos, raíz {root}
genesis | Genesis (leaf hash of entry 0) | Génesis (hash de hoja del asiento 0)
checked | Checked | Comprobado
checked.of | {entries} entries, {signatures} signatures, {manifests} manifests, {items} items, {openings} openings, {blobs} evidence files ({bytes} bytes) | {entries} asientos, {signatures} firmas, {manifests} manifiestos, {items} elementos, {openings} valores abiertos, {blobs} archivos de evidencia ({bytes} bytes)
covered | Covered from outside up to entry | Cubierto desde fuera hasta el asiento
verifier | SHA-256 of verify.mjs by the record | SHA-256 de verify.mjs según el registro
findings | Findings | Resultados
not-checked | Not checked | No comprobado
.confirmed | as it has to be | como tiene que ser
.absent | is not here, or cannot be read | no está o no puede leerse
.malformed | does not have its form | no tiene la forma debida
.mismatch | is not what is listed or recorded | no es lo que consta en la lista o en el registro
.invalid | does not verify | no se verifica
trust.pinned | entry 0 is the genesis you gave | el asiento 0 es el génesis que usted ha dado
trust.self-stated | no genesis was given: the folder can only agree with itself. Take the leaf hash from a report or a transfer act | no se ha dado el génesis: la carpeta solo puede concordar consigo misma. Tome el hash de un informe o de un acta de entrega
trust.mismatch | entry 0 is not the genesis you gave | el asiento 0 no es el génesis que usted ha dado
log.empty | there are no entries | no hay asientos
entry.out-of-sequence | has another number | lleva otro número
entry.chain-broken | names another entry as the one before it | nombra otro asiento como anterior
entry.clock-backward | the log's time goes back | la hora del registro retrocede
act.signature-invalid | a signature is missing or does not verify | falta una firma o no se verifica
act.refused | nobody may record this here | nadie puede asentar esto aquí
act.unsupported | field logs are beyond this program: run custodia verify | los registros de campo exceden este programa: ejecute custodia verify
act.seen-mismatch | its signers had seen another log | sus firmantes habían visto otro registro
checkpoint.absent | no checkpoint covers exactly these entries | ningún punto de control cubre exactamente estos asientos
checkpoint.signature-invalid | is not signed by the log's key | no lo firma la clave del registro
checkpoint.root-mismatch | has another root: the entries are not those it was signed over | tiene otra raíz: los asientos no son los que se firmaron
checkpoint.beyond-log | is over more entries than there are: the log was cut | abarca más asientos de los que hay: el registro está cortado
key.disputed | this key was compromised: these acts may be another's | esta clave se vio comprometida: estos actos pueden ser de otro
receipt.contradicts | is not of this log as it stands | no es de este registro tal como está
file.unexpected | nothing speaks for this file | nada da razón de este archivo
custody-rules | the rules of custody ({n} entries): run {command} | las reglas de custodia ({n} asientos): ejecute {command}
time-stamps | {n} time stamps and what a policy asks of them: run {command} | {n} sellos de tiempo y lo que una política exige de ellos: ejecute {command}
time-of-acts | whether acts happened when and as they say | si los actos ocurrieron cuando y como dicen
evidence | {n} recorded files were not hashed again (--evidence) | {n} archivos registrados no se han vuelto a calcular (--evidence)
entries-after-fault | {n} entries from the first fault on: hashed, not followed | {n} asientos desde el primer fallo: calculados, no seguidos
withheld | {n} values are withheld; their commitments are in place | {n} valores se han reservado; sus compromisos están en su sitio
outside-cover | no witness that you chose vouches for the last {n} entries (--policy) | ningún testigo elegido por usted responde de los últimos {n} asientos (--policy)
cosignatures | {n} cosignatures of witnesses that no policy of yours names | {n} cofirmas de testigos que ninguna política de usted nombra
kept-by-others | nothing kept by others was compared: a cut or second log stays unseen (--receipt, --known-checkpoint) | no se ha comparado nada guardado por otros: un registro cortado o doble pasa inadvertido (--receipt, --known-checkpoint)
other-digests | the other digests of {n} files: SHA-256 alone was taken | los demás resúmenes de {n} archivos: solo se calculó SHA-256
physical-medium | that the medium read is the one that was seized | que el soporte leído sea el intervenido`
    .split('\n').map((each) => each.split(' | ')).map(([name, en, es]) => [name, { en, es }]),
)
/** What a name, a finding or a gap says, in `en` or `es`. */
export function say(lang, name, values = {}) {
  const sentence = (words.get(name) ?? words.get(name.slice(name.lastIndexOf('.'))))?.[lang] ?? name
  return sentence.replace(/\{([a-z]+)\}/g, (hole, value) => `${values[value] ?? hole}`)
}
const command = 'custodia verify <folder> --genesis <leaf hash>'
export const explained = (lang, { what, number }) => say(lang, what, { n: number, command })
/** The result as text for people. */
export function textOfResult(result, lang) {
  const { verdict, origin, head, genesis, checked: counts, coverage, findings, recordedVerifiers, notChecked } = result
  const marks = { confirmed: '+', contradicted: 'X', unchecked: '?' }
  const more = ({ detail, verdict: kind }) => (kind === 'confirmed' || detail === '' ? '' : ` [${detail}]`)
  return [
    ...[say(lang, verdict), say(lang, `${verdict}.meaning`), '', `${say(lang, 'log')}: ${shown(origin)}`],
    `  ${say(lang, 'head', { n: head.size, root: head.root })}`,
    `${say(lang, 'genesis')}: ${genesis}`,
    `${say(lang, 'checked')}: ${say(lang, 'checked.of', counts)}`,
    ...(coverage.coveredUpTo > 0 ? [`${say(lang, 'covered')}: ${coverage.coveredUpTo - 1}`] : []),
    ...recordedVerifiers.map((sha256) => `${say(lang, 'verifier')}: ${sha256}`),
    ...['', `${say(lang, 'findings')}:`],
    ...findings.map((each) => `  ${marks[each.verdict]} ${each.subject}: ${say(lang, each.code)} (${each.code})${more(each)}`),
    ...['', `${say(lang, 'not-checked')}:`, ...notChecked.map((gap) => `  - ${explained(lang, gap)}`), ''],
  ].join('\n')
}
// ---------------------------------------------------------------------------------------------------------------- 15 Node
/** Reads folders with Node: follows no link, waits for no pipe, opens for reading only. */
export async function nodePlatform() {
  const { createHash, createPublicKey, verify } = await import('node:crypto')
  const { constants, lstatSync, promises, realpathSync } = await import('node:fs')
  const onDisk = (step) => step.catch((error) => (error?.syscall ? refuse(error.code) : Promise.reject(error)))
  async function* piecesOf(path) {
    const file = await onDisk(promises.open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)))
    try {
      if (!(await file.stat()).isFile()) refuse('not a file')
      for (;;) {
        const { bytesRead, buffer } = await onDisk(file.read(new Uint8Array(262_144), 0, 262_144))
        if (bytesRead === 0) return
        yield buffer.subarray(0, bytesRead)
      }
    } finally {
      await file.close()
    }
  }
  async function list(root, below, files) {
    const full = (name) => Buffer.concat([root, Buffer.from(name === '' ? '' : `/${name}`, 'latin1')])
    const names = await promises.readdir(full(below), { encoding: 'buffer' }).catch(() => files.set(below, { kind: 'unread', size: 0 }) && [])
    for (const name of names.sort(Buffer.compare)) {
      const path = `${below === '' ? '' : `${below}/`}${name.toString('latin1')}`
      const status = await promises.lstat(full(path)).catch(() => undefined)
      if (status?.isDirectory()) await list(root, path, files)
      else if (status?.isFile()) files.set(path, { kind: 'file', size: status.size })
      else files.set(path, { kind: status?.isSymbolicLink() ? 'link' : status ? 'other' : 'unread', size: 0 })
    }
    return files
  }
  return {
    machine: {
      sha256: (bytes) => createHash('sha256').update(bytes).digest(),
      newSha256: () => createHash('sha256'),
      async verifies(type, publicKey, message, signed) {
        const der = type === 2 ? publicKey : joined(Buffer.from(ed25519Head, 'hex'), publicKey)
        const key = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' })
        return verify(type === 2 ? 'sha256' : null, message, key, signed)
      },
    },
    piecesOf,
    async folderAt(path) {
      const root = realpathSync(path, 'buffer')
      const { size, ...status } = lstatSync(root)
      const single = (status.mode & constants.S_IFMT) === constants.S_IFREG
      const name = root.subarray(root.lastIndexOf(0x2f) + 1).toString('latin1')
      const files = single ? new Map([[name, { kind: 'file', size }]]) : await list(root, '', new Map())
      return { files, single, pieces: (each) => piecesOf(single ? root : Buffer.concat([root, Buffer.from(`/${each}`, 'latin1')])) }
    },
  }
}
async function main(parameters) {
  const { parseArgs } = await import('node:util')
  const [one, many] = [{ type: 'string' }, { type: 'string', multiple: true, default: [] }]
  const options = { genesis: one, evidence: one, policy: one, lang: one, receipt: many, 'known-checkpoint': many, json: { type: 'boolean' } }
  const { values, positionals } = parseArgs({ args: parameters, allowPositionals: true, options })
  const lang = (values.lang ?? process.env.LANG ?? '').startsWith('es') ? 'es' : 'en'
  const genesis = isSha256(values.genesis) ? Buffer.from(values.genesis, 'hex').toString('base64') : values.genesis
  if (positionals.length !== 1 || (genesis !== undefined && !isHash(genesis)))
    throw Object.assign(new Error('node verify.mjs <folder> --genesis <leaf hash of entry 0, base64 or hex>'), { code: 'ERR_PARSE_ARGS' })
  const { machine: here, folderAt, piecesOf } = await nodePlatform()
  const folder = await folderAt(positionals[0])
  if (![...folder.files.keys()].some((path) => /^(checkpoint$|tile\/)/.test(path))) refuse('no disclosure there')
  const kept = async (name) => ({ name, bytes: await wholeFile({ pieces: () => piecesOf(name) }, name, 2 * longestNote) })
  const result = await checkDisclosure({
    ...{ machine: here, folder, genesis, evidence: values.evidence && (await folderAt(values.evidence)) },
    receipts: await Promise.all(values.receipt.map(kept)),
    checkpoints: await Promise.all(values['known-checkpoint'].map(kept)),
    policy: values.policy && (await kept(values.policy)),
  })
  const told = { ...result, notChecked: result.notChecked.map((gap) => ({ ...gap, explanation: explained(lang, gap) })) }
  process.stdout.write(values.json ? `${JSON.stringify(told, null, 2)}\n` : textOfResult(result, lang))
  return { confirmed: 0, contradicted: 30, unchecked: 31 }[result.verdict]
}
const { realpathSync } = globalThis.process?.argv?.[1] ? await import('node:fs') : {}
const started = realpathSync && attempt(() => realpathSync(process.argv[1]), () => undefined) // not where it is imported, or a page
if (started && import.meta.url === (await import('node:url')).pathToFileURL(started).href) {
  try {
    process.exitCode = await main(process.argv.slice(2))
  } catch (error) {
    console.error(shown(error.message))
    process.exitCode = error instanceof Refusal || error.syscall ? 10 : error.code?.startsWith('ERR_PARSE_ARGS') ? 2 : 1
  }
}
