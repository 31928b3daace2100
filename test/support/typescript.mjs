// Preload for processes that run the TypeScript sources: `node --import ./test/support/typescript.mjs`.
import 'tsx'
import { isMainThread } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

// On Node 20 tsx leaves the threads that a program starts without its loader (privatenumber/tsx#354).
if (!isMainThread && Number.parseInt(process.versions.node, 10) < 22) register()
