import { readdirSync, readFileSync } from 'node:fs'

/** The processes that a process has started and those they have; none where there is no /proc. */
export function descendantsOf(pid: string): readonly string[] {
  const threads = orNothing(() => readdirSync(`/proc/${pid}/task`)) ?? []
  const children = threads.flatMap((thread) => {
    const text = orNothing(() => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')) ?? ''
    return text.split(' ').filter((each) => each !== '')
  })
  return children.flatMap((child) => [child, ...descendantsOf(child)])
}

/** The most memory a process has had so far, as the kernel counts it; 0 when it is gone. */
export function peakBytesOf(pid: string): number {
  const text = orNothing(() => readFileSync(`/proc/${pid}/status`, 'utf8')) ?? ''
  return 1024 * Number(/^VmHWM:\s+(\d+)/m.exec(text)?.[1] ?? 0)
}

/** A process that has ended and has not been waited for is not alive. */
export function isAlive(pid: string): boolean {
  const text = orNothing(() => readFileSync(`/proc/${pid}/stat`, 'latin1'))
  return text !== undefined && !text.includes(') Z')
}

/** Processes end while they are looked at. */
function orNothing<Result>(look: () => Result): Result | undefined {
  try {
    return look()
  } catch {
    return undefined
  }
}
