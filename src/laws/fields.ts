import type { Field, FieldList, Law } from './law.js'

/** What a record answers a field with: what it is, or on what ground it is lacking. */
export type FieldAnswer = 'stated' | 'excused'

export function fieldsOf(law: Law, kind: FieldList['kind']): FieldList | undefined {
  return law.fields.find((list) => list.kind === kind)
}

/** Fields without an answer that the law takes. An excuse counts where the law foresees one. */
export function lackingFields(
  list: FieldList,
  answers: ReadonlyMap<Field['id'], FieldAnswer>,
): readonly Field[] {
  return list.fields.filter(({ id, unless }) => {
    const answer = answers.get(id)
    return answer !== 'stated' && (answer === undefined || unless === undefined)
  })
}
