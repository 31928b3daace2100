import type { Selection } from '../acquire/selection.js'
import { RuleError } from '../errors.js'
import type { ActOf } from '../model/act.js'
import type { StatedTime } from '../model/instant.js'
import type { PersonCode } from '../model/names.js'
import type { MediumState, ReadingField, ReadingMethod } from '../model/vocabulary.js'
import type { Drafting } from './enact.js'

/** Under what conditions an exhibit is read, as whoever reads it states them. */
export interface ReadingConditions {
  readonly method: ReadingMethod
  readonly writeBlocker?: string
  readonly tool?: string
  readonly presence?: readonly PersonCode[]
  readonly started?: StatedTime
  readonly ended?: StatedTime
  readonly medium?: MediumState
  /** Why reading it alters it. */
  readonly altersOriginal?: string
  readonly waived?: readonly {
    readonly field: ReadingField
    readonly why: 'not-possible' | 'refused'
    readonly reason: string
  }[]
}

type Acquisition = ActOf<'acquisition.record'>

/** @throws RuleError `rule.impossible-time` when it ended before it started */
export function conditionsField(
  { method, writeBlocker, tool, presence, started, ended, medium, altersOriginal, waived }: ReadingConditions,
  commit: Drafting['commit'],
): NonNullable<Acquisition['conditions']> {
  if (started && ended && ended.time < started.time)
    throw new RuleError('rule.impossible-time', { at: ended.time, reason: 'interval' })
  const said = (text: string) => commit({ text })
  return {
    ...(altersOriginal === undefined ? {} : { altersOriginal: said(altersOriginal) }),
    ...(ended ? { ended } : {}),
    ...(medium ? { medium } : {}),
    method,
    ...(presence ? { presence: [...presence] } : {}),
    ...(started ? { started } : {}),
    ...(tool === undefined ? {} : { tool: said(tool) }),
    ...(waived
      ? { waived: waived.map(({ field, why, reason }) => ({ field, why, reason: said(reason) })) }
      : {}),
    ...(writeBlocker === undefined ? {} : { writeBlocker: said(writeBlocker) }),
  }
}

/** Globs may name what must stay unnamed: the record holds a commitment to them, and how much they left out. */
export function selectionField(
  { include, exclude, reason }: Selection & { readonly reason: string },
  excluded: number,
  commit: Drafting['commit'],
): NonNullable<Acquisition['selection']> {
  const criteria = commit({ include: [...include], exclude: [...exclude] })
  return { criteria, excluded, reason: commit({ text: reason }) }
}
