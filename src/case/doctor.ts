import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { openViewStore, removeViewStore } from '../database/view-store.js'
import type { Home } from './home.js'
import { projectItems } from './items.js'
import { liveCustody } from './live.js'
import { caseFiles, type OpenCase, openCase } from './open.js'

/** One thing doctor looked at. `fault` is what to tell; absent when it is in order. */
export interface Examination {
  readonly what: 'projection-custody' | 'projection-items' | 'log-key' | 'data-key' | 'anchor' | 'home-mode'
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
      { what: 'log-key', ok: open.home.logKey(open.origin) !== undefined, details: { origin: open.origin } },
      { what: 'data-key', ok: open.clear !== undefined, details: { origin: open.origin } },
      { what: 'anchor', ok: open.anchored, details: { entries: custody.size } },
      homeMode(open.home),
    ]
  } finally {
    view.close()
    rmSync(scratch, { recursive: true, force: true })
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
