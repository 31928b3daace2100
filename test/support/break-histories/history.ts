import type { Step } from '../act-bodies.js'

/** A break, a history whose last act shows it, and the same with the one thing other that makes it in order. */
export interface BreakHistory {
  readonly code: string
  readonly broken: readonly Step[]
  readonly sound: readonly Step[]
  /** Other breaks that the last act of the first shows as well. */
  readonly also?: readonly string[]
  /** Those that both show: what the other is sound of is this rule alone. */
  readonly besides?: readonly string[]
  /** What the question is filled with, and how much it weighs where that is not as the rule says. */
  readonly details?: Readonly<Record<string, string | number>>
  readonly severity?: string
}

/** The same for what the record shows as it stands, so many minutes after its beginning. */
export interface StandingHistory extends Omit<BreakHistory, 'also' | 'besides'> {
  readonly asOf: number
  /** For the sound one, where only time makes the difference. */
  readonly soundAsOf?: number
}

export function history(
  code: string,
  broken: readonly Step[],
  sound: readonly Step[],
  more: Omit<BreakHistory, 'code' | 'broken' | 'sound'> = {},
): BreakHistory {
  return { code, broken, sound, ...more }
}
