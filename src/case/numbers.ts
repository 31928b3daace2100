/**
 * The first number of a stem that is not in a table nor taken by an earlier draft; for what field logs give no numbers to.
 * @param stem e.g. `PR-`
 */
export function nextFree(table: object, stem: string, reserved: Set<string>): string {
  for (let number = 1; ; number += 1) {
    const name = `${stem}${number}`
    if (Object.hasOwn(table, name) || reserved.has(name)) continue
    reserved.add(name)
    return name
  }
}
