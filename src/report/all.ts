import type { Section } from './section.js'
import { breaks } from './sections/breaks.js'
import { custody } from './sections/custody.js'
import { digests } from './sections/digests.js'
import { exhibits } from './sections/exhibits.js'
import { notChecked } from './sections/not-checked.js'
import { persons } from './sections/persons.js'
import { recipe } from './sections/recipe.js'
import { scope } from './sections/scope.js'
import { verification } from './sections/verification.js'

export const reportKinds = ['integrity'] as const
export type ReportKind = (typeof reportKinds)[number]

/** Sections of each kind of report, in the order they are read. */
export const allSections: Readonly<Record<ReportKind, readonly Section[]>> = {
  integrity: [scope, exhibits, custody, digests, verification, breaks, notChecked, persons, recipe],
}
