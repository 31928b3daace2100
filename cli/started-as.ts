import { accessSync, constants } from 'node:fs'
import { basename, delimiter, join, relative } from 'node:path'

/** How this program can be called again from the working folder: by its name where that is found, else as it was started. */
export function startedAs(
  argv: readonly string[] = process.argv,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  if (environment['npm_command'] === 'exec') return 'npx custodia'
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  // npm puts these on the path for as long as its own command runs.
  const lasting = folders.filter((folder) => basename(folder) !== '.bin' || !folder.includes('node_modules'))
  if (lasting.some((folder) => isExecutable(join(folder, 'custodia')))) return 'custodia'
  return `node ${quoted(relative(process.cwd(), argv[1] ?? ''))}`
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** For a shell, only where it needs it. */
export function quoted(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
