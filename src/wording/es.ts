import type { Catalogue } from './catalogue.js'
import { acts } from './es/acts.js'
import { breaks } from './es/breaks.js'
import { cli } from './es/cli.js'
import { commandLine } from './es/command-line.js'
import { console } from './es/console.js'
import { errors } from './es/errors.js'
import { findings } from './es/findings.js'
import { report } from './es/report.js'
import { terms } from './es/terms.js'
import { verification } from './es/verification.js'

export const es: Catalogue = {
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
}
