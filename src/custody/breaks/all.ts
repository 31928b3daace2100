import { acquiredWhileSealed } from './acquired-while-sealed.js'
import { acquiredWithErrors } from './acquired-with-errors.js'
import { acquiredWithoutBlocker } from './acquired-without-blocker.js'
import { authorityExpired, authorityForOther, authorityOutOfScope, noAuthority } from './authority.js'
import { clockBackward, clockFuture, lateEntry } from './clock.js'
import { clockNoZone, clockTwice } from './clock-zone.js'
import { consentDoubtful } from './consent-doubtful.js'
import { copyNoParent } from './copy-no-parent.js'
import { copyUnaccounted } from './copy-unaccounted.js'
import { copyUnverifiedParent } from './copy-unverified-parent.js'
import { correctionAfterReport, correctionUnilateral } from './correction.js'
import { countMismatch } from './count-mismatch.js'
import { destroyedWithoutOrder } from './destroyed-without-order.js'
import { destructionIncomplete } from './destruction-fields.js'
import { doubleCheckout } from './double-checkout.js'
import { examBeforeAcquire } from './exam-before-acquire.js'
import { examOnOriginal } from './exam-on-original.js'
import { gapStart } from './gap-start.js'
import { gapTime } from './gap-time.js'
import { hashAlgorithmChange } from './hash-algorithm-change.js'
import { hashLate } from './hash-late.js'
import { hashMismatch } from './hash-mismatch.js'
import { hashNoReference } from './hash-no-reference.js'
import { hashWeak } from './hash-weak.js'
import { historyUnsigned } from './history-unsigned.js'
import { identifierChanged } from './identifier-changed.js'
import { identifierDuplicate } from './identifier-duplicate.js'
import { impossibleTravel } from './impossible-travel.js'
import { inTransitStale } from './in-transit-stale.js'
import { clockWrong, logRestored } from './incidents.js'
import { notHolder } from './not-holder.js'
import { movedOnHold } from './on-hold.js'
import { openedNotResealed } from './opened-not-resealed.js'
import { originUnknown } from './origin-unknown.js'
import { overdue } from './overdue.js'
import { overlap } from './overlap.js'
import { partsMismatch } from './parts-missing.js'
import { receiverRefused } from './receiver-refused.js'
import { reportedMissing } from './reported-missing.js'
import { retentionPassed } from './retention-passed.js'
import { returnLate } from './return-late.js'
import { returnWithoutOut } from './return-without-out.js'
import { roleNotAllowed } from './role-not-allowed.js'
import type { BreakRule, StandingRule } from './rule.js'
import { sameHost } from './same-host.js'
import { sameKey } from './same-key.js'
import { sealBroken } from './seal-broken.js'
import { sealMismatch } from './seal-mismatch.js'
import { sealMissing } from './seal-missing.js'
import { sealNoPhoto } from './seal-no-photo.js'
import { sealOverSeal } from './seal-over-seal.js'
import { sealReused } from './seal-reused.js'
import { selfWitness } from './self-witness.js'
import { serialMismatch } from './serial-mismatch.js'
import { takenWhileSealed } from './taken-while-sealed.js'
import { takingIncomplete } from './taking-incomplete.js'
import { terminalMoved } from './terminal-moved.js'
import { unknownActor } from './unknown-actor.js'
import { noGiverSignature, noReceiverSignature } from './unsigned-party.js'
import { urgencyConfirmation, urgencyNotice } from './urgency.js'
import { wrongReceiver } from './wrong-receiver.js'

/** Shown by an act, at its entry. */
export const allBreaks: readonly BreakRule[] = [
  notHolder,
  wrongReceiver,
  overlap,
  terminalMoved,
  movedOnHold,
  gapTime,
  gapStart,
  reportedMissing,
  doubleCheckout,
  returnWithoutOut,
  impossibleTravel,
  sealMismatch,
  sealBroken,
  sealReused,
  sealMissing,
  sealOverSeal,
  openedNotResealed,
  takenWhileSealed,
  acquiredWhileSealed,
  acquiredWithoutBlocker,
  acquiredWithErrors,
  hashMismatch,
  hashNoReference,
  hashLate,
  hashWeak,
  hashAlgorithmChange,
  copyNoParent,
  copyUnverifiedParent,
  examOnOriginal,
  examBeforeAcquire,
  noAuthority,
  authorityExpired,
  authorityOutOfScope,
  authorityForOther,
  consentDoubtful,
  destroyedWithoutOrder,
  destructionIncomplete,
  countMismatch,
  identifierDuplicate,
  identifierChanged,
  serialMismatch,
  originUnknown,
  takingIncomplete,
  historyUnsigned,
  noGiverSignature,
  noReceiverSignature,
  receiverRefused,
  selfWitness,
  unknownActor,
  roleNotAllowed,
  sameKey,
  sameHost,
  correctionUnilateral,
  correctionAfterReport,
  clockBackward,
  clockFuture,
  clockNoZone,
  clockTwice,
  lateEntry,
  clockWrong,
  logRestored,
]

/** Shown by the record as it stands, because something has not happened. */
export const allStanding: readonly StandingRule[] = [
  inTransitStale,
  overdue,
  returnLate,
  retentionPassed,
  urgencyNotice,
  urgencyConfirmation,
  copyUnaccounted,
  partsMismatch,
  sealNoPhoto,
]
