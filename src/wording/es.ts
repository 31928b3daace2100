import type { Catalogue } from './catalogue.js'
import { acts } from './es/acts.js'
import { annexes } from './es/annexes.js'
import { authority } from './es/authority.js'
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
import { holding } from './es/holding.js'
import { inventories } from './es/inventories.js'
import { itemLines } from './es/item-lines.js'
import { knownSets } from './es/known-sets.js'
import { labels } from './es/labels.js'
import { overview } from './es/overview.js'
import { remarks } from './es/remarks.js'
import { report } from './es/report.js'
import { safekeeping } from './es/safekeeping.js'
import { store } from './es/store.js'
import { terms } from './es/terms.js'
import { timestamps } from './es/timestamps.js'
import { verification } from './es/verification.js'
import { witness } from './es/witness.js'

export const es: Catalogue = {
  ...acts,
  ...authority,
  ...annexes,
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
  ...holding,
  ...inventories,
  ...labels,
  ...itemLines,
  ...knownSets,
  ...overview,
  ...remarks,
  ...report,
  ...safekeeping,
  ...store,
  ...terms,
  ...timestamps,
  ...verification,
  ...witness,
}
