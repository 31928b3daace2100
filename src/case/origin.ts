import { attempt } from '../audit/finding.js'
import type { AuditSource } from '../audit/source.js'
import { parseEntry } from '../ledger/entry.js'
import { parseSignedAct } from '../signing/signed-act.js'

/** The name a record gives itself in entry 0: only good for looking up what this home knows of that name. */
export async function originIn(source: AuditSource): Promise<string | undefined> {
  let origin: string | undefined
  await attempt(
    async () => {
      for await (const bytes of source.entries()) {
        origin = parseSignedAct(parseEntry(bytes).note).act.log
        return
      }
    },
    () => undefined,
  )
  return origin
}
