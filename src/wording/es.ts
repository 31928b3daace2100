import type { Catalogue } from './catalogue.js'
import { acts } from './es/acts.js'
import { breaks } from './es/breaks.js'
import { cli } from './es/cli.js'
import { commandLine } from './es/command-line.js'
import { console } from './es/console.js'
import { errors } from './es/errors.js'
import { field } from './es/field.js'
import { findings } from './es/findings.js'
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
  ...errors,
  ...field,
  ...findings,
  ...report,
  ...safekeeping,
  ...terms,
  ...timestamps,
  ...verification,
  ...witness,
}
