import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inventoryOf } from '../src/case/store-inventory.js'
import { readScans } from '../src/labels/scans.js'
import { caseIdOf, labelText } from '../src/model/label.js'
import type { ExhibitNumber, LocationNumber, Origin } from '../src/model/names.js'
import { add, seal } from './support/act-bodies.js'
import { closed, newRecord, origin } from './support/acts.js'

// What was found by going through the store, held against the record: every line of a scanner counts somewhere, and once.

const place = (location: string, within?: string) => ({
  kind: 'location.add',
  location,
  name: closed(),
  ...(within === undefined ? {} : { within }),
})
const put = (location: string, ...exhibits: string[]) => ({
  kind: 'store.put',
  exhibits,
  location,
  returned: false,
})

/** E-1 and E-2 on the shelf L-2 in the room L-1, E-3 in another room, E-4 with P-02; E-1 is sealed and holds a part. */
function stored() {
  const record = newRecord()
  for (const number of ['E-1', 'E-2', 'E-3', 'E-4']) record.does('P-02', add(number))
  record.does('P-02', add('E-1.1', 'E-1'))
  record.does('P-02', seal('S-1'))
  record.does('P-02', place('L-1'))
  record.does('P-02', place('L-2', 'L-1'))
  record.does('P-02', place('L-3'))
  record.does('P-02', put('L-2', 'E-1', 'E-2'))
  record.does('P-02', put('L-3', 'E-3'))
  return record.custody
}

const ours = [caseIdOf(origin as Origin)]
const custody = stored()
const gone = (text: string, location?: string) =>
  inventoryOf(custody, readScans(text, ours), location as LocationNumber | undefined)

describe('an inventory of the store', () => {
  test('counts what lies in a place and in what is within it', () => {
    expect(gone('E-1\nE-2\n', 'L-1')).toMatchObject({ present: ['E-1', 'E-2'], missing: [], unexpected: [] })
    expect(gone('E-1\n', 'L-1')).toMatchObject({ present: ['E-1'], missing: ['E-2'] })
    expect(gone('E-1\nE-2\n')).toMatchObject({ missing: ['E-3'] })
  })

  test('takes the seal on an exhibit for the exhibit, and a part that is inside for what lies there', () => {
    expect(gone('S-1\nE-1.1\n', 'L-2')).toMatchObject({
      present: ['E-1', 'E-1.1'],
      missing: ['E-2'],
      unexpected: [],
    })
  })

  test('names what should be elsewhere, and numbers that nothing has, by their lines', () => {
    expect(gone('E-3\nE-4\nE-99\nS-9\n', 'L-1')).toMatchObject({
      unexpected: [
        { exhibit: 'E-3', line: 1 },
        { exhibit: 'E-4', line: 2 },
      ],
      unknown: [
        { number: 'E-99', line: 3 },
        { number: 'S-9', line: 4 },
      ],
    })
  })

  test('refuses the label of another case by name, and keeps what it cannot read', () => {
    const foreign = labelText({
      caseId: 'ffffffffffff',
      thing: { kind: 'exhibit', number: 'E-1' as ExhibitNumber },
      head: { size: 3, root: '0'.repeat(12) },
    })
    const found = gone(`${foreign}\nnonsense\nE-1\nE-1\n`, 'L-2')
    expect(found.foreign).toMatchObject([{ line: 1, caseId: 'ffffffffffff', thing: { number: 'E-1' } }])
    expect(found.unreadable).toMatchObject([{ line: 2, fault: 'label', text: 'nonsense' }])
    expect(found.twice).toMatchObject([{ thing: { number: 'E-1' }, lines: [3, 4] }])
    expect(found.missing).toEqual(['E-2'])
  })

  test('names each exhibit in one place alone, whatever was scanned', () => {
    const line = fc.constantFrom('E-1', 'E-1.1', 'E-2', 'E-3', 'E-4', 'E-7', 'S-1', 'L-1', 'L-2', '', 'x')
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('L-1', 'L-2', 'L-3', undefined), (lines, location) => {
        const { present, missing, unexpected } = gone(lines.join('\n'), location)
        const named = [...present, ...missing, ...unexpected.map(({ exhibit }) => exhibit)]
        expect(new Set(named).size).toBe(named.length)
        const here =
          location === undefined ? ['E-1', 'E-2', 'E-3'] : location === 'L-3' ? ['E-3'] : ['E-1', 'E-2']
        for (const exhibit of here) expect(named).toContain(exhibit)
        const scanned = new Set(lines.map((each) => (each === 'S-1' ? 'E-1' : each)))
        for (const exhibit of missing) expect(scanned).not.toContain(exhibit)
      }),
    )
  })
})
