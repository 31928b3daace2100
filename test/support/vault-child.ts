import { randomBytes } from 'node:crypto'
import { CustodiaError } from '../../src/errors.js'
import { openFilesystemVault } from '../../src/vault/filesystem.js'

/**
 * A process of its own that writes to a vault: `stage` writes without committing and waits to be killed; `store <bytes>`
 * stores twice and prints the code of each failure.
 */
const [folder = '', deed = '', size = '0'] = process.argv.slice(2)
const vault = openFilesystemVault(folder)

async function storeAndTell(): Promise<void> {
  try {
    await vault.store(randomBytes(Number(size)))
    console.log('stored')
  } catch (error) {
    if (!(error instanceof CustodiaError)) throw error
    console.log(`${error.code} ${error.details['path']}`)
  }
}

if (deed === 'stage') {
  await (await vault.stage()).write(randomBytes(Number(size)))
  console.log(process.pid)
  setInterval(() => undefined, 1000)
} else {
  await storeAndTell()
  await storeAndTell()
}
