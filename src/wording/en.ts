import type { ActKind } from '../model/act.js'
import { acts } from './en/acts.js'
import { annexes } from './en/annexes.js'
import { authority } from './en/authority.js'
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
import { holding } from './en/holding.js'
import { inventories } from './en/inventories.js'
import { itemLines } from './en/item-lines.js'
import { knownSets } from './en/known-sets.js'
import { labels } from './en/labels.js'
import { overview } from './en/overview.js'
import { remarks } from './en/remarks.js'
import { report } from './en/report.js'
import { safekeeping } from './en/safekeeping.js'
import { store } from './en/store.js'
import { terms } from './en/terms.js'
import { timestamps } from './en/timestamps.js'
import { verification } from './en/verification.js'
import { witness } from './en/witness.js'

export const en = {
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
} as const satisfies Record<`${'act' | 'summary'}.${ActKind}`, string> & Record<string, string>
