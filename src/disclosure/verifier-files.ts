import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { EnvironmentError } from '../errors.js'

/** What the other side may check a disclosure with: a program for Node, and a page for a browser that holds the same program. */
export interface VerifierFiles {
  readonly program: Uint8Array
  readonly page: Uint8Array
}

let made: Promise<VerifierFiles> | undefined

/** The same bytes for every disclosure by this version. @throws EnvironmentError when the installation lacks them */
export function verifierFiles(): Promise<VerifierFiles> {
  made ??= makeVerifierFiles()
  return made
}

/** SHA-256 of both, as `disclosure.record` names them. */
export function verifierDigests({ page, program }: VerifierFiles): { page: string; program: string } {
  return { page: digestOf(page, 'hex'), program: digestOf(program, 'hex') }
}

async function makeVerifierFiles(): Promise<VerifierFiles> {
  const [program, browser, style, template] = await Promise.all(
    ['verify.mjs', 'browser.mjs', 'page.css', 'page.html'].map(partOf),
  )
  if (!program || !browser || !style || !template)
    throw new EnvironmentError('environment.io', { path: 'verifier' })
  return { program, page: pageOf(program, browser, style, template) }
}

async function partOf(name: string): Promise<Buffer> {
  const path = new URL(`./verifier/${name}`, import.meta.url)
  try {
    return await readFile(path)
  } catch (cause) {
    throw new EnvironmentError('environment.io', { path: path.pathname }, { cause })
  }
}

/**
 * One page that needs nothing else and may ask for nothing else: its policy allows this style and this script, by their digests,
 * and no connection. The program stands in it byte for byte.
 */
function pageOf(program: Buffer, browser: Buffer, style: Buffer, template: Buffer): Buffer {
  const script = `\n${program.toString('utf8').replace(/^#!.*\n/, '')}\n${browser.toString('utf8')}`
  const css = style.toString('utf8')
  const allowed = (text: string) => `'sha256-${digestOf(Buffer.from(text), 'base64')}'`
  const policy = `default-src 'none'; script-src ${allowed(script)}; style-src ${allowed(css)}; base-uri 'none'; form-action 'none'`
  const parts: Readonly<Record<string, string>> = { policy, script, style: css }
  const filled = template
    .toString('utf8')
    .replace(/\/\* ([a-z]+) \*\//g, (_, name: string) => parts[name] ?? '')
  return Buffer.from(filled)
}

function digestOf(bytes: Uint8Array, encoding: 'hex' | 'base64'): string {
  return createHash('sha256').update(bytes).digest(encoding)
}
