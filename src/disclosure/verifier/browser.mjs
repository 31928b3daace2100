// ------------------------------------------------------------------------------------------------------------- 16 the page
// What verify.mjs needs of a machine, from a browser; and the form around it. Nothing is sent anywhere: the page may not connect.

const spoken = {
  title: ['Check a disclosure', 'Comprobar un traslado'],
  lead: [
    'This page checks the record of custody that you were given, on this computer alone. It runs the program verify.mjs, which is part of it.',
    'Esta página comprueba el registro de custodia que se le ha entregado, solo en este equipo. Ejecuta el programa verify.mjs, que forma parte de ella.',
  ],
  folder: ['The folder', 'La carpeta'],
  'folder.drop': [
    'Drop the disclosure folder here, or choose it',
    'Arrastre aquí la carpeta del traslado, o elíjala',
  ],
  'genesis.label': ['Leaf hash of the genesis', 'Hash de hoja del génesis'],
  'genesis.hint': [
    'From a report, a transfer act or the court’s file: anything but this folder. Without it the folder can only agree with itself.',
    'De un informe, un acta de entrega o los autos: de cualquier sitio menos esta carpeta. Sin él la carpeta solo puede concordar consigo misma.',
  ],
  'genesis.wrong': [
    'This is no leaf hash: 44 characters of base64, or 64 hexadecimal digits.',
    'Esto no es un hash de hoja: 44 caracteres en base64 o 64 cifras hexadecimales.',
  ],
  optional: ['If you have it', 'Si lo tiene'],
  'evidence.drop': ['Evidence: files or a folder', 'Evidencia: archivos o una carpeta'],
  'kept.drop': ['Receipts, checkpoints, a policy', 'Recibos, puntos de control, una política'],
  'kept.hint': [
    'Receipts (.tlog-proof) and checkpoints that you or others kept show a record that was cut or rewritten. A policy (tlog-policy) says whose cosignatures you trust.',
    'Los recibos (.tlog-proof) y puntos de control que usted u otros guardaron descubren un registro cortado o escrito de nuevo. Una política (tlog-policy) dice en qué cofirmas confía.',
  ],
  check: ['Check', 'Comprobar'],
  none: ['nothing yet', 'todavía nada'],
  files: ['{n} files', '{n} archivos'],
  working: ['Checking…', 'Comprobando…'],
  'no-folder': ['There is no disclosure in that folder.', 'En esa carpeta no hay ningún traslado.'],
  'no-ed25519': [
    'This browser cannot verify Ed25519 signatures. Use a newer one, or run verify.mjs.',
    'Este navegador no sabe verificar firmas Ed25519. Use uno más reciente, o ejecute verify.mjs.',
  ],
  'not-checked': ['Not checked', 'No comprobado'],
  findings: ['Findings', 'Resultados'],
  offline: [
    'The page needs no network and its policy forbids it any. Its SHA-256, and that of verify.mjs, are in the record: act disclosure.record.',
    'La página no necesita red, y su política le prohíbe usarla. Su SHA-256 y el de verify.mjs constan en el registro: acto disclosure.record.',
  ],
}
const languages = ['en', 'es']
const element = (id) => document.getElementById(id)
const given = { folder: undefined, evidence: [], kept: [] }
let lang = navigator.language.startsWith('es') ? 'es' : 'en'
let shownResult

const phrase = (name, values = {}) =>
  spoken[name]
    ? spoken[name][languages.indexOf(lang)].replace('{n}', values.n ?? '')
    : say(lang, name, values)

function speakIn(language) {
  lang = language
  document.documentElement.lang = lang
  document.title = `Custodia: ${phrase('title')}`
  for (const each of document.querySelectorAll('[data-say]')) each.textContent = phrase(each.dataset.say)
  for (const each of document.querySelectorAll('[data-lang]'))
    each.setAttribute('aria-pressed', `${each.dataset.lang === lang}`)
  for (const name of Object.keys(given)) nameGiven(name)
  if (shownResult) showResult(shownResult)
}

function nameGiven(name) {
  const files = given[name] ?? []
  element(`drop-${name}`).classList.toggle('given', files.length > 0)
  element(`${name}-name`).textContent =
    files.length > 0 ? phrase('files', { n: files.length }) : phrase('none')
}

/** FIPS 180-4, piece by piece: what browsers offer takes the whole at once, and evidence may be larger than memory. */
class Sha256 {
  static constants = fractions(64, 3)
  state = fractions(8, 2)
  rest = new Uint8Array(64)
  used = 0
  length = 0
  schedule = new Int32Array(64)

  update(bytes) {
    this.length += bytes.length
    for (let at = 0; at < bytes.length; ) {
      const taken = Math.min(64 - this.used, bytes.length - at)
      this.rest.set(bytes.subarray(at, at + taken), this.used)
      this.used += taken
      at += taken
      if (this.used === 64) this.compress()
    }
    return this
  }

