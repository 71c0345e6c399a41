import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/**
 * What every project says for itself, as none of it is inherited. On two cores Vitest would use one of them; and a
 * process for each file takes longer than most files, so files share one: whatever a test alters it puts back.
 */
const SHARED = { isolate: false, maxWorkers: Math.max(2, availableParallelism() - 1) }

/** Unit tests stand beside the code; `e2e/` belongs to Playwright. */
export default defineConfig({
  test: {
    projects: [
      ...['packages/networking', 'packages/api', 'packages/lab', 'apps/bff', 'scripts'].map((root) => ({
        test: { ...SHARED, name: root, root, include: ['**/*.test.ts'], environment: 'node' as const },
      })),
      {
        extends: 'apps/console/vite.config.ts',
        root: 'apps/console',
        test: { ...SHARED, name: 'apps/console' },
      },
    ],
  },
})
