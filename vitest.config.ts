import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Pure code leaves nothing behind, so its tests need no process each: that takes longer than most of them. */
const PURE: ReadonlySet<string> = new Set(['packages/networking', 'packages/api'])

/** Unit tests stand beside the code; `e2e/` belongs to Playwright. */
export default defineConfig({
  test: {
    // On two cores Vitest would use one of them.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      ...['packages/networking', 'packages/api', 'packages/lab', 'apps/bff', 'scripts'].map((root) => ({
        test: {
          name: root,
          root,
          include: ['**/*.test.ts'],
          environment: 'node' as const,
          isolate: !PURE.has(root),
        },
      })),
      'apps/*/vite.config.ts',
    ],
  },
})
