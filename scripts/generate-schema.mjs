// Writes the migrations of schema/*.ts with drizzle-kit, one folder a database, and makes every new table STRICT, which
// drizzle-kit cannot say (drizzle-orm 0.45). Released migrations are never edited.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

for (const database of ['case', 'clear', 'view', 'anchors', 'witness']) {
  execFileSync('npx', ['drizzle-kit', 'generate', '--config', 'drizzle.config.ts', '--name', 'tables'], {
    stdio: 'inherit',
    env: { ...process.env, CUSTODIA_SCHEMA: database },
  })
  const folder = `schema/migrations/${database}`
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.sql'))) {
    const path = `${folder}/${name}`
    const sql = readFileSync(path, 'utf8')
    writeFileSync(path, sql.replace(/(CREATE TABLE [^;]*\n\))(;)/g, '$1 STRICT$2'))
  }
}
