import type { InventoryMap } from '../case/inventory-map.js'
import { inCase } from './opened.js'

// Lists of what was seized, and how they come out against what is on record.

export const importInventory = inCase(
  async () => (await import('../case/seizure-inventory.js')).importInventory,
)
export const reconcileCase = inCase(async () => (await import('../case/reconcile.js')).reconcileCase)

export async function readInventoryMap(path: string): Promise<InventoryMap> {
  return (await import('../case/inventory-map.js')).readInventoryMap(path)
}

/** Encodings that a list may be said to be in; none is ever guessed. */
export const inventoryEncodings = ['utf-8', 'latin1', 'utf-16le'] as const
