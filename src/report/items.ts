import type { AuditResult } from '../audit/result.js'
import { type AcquisitionNumber, parseItemId } from '../model/names.js'

/** One file of an acquisition, out of its manifest. */
export interface ReportItem {
  /** `A-3/17` */
  readonly item: string
  readonly exhibit: string
  readonly size: number
  readonly mediaType: string
  readonly sha256: string
  /** Only when names were asked for: the raw path as `displayBytes` shows it. */
  readonly path?: string
}

/** A report lists so many files at most; all of them stand in the manifests it names by digest. */
export const mostListed = 10_000

export interface ListedItems {
  readonly byAcquisition: ReadonlyMap<AcquisitionNumber, readonly ReportItem[]>
  /** Files that were handed over and are not listed because there are too many. */
  readonly beyond: number
  /** Items that were handed over and belong to no acquisition the audit confirmed. */
  readonly unaudited: number
}

/** Keeps those items that the audit knows: of a confirmed manifest, within its lines, under its exhibit. */
export async function listItems(
  audit: AuditResult,
  items: AsyncIterable<ReportItem> | readonly ReportItem[],
): Promise<ListedItems> {
  const byAcquisition = new Map<AcquisitionNumber, ReportItem[]>()
  let listed = 0
  let beyond = 0
  let unaudited = 0
  for await (const item of items) {
    const acquisition = acquisitionOf(audit, item)
    if (acquisition === undefined) unaudited += 1
    else if (listed === mostListed) beyond += 1
    else {
      const list = byAcquisition.get(acquisition) ?? []
      list.push(item)
      byAcquisition.set(acquisition, list)
      listed += 1
    }
  }
  return { byAcquisition, beyond, unaudited }
}

function acquisitionOf(audit: AuditResult, { item, exhibit }: ReportItem): AcquisitionNumber | undefined {
  const id = parseItemId(item)
  const totals = id && audit.acquisitions.find((each) => each.acquisition === id.acquisition)
  if (!id || !totals || id.line > totals.files + totals.unread) return undefined
  return audit.custody?.acquisitions[id.acquisition]?.exhibit === exhibit ? id.acquisition : undefined
}
