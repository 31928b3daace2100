import { basename } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { programmes } from './budget.js'

const order = Object.keys(programmes)
const placeOf = ({ moduleId }: TestSpecification) => order.indexOf(basename(moduleId, '.test.ts'))

/** Fault programmes run last and in the order of their table: each takes its part of the time that the rest has left. */
export class SlowOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other))
  }
}