  digest() {
    const bits = this.length * 8
    this.update(Uint8Array.of(0x80))
    while (this.used !== 56) this.update(Uint8Array.of(0))
    const view = new DataView(this.rest.buffer)
    view.setUint32(56, Math.floor(bits / 2 ** 32))
    view.setUint32(60, bits % 2 ** 32)
    this.compress()
    const digest = new DataView(new ArrayBuffer(32))
    for (const [at, word] of this.state.entries()) digest.setInt32(4 * at, word)
    return new Uint8Array(digest.buffer)
  }

  compress() {
    const { schedule: w, state } = this
    const view = new DataView(this.rest.buffer)
    const turned = (word, by) => (word >>> by) | (word << (32 - by))
    for (let at = 0; at < 16; at += 1) w[at] = view.getInt32(4 * at)
    for (let at = 16; at < 64; at += 1) {
      const [x, y] = [w[at - 15], w[at - 2]]
      w[at] =
        (w[at - 16] +
          w[at - 7] +
          (turned(x, 7) ^ turned(x, 18) ^ (x >>> 3)) +
          (turned(y, 17) ^ turned(y, 19) ^ (y >>> 10))) |
        0
    }
    let [a, b, c, d, e, f, g, h] = state
    for (let at = 0; at < 64; at += 1) {
      const one =
        (h +
          (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) +
          ((e & f) ^ (~e & g)) +
          Sha256.constants[at] +
          w[at]) |
        0
      const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + one) | 0
      d = c
      c = b
      b = a
      a = (one + two) | 0
    }
    for (const [at, word] of [a, b, c, d, e, f, g, h].entries()) state[at] += word
    this.used = 0
  }
}

/** The first 32 bits of the fractional parts of the square or cube roots of the first primes (FIPS 180-4 §4.2.2, §5.3.3). */
function fractions(many, root) {
  const primes = []
  for (let number = 2; primes.length < many; number += 1)
    if (primes.every((prime) => number % prime !== 0)) primes.push(number)
  return Int32Array.from(primes, (prime) => {
    // The integer root of prime · 2^(32·root), by bisection, is exact where a floating point root is not.
    const power = BigInt(prime) << BigInt(32 * root)
    let [low, high] = [0n, 1n << 40n]
    while (high - low > 1n) {
      const middle = (low + high) / 2n
      if (middle ** BigInt(root) <= power) low = middle
      else high = middle
    }
    return Number(BigInt.asIntN(32, low))
  })
}

const browser = {
  sha256: (bytes) => new Sha256().update(bytes).digest(),
  newSha256: () => new Sha256(),
  async verifies(type, publicKey, message, signed) {
    if (type !== 2) {
      const key = await crypto.subtle.importKey('raw', publicKey, { name: 'Ed25519' }, false, ['verify'])
      return crypto.subtle.verify({ name: 'Ed25519' }, key, signed, message)
    }
    const curve = { name: 'ECDSA', namedCurve: 'P-256' }
    const key = await crypto.subtle.importKey('spki', publicKey, curve, false, ['verify'])
    return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, numbersOf(signed), message)
  },
}

/** The two numbers of an ECDSA signature in DER as browsers want them: 32 bytes each. */
function numbersOf(der) {
  const numbers = [der.slice(4, 4 + der[3]), der.slice(6 + der[3])]
  return joined(...numbers.map((each) => joined(new Uint8Array(32), each).slice(-32)))
}

/** Whether this browser verifies as it should: RFC 8032 §7.1, the first test. */
async function canVerify() {
  const from = (digits) => Uint8Array.from(digits.match(/../g), (pair) => Number.parseInt(pair, 16))
  const key = from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')
  const signed = from(
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  )
  try {
    return await browser.verifies(1, key, new Uint8Array(), signed)
  } catch {
    return false
  }
}

const pieceBytes = 1024 * 1024

/** Chosen files as the check reads them. `below` leaves out the first part of each path: the name of the folder itself. */
function folderOf(files, below) {
  const byPath = new Map()
  for (const { path, file } of files)
    byPath.set(latin1Of(bytesOf(below ? path.slice(path.indexOf('/') + 1) : path)), file)
  return {
    files: new Map([...byPath].sort().map(([path, file]) => [path, { kind: 'file', size: file.size }])),
    single: files.length === 1,
    async *pieces(path) {
      const file = byPath.get(path)
      for (let at = 0; at < file.size; at += pieceBytes)
        yield new Uint8Array(await readable(file.slice(at, at + pieceBytes)))
    },
  }
}

async function readable(part) {
  try {
    return await part.arrayBuffer()
  } catch (error) {
    return refuse(error.name)
  }
}

/** `[{ path, file }]` of what was dropped, folders with all that is in them. */
async function droppedFiles(transfer) {
  const found = []
  const walk = async (entry) => {
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject))
      found.push({ path: entry.fullPath.slice(1), file })
      return
    }
    const reader = entry.createReader()
    for (;;) {
      const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject))
      if (entries.length === 0) return
      for (const each of entries) await walk(each)
    }
  }
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean)
  for (const entry of entries) await walk(entry)
  return found
}

