import type { KnipConfig } from 'knip'

const config: KnipConfig = {
  workspaces: {
    '.': {
      entry: [
        'scripts/{start,dev,test,test-valkey,check,contract,cluster,matrix,e2e}.ts',
        'e2e/**/*.spec.ts',
        'contract/{**/*.test,vitest.config}.ts',
      ],
      project: ['{scripts,bench,contract,e2e}/**/*.ts', '*.ts'],
    },
    'packages/*': { project: ['src/**/*.ts'] },
    'apps/bff': { project: ['src/**/*.ts'] },
    // The gallery is a page of the development server only: every part in every state.
    'apps/console': { entry: ['src/parts/gallery/main.tsx'], project: ['src/**/*.{ts,tsx,css}'] },
  },
  compilers: {
    // Fonts are used by style sheets.
    css: (text: string) =>
      [...text.matchAll(/url\(['"]?(@[^'")]+)['"]?\)/g)].map(([, path]) => `import '${path}'`).join('\n'),
  },
}

export default config
