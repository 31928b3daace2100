import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { verifierKey } from '../custody/authority.js'
import { lostBranchOf } from '../custody/incidents.js'
import type { Custody } from '../custody/state.js'
import type { Anchor } from '../database/anchor-store.js'
import { openViewStore, removeViewStore } from '../database/view-store.js'
import type { Home } from './home.js'
import { projectItems } from './items.js'
import { liveCustody } from './live.js'
import { checkpointIn, treeHeadOf } from './lost-branch.js'
import { caseFiles, type OpenCase, openCase } from './open.js'

/** One thing doctor looked at. `fault` is what to tell; absent when it is in order. */
export interface Examination {
  readonly what:
    | 'projection-custody'
    | 'projection-items'
    | 'log-key'
    | 'data-key'
    | 'anchor'
    | 'lost-branch'
    | 'home-mode'
  readonly ok: boolean
  readonly details: Readonly<Record<string, string | number>>
}

/** Compares the projections with a rebuild from the log, and looks at what a case needs around it. Changes nothing. */
export async function examineHouse(open: OpenCase): Promise<readonly Examination[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'custodia-doctor-'))
  const view = openViewStore(join(scratch, caseFiles.view))
  try {
    const rebuilt: OpenCase = { ...open, view, live: liveCustody(open.ledger, view) }
    const custody = await rebuilt.live.current()
    const kept = open.view.snapshot()
    const sameCustody =
      kept === undefined || kept.size < custody.size || isDeepStrictEqual(plain(kept.custody), plain(custody))
    await projectItems(rebuilt)
    return [
      { what: 'projection-custody', ok: sameCustody, details: { entries: custody.size } },
      ...Object.keys(custody.acquisitions).map((acquisition) => sameItems(open, rebuilt, acquisition)),
      { what: 'log-key', ok: hasLogKey(open, custody.logKey), details: { origin: open.origin } },
      { what: 'data-key', ok: open.clear !== undefined, details: { origin: open.origin } },
      { what: 'anchor', ok: open.anchored, details: { entries: custody.size } },
      ...open.anchors.lost(open.origin).map((anchor) => lostBranch(custody, anchor)),
      homeMode(open.home),
    ]
  } finally {
    view.close()
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** In order when the record still says why this home no longer holds the log to what it had seen. */
function lostBranch(custody: Custody, anchor: Anchor): Examination {
  const { root, size } = treeHeadOf(checkpointIn(anchor.note))
  const branch = lostBranchOf(custody, { root, size })
  return {
    what: 'lost-branch',
    ok: branch !== undefined,
    details: { size, root, entry: branch?.entry ?? '?' },
  }
}

function sameItems(open: OpenCase, rebuilt: OpenCase, acquisition: string): Examination {
  const [kept, wanted] = [open.view.items(acquisition), rebuilt.view.items(acquisition)]
  const ok = kept.length === 0 || isDeepStrictEqual(plain(kept), plain(wanted))
  return { what: 'projection-items', ok, details: { acquisition, items: wanted.length } }
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

/** A home that others can read holds no secrets. */
function homeMode(home: Home): Examination {
  const mode = statSync(home.path).mode & 0o077
  return { what: 'home-mode', ok: mode === 0, details: { home: home.path, mode: mode.toString(8) } }
}

/** Throws the projections away and makes them again from the log. */
export async function rebuildProjections(
  folder: string,
  home: Home,
): Promise<{ entries: number; acquisitions: number }> {
  removeViewStore(join(folder, caseFiles.view))
  const open = await openCase(folder, home)
  try {
    const custody = await open.live.current()
    await projectItems(open)
    await open.live.save(true)
    return { entries: custody.size, acquisitions: Object.keys(custody.acquisitions).length }
  } finally {
    open.close()
  }
}

/** Of the keys the log has had, this home needs the newest. */
function hasLogKey({ home, origin }: OpenCase, key: string): boolean {
  return home.logKey(origin, verifierKey(key).publicKey) !== undefined
}
