import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { filesOfPage, gzippedSizes, readManifest } from './bundle.ts'

const MANIFEST = {
  'index.html': {
    file: 'entry.js',
    isEntry: true,
    imports: ['_react.js'],
    dynamicImports: ['src/List.tsx', 'src/Wizard.tsx'],
    css: ['entry.css'],
  },
  '_react.js': { file: 'react.js', imports: ['_shared.js'] },
  '_shared.js': { file: 'shared.js', imports: ['_react.js'] },
  'src/List.tsx': { file: 'list.js', imports: ['_react.js', '_table.js'], css: ['list.css'] },
  '_table.js': { file: 'table.js' },
  'src/Wizard.tsx': { file: 'wizard.js', imports: ['_yaml.js'] },
  '_yaml.js': { file: 'yaml.js' },
  'font.woff2': { file: 'font.woff2' },
}

it('a page loads its entry, its lazy module, and what they import', () => {
  const dist = mkdtempSync(join(tmpdir(), 'bundle-'))
  mkdirSync(join(dist, '.vite'))
  writeFileSync(join(dist, '.vite/manifest.json'), JSON.stringify(MANIFEST))
  const files = filesOfPage(readManifest(dist), (source) => source === 'src/List.tsx')
  expect([...files].sort()).toEqual([
    'entry.css',
    'entry.js',
    'list.css',
    'list.js',
    'react.js',
    'shared.js',
    'table.js',
  ])
  writeFileSync(join(dist, 'entry.js'), 'a'.repeat(10_000))
  writeFileSync(join(dist, 'entry.css'), 'a')
  const sizes = gzippedSizes(dist, ['entry.css', 'entry.js'])
  expect(sizes.map(({ file }) => file)).toEqual(['entry.js', 'entry.css'])
  expect(sizes[0]?.bytes).toBeLessThan(100)
  rmSync(dist, { recursive: true })
})
