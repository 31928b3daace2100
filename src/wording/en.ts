import { acts } from './en/acts.js'
import { breaks } from './en/breaks.js'
import { cli } from './en/cli.js'
import { commandLine } from './en/command-line.js'
import { console } from './en/console.js'
import { errors } from './en/errors.js'
import { findings } from './en/findings.js'
import { report } from './en/report.js'
import { terms } from './en/terms.js'
import { verification } from './en/verification.js'

export const en = {
  ...acts,
  ...breaks,
  ...cli,
  ...commandLine,
  ...console,
  ...errors,
  ...findings,
  ...report,
  ...terms,
  ...verification,
} as const
