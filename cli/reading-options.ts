import type { Command } from 'commander'
import {
  instantOfLocal,
  mediumStates,
  type ReadingConditions,
  readingFields,
  readingMethods,
  type Speaker,
  UsageError,
} from '../src/index.js'
import { type Context, filled, personNamed } from './context.js'

/** Under what conditions something is read, and what of it, as the command line states them. */
export interface ConditionOptions {
  readonly method?: string
  readonly writeBlocker?: string
  readonly tool?: string
  readonly present?: readonly string[]
  readonly started?: string
  readonly ended?: string
  readonly medium?: string
  readonly altersSource?: string
  readonly notPossible?: readonly string[]
  readonly refused?: readonly string[]
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
  readonly selectionReason?: string
}

export function withConditions(command: Command, { say }: Speaker): Command {
  const several = (value: string, before: readonly string[] | undefined) => [...(before ?? []), value]
  return command
    .option('--method <method>', say('cli.option.method', { methods: readingMethods.join(', ') }))
    .option('--write-blocker <text>', say('cli.option.write-blocker'))
    .option('--tool <text>', say('cli.option.tool'))
    .option('--present <persons>', say('cli.option.present'), several)
    .option('--started <local time>', say('cli.option.started'))
    .option('--ended <local time>', say('cli.option.ended'))
    .option('--medium <state>', say('cli.option.medium', { states: mediumStates.join(', ') }))
    .option('--alters-source <reason>', say('cli.option.alters-source'))
    .option(
      '--not-possible <field=reason>',
      say('cli.option.not-possible', { fields: readingFields.join(', ') }),
      several,
    )
    .option('--refused <field=reason>', say('cli.option.field-refused'), several)
    .option('--include <glob>', say('cli.option.include'), several)
    .option('--exclude <glob>', say('cli.option.exclude'), several)
    .option('--selection-reason <text>', say('cli.option.selection-reason'))
}

/** Undefined where none is stated. @throws UsageError `usage.missing` for conditions without a method */
export function conditionsOf(
  context: Context,
  zone: string,
  options: ConditionOptions,
): ReadingConditions | undefined {
  const { method, writeBlocker, tool, present, started, ended, medium, altersSource } = options
  const waived = [
    ...waiversIn(context, options.notPossible, 'not-possible'),
    ...waiversIn(context, options.refused, 'refused'),
  ]
  const stated = [writeBlocker, tool, present, started, ended, medium, altersSource, waived[0]]
  if (method === undefined && stated.every((each) => each === undefined)) return undefined
  if (method === undefined) throw new UsageError('usage.missing', { what: '--method' })
  const at = (text: string, what: string) =>
    ({ clock: 'stated', time: instantOfLocal(text, zone, what), zone }) as const
  return {
    method: context.oneOf(readingMethods, method, '--method'),
    ...(writeBlocker === undefined ? {} : { writeBlocker: filled(writeBlocker, '--write-blocker') }),
    ...(tool === undefined ? {} : { tool: filled(tool, '--tool') }),
    ...(present ? { presence: personsIn(present) } : {}),
    ...(started === undefined ? {} : { started: at(started, '--started') }),
    ...(ended === undefined ? {} : { ended: at(ended, '--ended') }),
    ...(medium === undefined ? {} : { medium: context.oneOf(mediumStates, medium, '--medium') }),
    ...(altersSource === undefined ? {} : { altersOriginal: filled(altersSource, '--alters-source') }),
    ...(waived.length > 0 ? { waived } : {}),
  }
}

function personsIn(texts: readonly string[]) {
  return texts.flatMap((each) => each.split(',')).map((each) => personNamed(each, '--present'))
}

/** `write-blocker=none fits this connector` */
function waiversIn(context: Context, texts: readonly string[] = [], why: 'not-possible' | 'refused') {
  return texts.map((text) => {
    const [field = '', ...reason] = text.split('=')
    return {
      field: context.oneOf(readingFields, field, `--${why}`),
      why,
      reason: filled(reason.join('='), `--${why} ${field}=`),
    }
  })
}

/** Undefined where everything is read. What is left out on purpose has a reason. */
export function selectionOf({ include = [], exclude = [], selectionReason }: ConditionOptions) {
  if (include.length + exclude.length === 0) {
    if (selectionReason !== undefined) throw new UsageError('usage.missing', { what: '--include, --exclude' })
    return undefined
  }
  return { include, exclude, reason: filled(selectionReason ?? '', '--selection-reason') }
}
