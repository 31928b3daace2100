import type { FindingCode } from '../../src/audit/finding.js'
import type { ruleErrorCodes } from '../../src/errors.js'
import type { ActKind } from '../../src/model/act.js'

// What courts and the literature of the field ask for, and what answers it here. Held against rules, findings and acts by a test.

interface Asked {
  readonly asked: string
  readonly rules: readonly string[]
  readonly findings?: readonly FindingCode[]
  readonly refusals?: readonly (typeof ruleErrorCodes)[number][]
  readonly note?: string
}

export const askedQuestions: readonly Asked[] = [
  { asked: 'GAP-TIME', rules: ['GAP-TIME', 'EXHIBIT-MISSING'], note: 'critical for what travelled unsealed' },
  { asked: 'GAP-START', rules: ['GAP-START', 'HISTORY-UNSIGNED'] },
  { asked: 'NO-RECEIVER-SIG, NO-GIVER-SIG', rules: ['NO-RECEIVER-SIG', 'NO-GIVER-SIG', 'RECEIVER-REFUSED'] },
  {
    asked: 'SIG-INVALID',
    rules: [],
    findings: ['act.signature-invalid', 'key.disputed'],
    refusals: ['rule.unsigned', 'rule.no-authority'],
    note: 'a key that was in other hands by what was said later disputes what it signed since',
  },
  { asked: 'SIG-SAME-KEY', rules: ['SIG-SAME-KEY', 'SIG-SAME-HOST'] },
  { asked: 'SIG-SELF-WITNESS', rules: ['SIG-SELF-WITNESS'] },
  { asked: 'NOT-HOLDER', rules: ['NOT-HOLDER'] },
  { asked: 'WRONG-RECEIVER', rules: ['WRONG-RECEIVER'] },
  { asked: 'OVERLAP', rules: ['OVERLAP'], note: 'two places at once: IMPOSSIBLE-TRAVEL' },
  { asked: 'DOUBLE-CHECKOUT, RETURN-WITHOUT-OUT', rules: ['DOUBLE-CHECKOUT', 'RETURN-WITHOUT-OUT'] },
  { asked: 'IN-TRANSIT-STALE', rules: ['IN-TRANSIT-STALE'] },
  { asked: 'SEAL-MISSING', rules: ['SEAL-MISSING'], note: 'asked when a thing is handed on' },
  { asked: 'SEAL-MISMATCH', rules: ['SEAL-MISMATCH'] },
  {
    asked: 'SEAL-BROKEN',
    rules: ['SEAL-BROKEN', 'SEAL-OVER-SEAL', 'ACQ-WHILE-SEALED', 'TAKEN-WHILE-SEALED'],
  },
  { asked: 'SEAL-REUSED', rules: ['SEAL-REUSED'], note: 'within a case' },
  { asked: 'SEAL-NO-PHOTO', rules: ['SEAL-NO-PHOTO'] },
  {
    asked: 'OPENED-NOT-RESEALED',
    rules: ['OPENED-NOT-RESEALED'],
    note: 'asked when a thing is handed on; the end of a session is no act',
  },
  { asked: 'HASH-MISMATCH', rules: ['HASH-MISMATCH'], findings: ['blob.mismatch', 'manifest.mismatch'] },
  {
    asked: 'HASH-NO-REFERENCE',
    rules: ['HASH-NO-REFERENCE', 'EXAM-BEFORE-ACQUIRE'],
    note: 'first read after it was looked at: the second of the two',
  },
  { asked: 'HASH-LATE', rules: ['HASH-LATE'] },
  { asked: 'HASH-WEAK', rules: ['HASH-WEAK'], note: 'our own digests always have SHA-256 among them' },
  { asked: 'HASH-ALG-CHANGE', rules: ['HASH-ALG-CHANGE'] },
  { asked: 'COPY-NO-PARENT, COPY-UNVERIFIED-PARENT', rules: ['COPY-NO-PARENT', 'COPY-UNVERIFIED-PARENT'] },
  {
    asked: 'COPY-ORPHAN-HOLDER',
    rules: ['COPY-ORPHAN-HOLDER'],
    note: 'past the time for which it may be kept; not found in the store: COUNT-MISMATCH; lost: EXHIBIT-MISSING',
  },
  { asked: 'EXAM-ON-ORIGINAL', rules: ['EXAM-ON-ORIGINAL'] },
  {
    asked: 'EXAM-BEFORE-ACQUIRE, ACQ-NO-BLOCKER, ACQ-ERRORS-UNEXPLAINED',
    rules: ['EXAM-BEFORE-ACQUIRE', 'ACQ-NO-BLOCKER', 'ACQ-ERRORS-UNEXPLAINED'],
  },
  {
    asked: 'AUTH-NONE, AUTH-EXPIRED, AUTH-SCOPE, AUTH-ACCESS',
    rules: ['AUTH-NONE', 'AUTH-EXPIRED', 'AUTH-SCOPE', 'AUTH-ACCESS', 'CONSENT-DOUBTFUL', 'RETURN-LATE'],
  },
  { asked: 'URGENCY-24H, URGENCY-72H', rules: ['URGENCY-24H', 'URGENCY-72H'] },
  { asked: 'TERMINAL-MOVED', rules: ['TERMINAL-MOVED', 'HOLD-IGNORED'] },
  {
    asked: 'DESTROY-NO-ORDER, DESTROY-FIELDS',
    rules: ['DESTROY-NO-ORDER', 'DESTROY-FIELDS', 'RETENTION-PASSED'],
  },
  { asked: 'COUNT-MISMATCH', rules: ['COUNT-MISMATCH', 'PARTS-MISMATCH'] },
  {
    asked: 'ID-DUPLICATE, ID-CHANGED, SERIAL-MISMATCH',
    rules: ['ID-DUPLICATE', 'ID-CHANGED', 'SERIAL-MISMATCH'],
    refusals: ['rule.number-taken'],
    note: 'one number for two things is refused',
  },
  { asked: 'ORIGIN-UNKNOWN', rules: ['ORIGIN-UNKNOWN', 'FIELD-MISSING'] },
  {
    asked: 'CLOCK-BACKWARD',
    rules: ['CLOCK-BACKWARD'],
    findings: ['entry.clock-backward'],
    note: 'the rule: stated times of an exhibit; the finding: log time',
  },
  {
    asked: 'CLOCK-FUTURE, CLOCK-NOZONE, CLOCK-DST',
    rules: ['CLOCK-FUTURE', 'CLOCK-NOZONE', 'CLOCK-DST', 'CLOCK-WRONG'],
    refusals: ['rule.impossible-time'],
    note: 'a local time that never was is refused where it is entered',
  },
  {
    asked: 'CLOCK-SKEW',
    rules: ['CLOCK-WRONG'],
    findings: ['timestamp.confirmed'],
    note: 'the time of a time stamp is told beside the log time; no limit is judged',
  },
  { asked: 'LATE-ENTRY', rules: ['LATE-ENTRY'], refusals: ['rule.late-without-reason'] },
  { asked: 'IMPOSSIBLE-TRAVEL', rules: ['IMPOSSIBLE-TRAVEL'] },
  {
    asked: 'CHAIN-BROKEN, CHAIN-TRUNCATED, CHAIN-FORK',
    rules: ['LOG-RESTORED'],
    findings: [
      'entry.chain-broken',
      'entry.out-of-sequence',
      'checkpoint.root-mismatch',
      'checkpoint.beyond-log',
      'anchor.rolled-back',
      'anchor.forked',
      'log.forked',
      'receipt.contradicts',
    ],
    note: 'entries that were lost, and said to be lost by administrators: the rule',
  },
  {
    asked: 'ATTACH-MISSING, ATTACH-HASH',
    rules: [],
    findings: ['blob.absent', 'blob.mismatch', 'file.absent', 'file.mismatch'],
    note: 'of blobs and of the files of a disclosure; a photograph or paper is named by its digest',
  },
  {
    asked: 'CORRECTION-UNILATERAL, CORRECTION-AFTER-REPORT',
    rules: ['CORRECTION-UNILATERAL', 'CORRECTION-AFTER-REPORT'],
  },
  {
    asked: 'UNKNOWN-ACTOR, ROLE-NOT-ALLOWED',
    rules: ['UNKNOWN-ACTOR', 'ROLE-NOT-ALLOWED'],
    refusals: ['rule.unknown-object'],
    note: 'somebody who is not enrolled is refused',
  },
  {
    asked: 'KEY-EXPIRED',
    rules: [],
    findings: ['act.signature-invalid', 'act.refused'],
    refusals: ['rule.no-authority'],
    note: 'keys count from entry to entry, and not by the calendar',
  },
  { asked: 'OVERDUE', rules: ['OVERDUE'] },
]

