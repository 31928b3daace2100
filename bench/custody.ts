import { legalTrack } from '../src/custody/authorizations.js'
import { standingBreaks } from '../src/custody/breaks/standing.js'
import { holderOf } from '../src/custody/state.js'
import { begin, follow } from '../src/custody/tracks.js'
import type { Act } from '../src/model/act.js'
import { instantOf } from '../src/model/instant.js'
import { add, both, check, now, seal } from '../test/support/act-bodies.js'
import { actAt, leafAt, newRecord, start } from '../test/support/acts.js'
import type { Measure } from './ways.js'

const exhibits = 1000

/** The fold, every break, and every exhibit as it stands: of a thousand exhibits, at growing numbers of acts. */
export const custody: Measure = async ({ rounds }) => {
  const longest = historyOf(40_000)
  for (const size of [5000, 10_000, 20_000, 40_000]) {
    const acts = longest.slice(0, size)
    const leaves = acts.map((_act, seq) => leafAt(seq))
    const seconds: number[] = []
    for (let round = -1; round < rounds; round += 1) {
      const started = process.hrtime.bigint()
      viewed(acts, leaves)
      if (round >= 0) seconds.push(Number(process.hrtime.bigint() - started) / 1e9)
    }
    const best = Math.min(...seconds)
    console.log(
      `  ${String(size).padStart(6)} acts  ${best.toFixed(3)} s  ${((best / size) * 1e6).toFixed(1)} µs an act`,
    )
  }
}

function viewed(acts: readonly Act[], leaves: readonly ReturnType<typeof leafAt>[]): number {
  const [genesis, ...others] = acts
  if (!genesis || !leaves[0]) throw new Error('an empty history')
  const record = begin({ seq: 0, leaf: leaves[0], logTime: instantOf(start), act: genesis })
  let shown = 0
  for (const [at, act] of others.entries()) {
    const seq = at + 1
    const leaf = leaves[seq] ?? leaves[0]
    shown += follow(record, { seq, leaf, logTime: instantOf(start + seq * 60_000), act }).length
  }
  shown += standingBreaks(record).length
  for (const exhibit of Object.values(record.exhibits)) {
    holderOf(record, exhibit.number)
    legalTrack(record, exhibit, record.lastLogTime)
  }
  return shown
}

/** A thousand exhibits are taken and sealed, and then checked and handed on, over and over. */
function historyOf(size: number): readonly Act[] {
  const acts: Act[] = [...newRecord().acts]
  const put = (by: string, body: object, parties = {}) => acts.push(actAt(acts.length, by, body, parties))
  for (let at = 1; at <= exhibits; at += 1) {
    put('P-02', add(`E-${at}`))
    put('P-02', seal(`S-${at}`, `E-${at}`))
  }
  for (let turn = 0; acts.length < size; turn += 1) {
    const at = 1 + (Math.floor(turn / 2) % exhibits)
    const isOut = Math.floor(turn / (2 * exhibits)) % 2 === 1
    const [from, to] = isOut ? (['P-03', 'P-02'] as const) : (['P-02', 'P-03'] as const)
    if (turn % 2 === 0) put(from, { ...check('intact'), exhibit: `E-${at}`, seal: `S-${at}` })
    else put(from, now(from, to, `E-${at}`), both(from, to))
  }
  return acts
}
