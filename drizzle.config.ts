import { defineConfig } from 'drizzle-kit'

// One database a run: `scripts/generate-schema.mjs` sets which.
const database = process.env['CUSTODIA_SCHEMA'] ?? 'case'

export default defineConfig({
  dialect: 'sqlite',
  schema: `./schema/${database}.ts`,
  out: `./schema/migrations/${database}`,
})
