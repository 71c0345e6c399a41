import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isStale } from './console-build.ts'

let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'build-'))
  write('apps/console/src/pages/a.tsx', 100)
  write('packages/networking/src/rules/b.ts', 100)
  write('dist/stamp', 200)
})

afterEach(() => {
  rmSync(root, { recursive: true })
})

/** Writes a file as of some second, in folders that are older. */
function write(path: string, second: number): void {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, '')
  utimesSync(file, second, second)
  for (let folder = dirname(file); folder !== root; folder = dirname(folder)) utimesSync(folder, 100, 100)
}

const stale = () => isStale(root, join(root, 'dist/stamp'))

it('a build that is younger than all its sources stands', () => {
  expect(stale()).toBe(false)
})

it('a missing build does not', () => {
  rmSync(join(root, 'dist/stamp'))
  expect(stale()).toBe(true)
})

it.each([
  'apps/console/src/pages/external-ips/c.css',
  'apps/console/public/icon.svg',
  'apps/console/index.html',
  'apps/console/vite.config.ts',
  'packages/api/src/endpoints.ts',
  'packages/networking/src/rules/b.ts',
  'pnpm-lock.yaml',
])('a change of %s makes it old', (path) => {
  write(path, 300)
  expect(stale()).toBe(true)
})

it('a removed source makes it old, by the folder that it was in', () => {
  rmSync(join(root, 'apps/console/src/pages/a.tsx'))
  expect(stale()).toBe(true)
})

it.each(['apps/console/src/pages/a.test.tsx', 'apps/bff/src/main.ts', 'packages/lab/src/main.ts'])(
  'a change of %s does not',
  (path) => {
    write(path, 300)
    expect(stale()).toBe(false)
  },
)
