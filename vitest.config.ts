import { defineConfig } from 'vitest/config'

/** Unit tests stand beside the code; `e2e/` belongs to Playwright. */
export default defineConfig({
  test: {
    projects: [
      ...['packages/networking', 'packages/api', 'packages/lab', 'apps/bff', 'scripts'].map((root) => ({
        test: { name: root, root, include: ['**/*.test.ts'], environment: 'node' },
      })),
      'apps/*/vite.config.ts',
    ],
  },
})
