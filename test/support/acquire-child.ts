import { acquire } from '../../src/acquire/acquire.js'
import { openFilesystemVault } from '../../src/vault/filesystem.js'

/** An acquisition in a process of its own, to be killed: prints a line for every result. */
const [source = '', vault = '', journal = ''] = process.argv.slice(2)

for await (const acquired of acquire(source, { vault: openFilesystemVault(vault), journal, threads: 2 })) {
  console.log(Buffer.from(acquired.path).toString('hex'))
}
