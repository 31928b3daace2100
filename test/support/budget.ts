import { generatorFrom } from './generator.js'

// How much of a fault programme is run. `npm run test:slow -- --full` runs all of it; CUSTODIA_SLOW_MINUTES gives the whole slow
// suite so many minutes; with neither, each programme takes a small sample of a fixed size.

/** What each programme weighs against the others, by the file it stands in. Files run in this order, after all that are not here. */
export const programmes = {
  acquire: { steps: 2 },
  'field-join': { moments: 2 },
  'disclosure-flips': { plain: 2, listed: 2 },
  memory: { limits: 1 },
  crash: { kills: 3 },
  'power-cut': { alone: 2, beside: 2 },
  'system-calls': {
    ...{ ingest: 1, 'transfer now': 1, 'seal apply': 1, 'checkpoint create': 1 },
    ...{ disclose: 1, backup: 1, restore: 1 },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, number>>>>

type NamesIn<Programmes> = {
  [File in keyof Programmes & string]: `${File}/${keyof Programmes[File] & string}`
}
export type Programme = NamesIn<typeof programmes>[keyof typeof programmes]

const weights: readonly (readonly [name: string, weight: number])[] = Object.entries(programmes).flatMap(
  ([file, each]) => Object.entries(each).map(([name, weight]) => [`${file}/${name}`, weight] as const),
)

const minutes = process.env['CUSTODIA_SLOW_MINUTES']
/** When the whole suite has to be done, in milliseconds as the clock of this machine counts; set by scripts/test-slow.mjs. */
const until = process.env['CUSTODIA_SLOW_UNTIL']

export const full = process.env['CUSTODIA_FULL'] === '1'

/** What the sample is drawn by: the same seed draws the same. */
export const seed = Number(process.env['CUSTODIA_SEED'] ?? 20_261_122)

/**
 * When a programme that begins now has to stop: of the time that is left, it takes what it weighs among those that have not begun. So
 * what came before may be as slow as it likes.
 */
export function endOf(programme: Programme, now: number, deadline: number): number {
  const left = weights.slice(weights.findIndex(([name]) => name === programme))
  const whole = left.reduce((sum, [, weight]) => sum + weight, 0)
  return now + Math.max(0, deadline - now) * ((left[0]?.[1] ?? 0) / whole)
}

/**
 * Numbers from 1 on: to `all` when everything is run, else to `few`, or for as long as the programme's share of the minutes lasts.
 * @param least turns without which it would say nothing; they are taken though the time is over
 */
export function* turns(
  programme: Programme,
  few: number,
  all: number,
  least = 1,
): Generator<number, void, undefined> {
  const now = Date.now()
  const end =
    minutes === undefined ? undefined : endOf(programme, now, Number(until ?? now + Number(minutes) * 60_000))
  for (let turn = 1; turn <= all; turn += 1) {
    const more = end === undefined ? turn <= few : turn <= least || Date.now() < end
    if (!full && !more) return
    yield turn
  }
}

/** All of them in their order, or a sample drawn by the seed. The parameters are those of {@link turns}. */
export function* drawn<Each>(
  programme: Programme,
  all: readonly Each[],
  few: number,
): Generator<Each, void, undefined> {
  const order = full ? all : shuffled(all)
  for (const turn of turns(programme, few, all.length)) {
    const each = order[turn - 1]
    if (each !== undefined) yield each
  }
}

/** What every programme prints at its end. */
export function extent(): string {
  const run = full ? 'in full' : minutes === undefined ? 'a sample' : `a share of ${minutes} minutes`
  return `${run}, seed ${seed}`
}

export function shuffled<Each>(all: readonly Each[]): readonly Each[] {
  const next = generatorFrom(seed)
  return all
    .map((each) => ({ each, at: next(0x4000_0000) }))
    .sort((one, other) => one.at - other.at)
    .map(({ each }) => each)
}
