/** The newest tree of a log that a witness has cosigned. */
export interface Witnessed {
  readonly size: number
  /** 32 bytes. */
  readonly root: Uint8Array
  /** When it last cosigned for this log, in seconds since 1970. */
  readonly time: number
}

/** What a witness remembers, apart from every log. Implemented by `database/`. */
export interface WitnessStore {
  latest(origin: string): Promise<Witnessed | undefined>
  /**
   * Runs `decide` on what is remembered of a log and remembers its `next`; nothing by anyone, in this process or another, comes
   * between the two. Resolves when it is on the medium; nothing changes where there is no `next`, or `decide` throws.
   */
  advance<Result>(
    origin: string,
    decide: (latest: Witnessed | undefined) => {
      readonly next: Witnessed | undefined
      readonly result: Result
    },
  ): Promise<Result>
}
