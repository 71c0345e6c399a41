import { defineConfig } from 'vitest/config'

const ALONE = 'compaction.test.ts'

/** The contract suite. Started by `pnpm contract`, which gives it a target; not one of the unit test projects. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    // Two cores, and most of the time is waiting.
    maxWorkers: 4,
    projects: [
      {
        test: {
          name: 'contract',
          include: ['*.test.ts'],
          exclude: [ALONE],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      { test: { name: 'alone', include: [ALONE], testTimeout: 40_000, sequence: { groupOrder: 1 } } },
    ],
  },
})
