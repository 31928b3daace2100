import { defineConfig } from 'vitest/config'

// Workers and child processes under test are started from the TypeScript sources, so they inherit what reads TypeScript.
const execArgv = ['--import', new URL('./test/support/typescript.mjs', import.meta.url).href]

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: ['test/slow/**'],
          pool: 'forks',
          execArgv,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'slow',
          include: ['test/slow/**/*.test.ts'],
          pool: 'forks',
          execArgv,
          testTimeout: 900_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
