import { existsSync, globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from './failure.ts'
import { ROOT, run } from './run.ts'

/** The console's package. */
export const CONSOLE = join(ROOT, 'apps/console')

/** The built console, as the server serves it. */
export const DIST = join(CONSOLE, 'dist')

/** Written last by a build, so that a build that was cut off does not count as one. */
const STAMP = join(DIST, '.vite/manifest.json')

const SOURCES = [
  'apps/console/{src,public}/**/*',
  'apps/console/{index.html,vite.config.ts,package.json}',
  'packages/{api,networking}/src/**/*.ts',
  'pnpm-lock.yaml',
]

/** Whether the built console is missing or older than anything it is made of: files, and folders that lost one. */
export function isStale(root = ROOT, stamp = STAMP): boolean {
  if (!existsSync(stamp)) return true
  const built = statSync(stamp).mtimeMs
  return globSync(SOURCES, { cwd: root, exclude: ['**/*.test.*'] }).some(
    (file) => statSync(join(root, file)).mtimeMs > built,
  )
}

/**
 * Builds the console when it has to be.
 *
 * @param say Told before a build begins.
 * @throws {Failure} with the builder's output.
 */
export async function buildConsole(say: (words: string) => void = () => undefined): Promise<void> {
  if (!isStale()) return
  say('Building the console')
  const output = await run(join(CONSOLE, 'node_modules/.bin/vite'), ['build', '--logLevel', 'warn'], CONSOLE)
  if (output.code !== 0) throw new Failure(`The console could not be built:\n${output.text}`)
}
