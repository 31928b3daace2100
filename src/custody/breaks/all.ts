import { acquiredWhileSealed } from './acquired-while-sealed.js'
import { clockBackward, clockFuture, lateEntry } from './clock.js'
import { clockWrong, logRestored } from './incidents.js'
import { notHolder } from './not-holder.js'
import { openedNotResealed } from './opened-not-resealed.js'
import { receiverRefused } from './receiver-refused.js'
import type { BreakRule } from './rule.js'
import { sameHost } from './same-host.js'
import { sameKey } from './same-key.js'
import { sealBroken } from './seal-broken.js'
import { sealMismatch } from './seal-mismatch.js'
import { sealMissing } from './seal-missing.js'
import { sealOverSeal } from './seal-over-seal.js'
import { noGiverSignature, noReceiverSignature } from './unsigned-party.js'
import { wrongReceiver } from './wrong-receiver.js'

export const allBreaks: readonly BreakRule[] = [
  notHolder,
  wrongReceiver,
  sealMismatch,
  sealBroken,
  sealMissing,
  sealOverSeal,
  openedNotResealed,
  acquiredWhileSealed,
  noGiverSignature,
  noReceiverSignature,
  receiverRefused,
  sameKey,
  sameHost,
  clockBackward,
  clockFuture,
  lateEntry,
  clockWrong,
  logRestored,
]
