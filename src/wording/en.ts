import type { ActKind } from '../model/act.js'
import { acts } from './en/acts.js'
import { breaks } from './en/breaks.js'
import { cli } from './en/cli.js'
import { commandLine } from './en/command-line.js'
import { console } from './en/console.js'
import { custodyActs } from './en/custody-acts.js'
import { custodyTerms } from './en/custody-terms.js'
import { dataWork } from './en/data-work.js'
import { drawings } from './en/drawings.js'
import { errors } from './en/errors.js'
import { field } from './en/field.js'
import { findings } from './en/findings.js'
import { itemLines } from './en/item-lines.js'
import { knownSets } from './en/known-sets.js'
import { labels } from './en/labels.js'
import { report } from './en/report.js'
import { safekeeping } from './en/safekeeping.js'
import { terms } from './en/terms.js'
import { timestamps } from './en/timestamps.js'
import { verification } from './en/verification.js'
import { witness } from './en/witness.js'

export const en = {
  ...acts,
  ...breaks,
  ...cli,
  ...commandLine,
  ...console,
  ...custodyActs,
  ...custodyTerms,
  ...dataWork,
  ...drawings,
  ...errors,
  ...field,
  ...findings,
  ...labels,
  ...itemLines,
  ...knownSets,
  ...report,
  ...safekeeping,
  ...terms,
  ...timestamps,
  ...verification,
  ...witness,
} as const satisfies Record<`${'act' | 'summary'}.${ActKind}`, string> & Record<string, string>
