import { openFilesystemVault } from './filesystem.js'
import type { Vault, VaultAddress } from './vault.js'

/** Opens the vault that another thread or process has open. Each opening pushes only its own writes (`Vault.flush`). */
export function openVault(address: VaultAddress): Vault {
  switch (address.kind) {
    case 'filesystem':
      return openFilesystemVault(address.folder)
  }
}
