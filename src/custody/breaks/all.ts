import { acquiredWhileSealed } from './acquired-while-sealed.js'
import { clockBackward, clockFuture, lateEntry } from './clock.js'
import { notHolder } from './not-holder.js'
import { openedNotResealed } from './opened-not-resealed.js'
import type { BreakRule } from './rule.js'
import { sameKey } from './same-key.js'
import { sealBroken } from './seal-broken.js'
import { sealMismatch } from './seal-mismatch.js'
import { sealMissing } from './seal-missing.js'
import { noGiverSignature, noReceiverSignature } from './unsigned-party.js'
import { wrongReceiver } from './wrong-receiver.js'

export const allBreaks: readonly BreakRule[] = [
  notHolder,
  wrongReceiver,
  sealMismatch,
  sealBroken,
  sealMissing,
  openedNotResealed,
  acquiredWhileSealed,
  noGiverSignature,
  noReceiverSignature,
  sameKey,
  clockBackward,
  clockFuture,
  lateEntry,
]
