import { fileURLToPath } from 'node:url'
import { writeSamples } from './samples/catalogue.js'

await writeSamples(process.argv[2] ?? fileURLToPath(new URL('../samples', import.meta.url)))
