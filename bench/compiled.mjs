// What is measured is what is shipped: imports of the sources are sent to dist/. The TypeScript loader names every function it
// meets, which costs more than many of them do.

export async function resolve(specifier, context, next) {
  const from = context.parentURL ?? ''
  if (!/\/(bench|test)\//.test(from) || !/^(\.\.\/)+src\//.test(specifier)) return next(specifier, context)
  const compiled = new URL(specifier.replace('src/', 'dist/src/'), from)
  return { url: compiled.href, format: 'module', shortCircuit: true }
}