const chosenFiles = (input) =>
  [...input.files].map((file) => ({ path: file.webkitRelativePath || file.name, file }))

async function keptNotes(files) {
  const kept = { receipts: [], checkpoints: [], policy: undefined }
  for (const { path: name, file } of files) {
    const note = { name, bytes: new Uint8Array(await readable(file.slice(0, 2 * longestNote + 1))) }
    const start = latin1Of(note.bytes.subarray(0, 4096))
    if (start.startsWith('c2sp.org/tlog-proof@')) kept.receipts.push(note)
    else if (/(?:^|\n)[ \t]*quorum[ \t]/.test(start)) kept.policy = note
    else kept.checkpoints.push(note)
  }
  return kept
}

function pinOf(text) {
  if (text === '') return undefined
  return /^[0-9a-f]{64}$/.test(text)
    ? base64Of(Uint8Array.from(text.match(/../g), (pair) => Number.parseInt(pair, 16)))
    : text
}

async function check() {
  const genesis = pinOf(element('genesis').value.trim())
  if (genesis !== undefined && !isHash(genesis)) return phrase('genesis.wrong')
  if (!(await canVerify())) return phrase('no-ed25519')
  const folder = folderOf(given.folder ?? [], true)
  if (![...folder.files.keys()].some((path) => /^(checkpoint$|tile\/)/.test(path))) return phrase('no-folder')
  const below = given.evidence.length > 0 && given.evidence.every(({ path }) => path.includes('/'))
  shownResult = await checkDisclosure({
    ...{ machine: browser, folder, genesis, ...(await keptNotes(given.kept)) },
    evidence: given.evidence.length > 0 ? folderOf(given.evidence, below) : undefined,
    progress: (done, all) => {
      element('progress').textContent = `${done} / ${all}`
    },
  })
  showResult(shownResult)
  return ''
}

function made(tag, content, className = '') {
  const node = document.createElement(tag)
  node.append(...[content].flat())
  node.className = className
  return node
}

function showResult(result) {
  const { verdict, head, coverage } = result
  element('result').hidden = false
  element('result').dataset.verdict = verdict
  element('verdict').className = verdict
  element('verdict').firstElementChild.textContent = phrase(verdict)
  element('verdict').lastElementChild.textContent = phrase(`${verdict}.meaning`)
  const facts = [
    [phrase('log'), shown(result.origin)],
    ['', phrase('head', { n: head.size, root: head.root })],
    [phrase('genesis'), result.genesis],
    [phrase('checked'), say(lang, 'checked.of', result.checked)],
    ...(coverage.coveredUpTo > 0 ? [[phrase('covered'), `${coverage.coveredUpTo - 1}`]] : []),
    ...result.recordedVerifiers.map((sha256) => [phrase('verifier'), sha256]),
  ]
  element('facts').replaceChildren(...facts.flatMap(([name, value]) => [made('dt', name), made('dd', value)]))
  const order = ['contradicted', 'unchecked', 'confirmed']
  const findings = order.flatMap((kind) => result.findings.filter((each) => each.verdict === kind))
  const rows = findings.map(({ code, detail, subject, verdict: kind }) => {
    const more = kind === 'confirmed' || detail === '' ? code : `${code} · ${detail}`
    const cells = [
      made('td', phrase(kind), kind),
      made('td', subject),
      made('td', [say(lang, code), made('small', more)]),
    ]
    return made('tr', cells)
  })
  element('findings').firstElementChild.replaceChildren(...rows)
  element('gaps').replaceChildren(...result.notChecked.map((gap) => made('li', explained(lang, gap))))
}

function tell(error) {
  element('progress').textContent = shown(`${error.name}: ${error.message}`)
}

function accept(name) {
  const zone = element(`drop-${name}`)
  const take = (files) => {
    given[name] = files
    nameGiven(name)
  }
  element(name).addEventListener('change', () => take(chosenFiles(element(name))))
  for (const kind of ['dragenter', 'dragover', 'dragleave', 'drop'])
    zone.addEventListener(kind, (event) => {
      event.preventDefault()
      zone.classList.toggle('over', kind === 'dragenter' || kind === 'dragover')
      if (kind === 'drop') droppedFiles(event.dataTransfer).then(take, tell)
    })
}

for (const name of Object.keys(given)) accept(name)
for (const each of document.querySelectorAll('[data-lang]'))
  each.addEventListener('click', () => speakIn(each.dataset.lang))
element('question').addEventListener('submit', async (event) => {
  event.preventDefault()
  element('check').disabled = true
  element('progress').textContent = phrase('working')
  try {
    element('progress').textContent = await check()
  } catch (error) {
    tell(error)
  }
  element('check').disabled = false
})
speakIn(lang)
