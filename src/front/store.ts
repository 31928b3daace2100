import { inCase } from './opened.js'

// The store room: places, what lies in them, and the labels that say so.

export const nameLocation = inCase(async () => (await import('../case/store.js')).nameLocation)
export const putInStore = inCase(async () => (await import('../case/store.js')).putInStore)
export const takeFromStore = inCase(async () => (await import('../case/store.js')).takeFromStore)
export const moveInStore = inCase(async () => (await import('../case/store.js')).moveInStore)
export const storeRoom = inCase(async () => (await import('../case/store-places.js')).storeRoom)
export const takeInventory = inCase(async () => (await import('../case/store-inventory.js')).takeInventory)
export const attach = inCase(async () => (await import('../case/attach.js')).attach)
export const printLabels = inCase(async () => (await import('../case/print-labels.js')).printLabels)
