import type { Catalogue } from './catalogue.js'
import { acts } from './es/acts.js'
import { breaks } from './es/breaks.js'
import { cli } from './es/cli.js'
import { commandLine } from './es/command-line.js'
import { console } from './es/console.js'
import { custodyActs } from './es/custody-acts.js'
import { custodyTerms } from './es/custody-terms.js'
import { dataWork } from './es/data-work.js'
import { drawings } from './es/drawings.js'
import { errors } from './es/errors.js'
import { field } from './es/field.js'
import { findings } from './es/findings.js'
import { itemLines } from './es/item-lines.js'
import { knownSets } from './es/known-sets.js'
import { labels } from './es/labels.js'
import { report } from './es/report.js'
import { safekeeping } from './es/safekeeping.js'
import { terms } from './es/terms.js'
import { timestamps } from './es/timestamps.js'
import { verification } from './es/verification.js'
import { witness } from './es/witness.js'

export const es: Catalogue = {
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
}
