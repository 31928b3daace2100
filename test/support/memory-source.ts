import type { AuditSource, OutsideCover } from '../../src/audit/source.js'
import type { Opening } from '../../src/encoding/commitment.js'

type Many<Each> = Iterable<Each> | AsyncIterable<Each>

export interface Given {
  readonly kind?: AuditSource['kind']
  readonly entries: () => Many<Uint8Array>
  readonly checkpoints: () => Many<Uint8Array>
  readonly cover?: () => Many<OutsideCover>
  readonly document?: AuditSource['document']
  readonly openings?: ReadonlyMap<string, Opening>
}

/** What an audit reads, out of memory: a container without a fault, and nothing in it but what is given. */
export function memorySource({
  kind = 'case',
  entries,
  checkpoints,
  cover,
  document,
  openings,
}: Given): AuditSource {
  return {
    kind,
    faults: () => each([]),
    entries: () => each(entries()),
    checkpoints: () => each(checkpoints()),
    cover: () => each(cover?.() ?? []),
    document: document ?? (async () => undefined),
    opening: async (commitment) => openings?.get(commitment),
    openings: () => each(openings?.values() ?? []),
  }
}

async function* each<One>(many: Many<One>): AsyncGenerator<One> {
  yield* many
}
