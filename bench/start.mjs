// Not by `--import`: threads that the program starts would load the TypeScript loader too.
import { register } from 'node:module'
import { register as readTypescript } from 'tsx/esm/api'

readTypescript()
register('./compiled.mjs', import.meta.url)
await import('./run.ts')
