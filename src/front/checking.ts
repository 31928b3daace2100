import type { AuditProgress } from '../audit/audit.js'
import type { AuditResult } from '../audit/result.js'
import type { BackupProgress } from '../case/backup.js'
import type { Comparison } from '../case/compare.js'
import type { VerifyRequest } from '../case/verify.js'
import { type CaseAt, homeOf, inCase } from './opened.js'

// Checking it and handing it on.

export async function verify(
  request: VerifyRequest,
  home: string,
  progress?: AuditProgress,
): Promise<AuditResult> {
  return (await import('../case/verify.js')).verify(request, await homeOf(home), progress)
}

/** Holds two copies of a log against each other; no home is needed. */
export async function compareLogs(one: string, other: string): Promise<Comparison> {
  return (await import('../case/compare.js')).compareLogs(one, other)
}

export const writeReport = inCase(async () => (await import('../case/report.js')).writeReport)
export const newestCheckpoint = inCase(async () => (await import('../case/cosigning.js')).newestCheckpoint)
export const listCheckpoints = inCase(async () => (await import('../case/cosigning.js')).listCheckpoints)
export const askCosignature = inCase(async () => (await import('../case/cosigning.js')).askCosignature)
export const takeCosignature = inCase(async () => (await import('../case/cosigning.js')).takeCosignature)
export const fetchCosignature = inCase(async () => (await import('../case/cosigning.js')).fetchCosignature)
export const askTimestamp = inCase(async () => (await import('../case/timestamp.js')).askTimestamp)
export const takeTimestamp = inCase(async () => (await import('../case/timestamp.js')).takeTimestamp)
export const fetchTimestamp = inCase(async () => (await import('../case/timestamp.js')).fetchTimestamp)
/** Known answers on this host; no case is needed. */
export async function selfTest() {
  return (await import('../case/selftest.js')).selfTest()
}

export const recordSelfTest = inCase(async () => (await import('../case/selftest.js')).recordSelfTest)
export const disclose = inCase(async () => (await import('../case/disclose.js')).disclose)
export const doctor = inCase(async () => (await import('../case/doctor.js')).examineHouse)

export const backUp = inCase(async () => (await import('../case/backup.js')).backUp)

export async function restoreCase(home: string, backup: string, folder: string, progress: BackupProgress) {
  return (await import('../case/restore.js')).restoreCase(await homeOf(home), backup, folder, progress)
}

/** Makes the projections anew from the log. */
export async function rebuild(at: CaseAt) {
  return (await import('../case/doctor.js')).rebuildProjections(at.folder, await homeOf(at.home))
}