interface Track {
  readonly event: string
  readonly acts: readonly ActKind[]
  readonly from: string
  readonly to: string
  readonly refused?: string
  readonly breaks: readonly string[]
}

const passage = ['NOT-HOLDER', 'OVERLAP', 'TERMINAL-MOVED', 'TAKEN-WHILE-SEALED']
const handing = [...passage, 'SEAL-MISSING', 'OPENED-NOT-RESEALED']

export const tracks: readonly Track[] = [
  {
    event: 'seize',
    acts: ['exhibit.add'],
    from: 'none',
    to: 'held; a part: inside its whole',
    refused: 'a number that is taken',
    breaks: [
      'AUTH-NONE',
      'AUTH-EXPIRED',
      'AUTH-SCOPE',
      'AUTH-ACCESS',
      'ORIGIN-UNKNOWN',
      'FIELD-MISSING',
      'GAP-START',
      'ID-DUPLICATE',
      'COPY-NO-PARENT',
      'NOT-HOLDER',
    ],
  },
  {
    event: 'seal, reseal',
    acts: ['seal.apply', 'seal.impossible'],
    from: 'held',
    to: 'sealed; impossible',
    refused: 'a seal that has that number here; impossible while sealed',
    breaks: ['NOT-HOLDER', 'SEAL-REUSED', 'SEAL-OVER-SEAL', 'SEAL-NO-PHOTO', 'TERMINAL-MOVED'],
  },
  {
    event: 'check-seal',
    acts: ['seal.check'],
    from: 'sealed',
    to: 'same',
    refused: 'a seal that is not on it',
    breaks: ['SEAL-MISMATCH', 'SEAL-BROKEN', 'TERMINAL-MOVED'],
  },
  {
    event: 'unseal',
    acts: ['seal.break'],
    from: 'held, sealed',
    to: 'opened, or sealed by those that are left',
    refused: 'a seal that is broken, or not on it',
    breaks: ['NOT-HOLDER', 'TERMINAL-MOVED'],
  },
  {
    event: 'handover',
    acts: ['transfer.offer'],
    from: 'held, in the store',
    to: 'in transit',
    refused: 'to oneself; on the way already; at a court',
    breaks: [...handing, 'IN-TRANSIT-STALE'],
  },
  {
    event: 'receive',
    acts: ['transfer.accept'],
    from: 'in transit',
    to: 'held',
    refused: 'an offer that is closed; no receiver among the parties',
    breaks: ['WRONG-RECEIVER', 'GAP-TIME', 'COUNT-MISMATCH', 'SIG-SAME-HOST', 'SIG-SELF-WITNESS'],
  },
  {
    event: 'refuse, withdraw',
    acts: ['transfer.decline', 'transfer.withdraw'],
    from: 'in transit',
    to: 'held by the giver',
    refused: 'an offer that is closed; withdrawn by another than the giver',
    breaks: ['WRONG-RECEIVER'],
  },
  {
    event: 'transfer',
    acts: ['transfer.now'],
    from: 'held, in the store',
    to: 'held',
    refused: 'to oneself; a side that is no party; on the way; at a court',
    breaks: [
      ...handing,
      'COUNT-MISMATCH',
      'NO-GIVER-SIG',
      'NO-RECEIVER-SIG',
      'RECEIVER-REFUSED',
      'SIG-SAME-HOST',
      'SIG-SELF-WITNESS',
    ],
  },
  {
    event: 'store, return',
    acts: ['store.put'],
    from: 'held',
    to: 'in the store',
    refused: 'no such place; on the way; at a court',
    breaks: [...handing, 'ROLE-NOT-ALLOWED', 'RETURN-WITHOUT-OUT', 'IMPOSSIBLE-TRAVEL'],
  },
  {
    event: 'check-out',
    acts: ['store.take'],
    from: 'in the store',
    to: 'held',
    refused: 'to oneself; on the way; at a court',
    breaks: [...passage, 'ROLE-NOT-ALLOWED', 'DOUBLE-CHECKOUT', 'HOLD-IGNORED', 'OVERDUE'],
  },
  {
    event: 'move',
    acts: ['store.move'],
    from: 'in the store',
    to: 'in the store',
    refused: 'what does not lie in the store',
    breaks: [...passage, 'ROLE-NOT-ALLOWED', 'IMPOSSIBLE-TRAVEL'],
  },
  {
    event: 'acquire',
    acts: ['acquisition.record'],
    from: 'held',
    to: 'acquired, not repeatable',
    refused: 'a number that is taken',
    breaks: [
      'NOT-HOLDER',
      'AUTH-NONE',
      'AUTH-EXPIRED',
      'AUTH-SCOPE',
      'AUTH-ACCESS',
      'ACQ-WHILE-SEALED',
      'ACQ-NO-BLOCKER',
      'ACQ-ERRORS-UNEXPLAINED',
      'HASH-LATE',
      'TERMINAL-MOVED',
    ],
  },
  {
    event: 'verify',
    acts: ['integrity.check'],
    from: 'any but left for good',
    to: 'verified, mismatch',
    refused: 'a result that does not follow from its numbers',
    breaks: ['HASH-MISMATCH', 'HASH-NO-REFERENCE', 'HASH-ALG-CHANGE', 'TERMINAL-MOVED'],
  },
  {
    event: 'derive',
    acts: ['copy.derive', 'copy.delete'],
    from: 'verified',
    to: 'a copy that is held; destroyed',
    refused: 'a number that is taken; deletion of what is no copy',
    breaks: ['COPY-NO-PARENT', 'COPY-UNVERIFIED-PARENT', 'COPY-ORPHAN-HOLDER', 'HOLD-IGNORED', 'NOT-HOLDER'],
  },
  {
    event: 'examine',
    acts: ['examination.record', 'access.record', 'hashset.match', 'assessment.record'],
    from: 'acquired, verified',
    to: 'same',
    refused: 'an acquisition that is not on record',
    breaks: ['EXAM-ON-ORIGINAL', 'EXAM-BEFORE-ACQUIRE', 'AUTH-ACCESS', 'HASH-WEAK'],
  },
  {
    event: 'deliver-to-court',
    acts: ['exhibit.deliver'],
    from: 'held, in the store',
    to: 'at a court',
    refused: 'to oneself; a side that is no party; on the way',
    breaks: [...handing, 'ROLE-NOT-ALLOWED'],
  },
  {
    event: 'recover-from-court',
    acts: ['exhibit.recover'],
    from: 'at a court',
    to: 'held',
    refused: 'what is not at a court',
    breaks: [...passage, 'ROLE-NOT-ALLOWED'],
  },
  {
    event: 'release',
    acts: ['exhibit.release'],
    from: 'held, in the store, at a court',
    to: 'released, for good',
    refused: 'to oneself; a side that is no party; on the way',
    breaks: [...passage, 'AUTH-NONE', 'AUTH-ACCESS', 'AUTH-SCOPE', 'AUTH-EXPIRED', 'HOLD-IGNORED'],
  },
  {
    event: 'destroy',
    acts: ['exhibit.destroy'],
    from: 'held, in the store, at a court',
    to: 'destroyed, for good',
    refused: 'on the way',
    breaks: [...passage, 'DESTROY-NO-ORDER', 'DESTROY-FIELDS', 'HOLD-IGNORED'],
  },
  {
    event: 'split, attach',
    acts: ['exhibit.split', 'exhibit.add'],
    from: 'held, opened',
    to: 'parts that are held',
    refused: 'what is not inside; on the way',
    breaks: ['NOT-HOLDER', 'TAKEN-WHILE-SEALED', 'PARTS-MISMATCH', 'TERMINAL-MOVED'],
  },
  {
    event: 'report-missing, found',
    acts: ['exhibit.missing', 'exhibit.found'],
    from: 'any but left for good; missing',
    to: 'missing; held',
    refused: 'missing twice, or left for good; found and never missing',
    breaks: ['EXHIBIT-MISSING'],
  },
  {
    event: 'observe',
    acts: ['observation.record', 'attachment.add', 'history.import'],
    from: 'any',
    to: 'same',
    refused: 'an entry or exhibit that is not on record',
    breaks: ['HISTORY-UNSIGNED'],
  },
  {
    event: 'correct, annul',
    acts: ['entry.correct', 'entry.annul'],
    from: 'any',
    to: 'as corrected; as before the entry',
    refused:
      'another exhibit’s entry; not the newest that moved or sealed it; not all of its exhibits; twice',
    breaks: ['CORRECTION-UNILATERAL', 'CORRECTION-AFTER-REPORT'],
  },
  {
    event: 'grant and expire authority, hold, unhold',
    acts: ['authorization.add', 'authorization.note', 'exhibit.hold', 'exhibit.unhold', 'retention.set'],
    from: 'any',
    to: 'the legal track',
    refused: 'a note on what has ended; unhold of what is not on hold',
    breaks: ['CONSENT-DOUBTFUL', 'URGENCY-24H', 'URGENCY-72H', 'RETURN-LATE', 'RETENTION-PASSED'],
  },
]
