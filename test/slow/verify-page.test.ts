import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifierFiles } from '../../src/disclosure/verifier-files.js'
import { record } from '../disclosures/forging.js'
import { type Row, rows } from '../disclosures/rows.js'
import { type Browser, chromiumHere, type Page, startChromium } from '../support/chromium.js'
import { checkStandalone, folderAt } from '../support/standalone.js'

// verify.html in a real browser, opened as a file: the same answer as verify.mjs gives, on every disclosure of test/disclosures/.

const command = chromiumHere()
const suite = command === undefined ? describe.skip : describe
if (command === undefined)
  console.warn('SKIPPED verify.html in a browser: there is no chromium on this machine')

/** A browser follows links and names no file that it does not show; verify.mjs sees both. */
const elsewhere = new Set(['link_fail', 'hostile-name_fail'])

suite('verify.html', () => {
  let root: string
  let browser: Browser
  let page: string

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'custodia-page-'))
    page = join(root, 'verify.html')
    await writeFile(page, (await verifierFiles()).page)
    browser = await startChromium(command ?? '')
  })
  afterAll(async () => {
    await browser.close()
    await rm(root, { recursive: true, force: true })
  })

  async function put(row: Row, kind: string, files: ReadonlyMap<string, Uint8Array>): Promise<string[]> {
    const paths: string[] = []
    for (const [name, bytes] of files) {
      const path = join(root, row.name, kind, name)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, bytes)
      paths.push(path)
    }
    return paths
  }

  async function checkedIn(open: Page, folder: string, genesis: string | undefined): Promise<unknown> {
    await open.setFiles('#folder', [folder])
    await open.until(`document.getElementById('drop-folder').classList.contains('given')`)
    await open.evaluate(`document.getElementById('genesis').value = ${JSON.stringify(genesis ?? '')}`)
    await open.evaluate(`document.getElementById('check').click()`)
    await open.until(`!document.getElementById('check').disabled`)
    return open.evaluate(`({
      verdict: document.getElementById('result').dataset.verdict,
      said: document.getElementById('progress').textContent.replace(/^\\d+ \\/ \\d+$/, ''),
      findings: [...document.querySelectorAll('#findings tr')].map((row) =>
        row.querySelector('small').textContent.split(' · ')[0] + ' ' + row.cells[1].textContent).sort(),
    })`)
  }

  test.each(rows.filter(({ name }) => !elsewhere.has(name)).map((row) => [row.name, row] as const))(
    '%s',
    async (_, row) => {
      const folder = join(root, row.name, 'disclosure')
      await mkdir(dirname(folder), { recursive: true })
      await row.make(folder)
      const { evidence = new Map(), receipts = [], checkpoints = [], policy, pin = 'right' } = row.asked ?? {}
      const genesis = { right: record.genesis, other: `${'A'.repeat(43)}=`, none: undefined }[pin]
      const kept = new Map([...receipts, ...checkpoints].map(({ name, bytes }) => [name, bytes]))
      if (policy !== undefined) kept.set('policy', Buffer.from(policy))
      const open = await browser.open(page)
      // Chosen one by one, files come without their folders: they are found by size and digest.
      const files = await put(row, 'evidence', evidence)
      if (files.length > 0) await open.setFiles('#evidence', files)
      if (kept.size > 0) await open.setFiles('#kept', await put(row, 'kept', kept))
      const expected = await checkStandalone({
        folder: await folderAt(folder),
        genesis,
        receipts,
        checkpoints,
        policy: policy === undefined ? undefined : { name: 'policy', bytes: Buffer.from(policy) },
        evidence: files.length === 0 ? undefined : flat(await folderAt(join(root, row.name, 'evidence'))),
      })
      expect(await checkedIn(open, folder, genesis)).toEqual({
        verdict: expected.verdict,
        said: '',
        findings: expected.findings.map(({ code, subject }) => `${code} ${subject}`).sort(),
      })
      expect(open.requests).toEqual([])
    },
  )

  test('speaks both languages and is laid out for both', async () => {
    const open = await browser.open(page)
    for (const [lang, title] of [
      ['es', 'Comprobar un traslado'],
      ['en', 'Check a disclosure'],
    ]) {
      await open.evaluate(`document.querySelector('[data-lang=${lang}]').click()`)
      expect(await open.evaluate(`document.querySelector('h1').textContent`)).toBe(title)
      expect(
        await open.evaluate(
          `[...document.querySelectorAll('[data-say]')].every((each) => each.textContent !== '')`,
        ),
      ).toBe(true)
      expect(await open.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    }
    expect((await open.screenshot()).length).toBeGreaterThan(10_000)
  })

  test('refuses a folder that is no disclosure, and a pin that is no hash', async () => {
    const open = await browser.open(page)
    const folder = join(root, 'other')
    await mkdir(folder)
    await writeFile(join(folder, 'file'), '')
    expect(await checkedIn(open, folder, undefined)).toMatchObject({
      said: expect.stringMatching(/no disclosure|ningún traslado/),
    })
    expect(await checkedIn(open, folder, 'x')).toMatchObject({
      said: expect.stringMatching(/no leaf hash|no es un hash/),
    })
  })

  test('reaches nothing, even if it tries', async () => {
    const open = await browser.open(page)
    const tried = `fetch('https://example.org/').then(() => 'reached', () => 'refused')`
    expect(await open.evaluate(tried)).toBe('refused')
    const loaded = `new Promise((done) => { const image = new Image(); image.onload = () => done('reached'); image.onerror = () => done('refused'); image.src = 'https://example.org/x.png' })`
    expect(await open.evaluate(loaded)).toBe('refused')
  })
})

/** The same files without their folders. */
function flat(folder: Awaited<ReturnType<typeof folderAt>>): Awaited<ReturnType<typeof folderAt>> {
  const name = (path: string) => path.slice(path.lastIndexOf('/') + 1)
  const paths = new Map([...folder.files.keys()].map((path) => [name(path), path]))
  return {
    files: new Map([...folder.files].map(([path, status]) => [name(path), status])),
    pieces: (path) => folder.pieces(paths.get(path) ?? path),
  }
}
