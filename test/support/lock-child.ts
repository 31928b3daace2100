import { spawnSync } from 'node:child_process'
import Database from 'better-sqlite3'

// `lock-child.ts <database> <command…>`: runs the command while another process, this one, is writing in the database.
const [path = '', command = '', ...words] = process.argv.slice(2)
const database = new Database(path)
database.exec('BEGIN IMMEDIATE')
const { status } = spawnSync(command, words, { stdio: 'inherit' })
database.exec('ROLLBACK')
database.close()
process.exitCode = status ?? 1
