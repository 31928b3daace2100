import type { Command } from 'commander'
import { type Speaker, UsageError, type Waiver } from '../src/index.js'
import { filled } from './context.js'

/** Why a field that has to be stated is not. */
export interface WaiverOptions {
  readonly notPossible?: readonly string[] | undefined
  readonly refused?: readonly string[] | undefined
}

const several = (value: string, before: readonly string[] | undefined) => [...(before ?? []), value]

export function withWaiverOptions(command: Command, say: Speaker['say'], fields: readonly string[]): Command {
  const named = { fields: fields.join(', ') }
  return command
    .option('--not-possible <field=reason>', say('cli.option.not-possible', named), several)
    .option('--refused <field=reason>', say('cli.option.refused', named), several)
}

/** `serial=label torn off`, given for each field at most once. */
export function reasonedFields<Field extends string>(
  { notPossible = [], refused = [] }: WaiverOptions,
  fields: readonly Field[],
): readonly Waiver<Field>[] {
  const waived = [
    ...notPossible.map((text) => waiverIn(text, 'not-possible', fields)),
    ...refused.map((text) => waiverIn(text, 'refused', fields)),
  ]
  const named = new Set(waived.map(({ field }) => field))
  if (named.size < waived.length)
    throw new UsageError('usage.conflict', { what: waived.map(({ field }) => field).join(', ') })
  return waived
}

function waiverIn<Field extends string>(
  text: string,
  why: Waiver<Field>['why'],
  fields: readonly Field[],
): Waiver<Field> {
  const what = `--${why}`
  const [, name, reason = ''] = /^([a-z-]+)=(.*)$/s.exec(text) ?? []
  const field = fields.find((each) => each === name)
  if (field === undefined)
    throw new UsageError('usage.argument', { what, text, reason: 'waiver', choices: fields.join(', ') })
  return { field, why, reason: filled(reason, what) }
}
