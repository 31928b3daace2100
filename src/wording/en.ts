import { acts } from './en/acts.js'
import { breaks } from './en/breaks.js'
import { cli } from './en/cli.js'
import { commandLine } from './en/command-line.js'
import { console } from './en/console.js'
import { errors } from './en/errors.js'
import { field } from './en/field.js'
import { findings } from './en/findings.js'
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
  ...errors,
  ...field,
  ...findings,
  ...report,
  ...safekeeping,
  ...terms,
  ...timestamps,
  ...verification,
  ...witness,
} as const
