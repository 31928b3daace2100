import type { IConfiguration } from 'dependency-cruiser'

/** Which room may import which, besides itself and `errors`. */
export declare const rooms: Readonly<Record<string, readonly string[]>>

/** File and folder names that would fit anything, and so say nothing. */
export declare const emptyNames: readonly string[]

declare const configuration: IConfiguration
export default configuration
