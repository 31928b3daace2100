import { homeAt } from '../../src/case/home.js'
import { openCase } from '../../src/case/open.js'

/** Has a case open until it is killed: none who closes it meanwhile is the last to do so, and its write-ahead logs stay. */
const [folder = '', home = ''] = process.argv.slice(2)

await openCase(folder, homeAt(home))
console.log('ready')
setInterval(() => undefined, 60_000)
