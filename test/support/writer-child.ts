import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Enacted } from '../../src/index.js'
import { deskFor, exhibitNamed, personNamed } from './crowded-case.js'

/**
 * A process of its own that writes to a case until it is killed, or until it has done as many deeds as it was told. It prints
 * `ready`, then `recorded <entry> <leaf hash>` for each entry it has been told of, `read <source>` for each acquisition, and
 * `failed <code> <details>` where an act was refused.
 * The product is the module whose functions it calls: the sources or the build.
 */
const [product = '', folder = '', home = '', writer = '1', deeds = '', firstSource = '1'] =
  process.argv.slice(2)
const custodia: typeof import('../../src/index.js') = await import(product)

const at = { folder, home }
const sources = join(folder, '..', 'sources', writer)
const passed = exhibitNamed(`E-${writer}`)
const [head, other] = [personNamed('P-01'), personNamed('P-02')]
let source = Number(firstSource)

const deskOf = (by: typeof head) => deskFor(by, new Uint8Array())

/** The next source of this writer: a few files that nobody else has, and one that everybody has. Made once. */
function nextSource(): string {
  const path = join(sources, String(source))
  if (existsSync(path)) return path
  const partial = `${path}.${process.pid}`
  mkdirSync(partial, { recursive: true })
  for (let file = 1; file <= 3; file += 1)
    writeFileSync(join(partial, `${file}.txt`), `${writer} ${source} ${file}\n`)
  writeFileSync(join(partial, 'common.txt'), 'in every source\n')
  renameSync(partial, path)
  return path
}

async function holder() {
  return (await custodia.showExhibit(at, passed)).holder === other ? other : head
}

async function read(): Promise<Enacted> {
  const path = nextSource()
  const request = { sources: [path], exhibit: passed, copy: true, metadata: false }
  const onIngested = () => {
    console.log(`read ${path}`)
    source += 1
  }
  const progress = { onRead: () => undefined, onExamined: () => undefined, onIngested }
  const { enacted } = await custodia.ingest(at, deskOf(await holder()), request, progress)
  return enacted
}

async function handOver(): Promise<Enacted> {
  const from = await holder()
  const to = from === head ? other : head
  const key = { kind: 'key' } as const
  const parties = { from, to, giver: key, receiver: key }
  return custodia.transferNow(at, deskOf(from), {
    ...parties,
    exhibits: [passed],
    purpose: 'to be looked at',
  })
}

const add = () =>
  custodia.addExhibit(at, deskOf(head), { category: 'other', quantity: 1, description: `of ${writer}` })
const seal = () => custodia.applySeal(at, deskOf(head), exhibitNamed('E-4'), `P${writer}-${Date.now()}`)

const turns = [handOver, read, seal, add]

async function act(turn: number): Promise<void> {
  const deed = turns[(turn + Number(writer)) % turns.length] ?? add
  try {
    const { recorded } = await deed()
    for (const { seq, leaf } of recorded) console.log(`recorded ${seq} ${leaf}`)
  } catch (error) {
    if (!(error instanceof custodia.CustodiaError)) throw error
    console.log(`failed ${error.code} ${JSON.stringify(error.details)}`)
  }
}

console.log('ready')
const last = deeds === 'forever' ? Number.POSITIVE_INFINITY : Number(deeds)
for (let turn = 0; turn < last; turn += 1) await act(turn)
