import type { InventoryImported, Speaker } from '../../src/index.js'

/** What a list came to; its acts are too many to be told one by one. */
export function importedText(speaker: Speaker, imported: InventoryImported): string {
  const { recorded, acts, breaks, dryRun, inventory = '', exhibits, rows, units, stated, sha256 } = imported
  const { say } = speaker
  const counts = new Map<string, number>()
  for (const { code } of breaks) counts.set(code, (counts.get(code) ?? 0) + 1)
  const numbers = { first: exhibits[0] ?? '', last: exhibits.at(-1) ?? '' }
  return [
    say('cli.seizure.rows', { inventory, rows, units, stated, ...numbers }),
    ...(units === stated ? [] : [say('cli.seizure.difference', { units, stated })]),
    say('cli.seizure.document', { sha256 }),
    ...[...counts].map(([code, count]) =>
      say('cli.seizure.break', { code, count, title: speaker.broken(code).title }),
    ),
    dryRun
      ? say('cli.enacted.dry')
      : say('cli.seizure.recorded', {
          acts: acts.length,
          from: recorded[0]?.seq ?? 0,
          to: recorded.at(-1)?.seq ?? 0,
        }),
  ].join('\n')
}
