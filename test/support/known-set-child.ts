// Imports a list of `count` digests, matches `items` against it, and prints what came of it and the most memory it took.
import { createHash } from 'node:crypto'
import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { importSet } from '../../src/matching/import-set.js'
import { matchSet } from '../../src/matching/match-set.js'
import { openSet } from '../../src/matching/open-set.js'

const [folder = '', count = 0, items = 0, runMebibytes = 1] = process.argv
  .slice(2)
  .map((word, at) => (at === 0 ? word : Number(word))) as [string, number, number, number]

const digestsAt = (at: number) => ({
  md5: createHash('md5').update(`${at}`).digest('hex'),
  sha1: createHash('sha1').update(`${at}`).digest('hex'),
})

const list = join(folder, 'list.csv')
const file = openSync(list, 'wx')
writeSync(file, 'md5,sha1\n')
for (let at = 0; at < count; at += 1) {
  const { md5, sha1 } = digestsAt(at)
  writeSync(file, `${md5},${sha1}\n`)
}
closeSync(file)

const path = join(folder, 'set')
const readNsrl = () => {
  throw new Error('a list was taken for a database')
}
const limits = { runBytes: runMebibytes * 1024 * 1024 }
const { sections } = await importSet(list, path, { kind: 'known-relevant', readNsrl, limits })

/** Every second item is in the set. */
function* asked() {
  for (let item = 0; item < items; item += 1)
    yield { item, digests: digestsAt(item % 2 === 0 ? item : count + item) }
}

const found = { match: 0, conflict: 0, absent: 0, unchecked: 0 }
const set = openSet(path, 'known-relevant', 8 * 1024 * 1024)
for await (const { kind } of matchSet(set, asked())) found[kind] += 1
set.close()
// Kilobytes, on Linux.
const mebibytes = Math.round(process.resourceUsage().maxRSS / 1024)
console.log(JSON.stringify({ sections, found, mebibytes }))
