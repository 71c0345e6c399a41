import { defineConfig } from 'vitest/config'

/** The contract suite. Started by `pnpm contract`, which gives it a target; not one of the unit test projects. */
export default defineConfig({
  test: {
    name: 'contract',
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    environment: 'node',
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Two cores, and most of the time is waiting.
    maxWorkers: 4,
  },
})
