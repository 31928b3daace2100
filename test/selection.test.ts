import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { leavesOutOf } from '../src/acquire/selection.js'

// Which files a selective acquisition leaves out, beside a slow reading of the same globs.

const bytes = (text: string) => Buffer.from(text)
const excludes = (glob: string, path: string) =>
  leavesOutOf({ include: [], exclude: [glob] })(bytes(path), 'file')

/** One character after the other, with every way a star can go. ASCII alone. */
function slowly(glob: string, path: string): boolean {
  if (!glob.includes('/')) return slowly(`**/${glob}`, path)
  if (glob === '/**') return path === '' || path.startsWith('/')
  return matches(glob, path)
}

function matches(glob: string, path: string): boolean {
  if (glob === '') return path === ''
  if (glob === '/**' && path === '') return true
  if (glob.startsWith('**/'))
    return (
      matches(glob.slice(3), path) ||
      [...path].some((each, at) => each === '/' && matches(glob.slice(3), path.slice(at + 1)))
    )
  if (glob.startsWith('**')) {
    for (let at = 0; at <= path.length; at += 1) if (matches(glob.slice(2), path.slice(at))) return true
    return false
  }
  if (glob.startsWith('*')) {
    for (let at = 0; at <= path.length; at += 1) {
      if (matches(glob.slice(1), path.slice(at))) return true
      if (path[at] === '/') return false
    }
    return false
  }
  const [first, ...rest] = path
  if (first === undefined || (glob[0] === '?' ? first === '/' : glob[0] !== first)) return false
  return matches(glob.slice(1), rest.join(''))
}

describe('a glob', () => {
  test.each([
    ['*.jpg', 'a.jpg', true],
    ['*.jpg', 'DCIM/a.jpg', true],
    ['DCIM/*.jpg', 'DCIM/x/a.jpg', false],
    ['DCIM/**', 'DCIM/x/a.jpg', true],
    ['DCIM/**', 'DCIM', true],
    ['DCIM/**', 'DCIMx/a', false],
    ['a[1].(jpg)+', 'a[1].(jpg)+', true],
    ['caf?', 'café', true],
    ['x', 'X', false],
  ])('%s and %s: %s', (glob, path, found) => expect(excludes(glob, path)).toBe(found))

  test.each(['', '/etc', '../x', 'a/../b'])('%j is refused', (glob) => {
    expect(() => excludes(glob, 'x')).toThrow('usage.argument')
  })

  test('means what a slow reading of it means', () => {
    const piece = fc.constantFrom('a', 'b', '.', '/', '*', '?', '**')
    const glob = fc.array(piece, { minLength: 1, maxLength: 7 }).map((each) => each.join(''))
    const path = fc.array(fc.constantFrom('a', 'b', '.', '/'), { minLength: 1, maxLength: 7 })
    fc.assert(
      fc.property(
        glob,
        path.map((each) => each.join('')),
        (pattern, name) => {
          fc.pre(!pattern.startsWith('/') && !pattern.includes('***') && !pattern.split('/').includes('..'))
          expect(excludes(pattern, name)).toBe(slowly(pattern, name))
        },
      ),
      { numRuns: 3000 },
    )
  })
})

describe('what is included', () => {
  const leavesOut = leavesOutOf({ include: ['*.jpg'], exclude: ['Private/**'] })

  test('is all that is read, less what is excluded', () => {
    const paths = ['a.jpg', 'a.txt', 'Private/a.jpg']
    expect(paths.map((path) => leavesOut(bytes(path), 'file'))).toEqual([false, true, true])
  })

  test('says nothing of folders that could not be read, unless they are excluded', () => {
    expect(['DCIM', 'Private'].map((path) => leavesOut(bytes(path), 'folder'))).toEqual([false, true])
  })

  test('is matched byte by byte where a name is no text', () => {
    const odd = leavesOutOf({ include: ['?.jpg'], exclude: [] })
    expect(odd(Buffer.from([0xff, 0x2e, 0x6a, 0x70, 0x67]), 'file')).toBe(false)
  })
})
