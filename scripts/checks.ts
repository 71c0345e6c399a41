import { join } from 'node:path'
import { filesOfPage, gzippedSizes, LIST_BUDGET, readManifest } from './bundle.ts'
import { buildConsole, DIST } from './console-build.ts'
import { outdatedDocuments } from './documents.ts'
import { Failure } from './failure.ts'
import { ROOT, run, type Outcome } from './run.ts'

/** One thing that is demanded of the repository. */
export interface Check {
  readonly name: string
  readonly run: () => Promise<Outcome>
}

function tool(name: string, command: string, args: readonly string[]): Check {
  return { name, run: () => run(join(ROOT, 'node_modules/.bin', command), args) }
}

/** Every `tsconfig.json` of the repository. */
const PROJECTS = ['packages/networking', 'packages/api', 'packages/lab', 'apps/bff', 'apps/console', '.']

/** Everything that imports something. */
const SOURCES = ['packages', 'apps', 'scripts', 'e2e', 'bench', 'contract']

/** All checks, the long ones first, so that the short ones fill the gaps. */
export const CHECKS: readonly Check[] = [
  tool('Lint', 'eslint', ['--max-warnings', '0', '.']),
  ...PROJECTS.map((project) =>
    tool(`Types of ${project === '.' ? 'the root' : project}`, 'tsc', ['-p', project]),
  ),
  { name: 'Bundle budget', run: () => outcome(bundleBudget) },
  tool('Formatting', 'prettier', ['--check', '--log-level', 'warn', '.']),
  tool('Import directions', 'depcruise', ['--config', '.dependency-cruiser.mjs', ...SOURCES]),
  tool('Unused code and dependencies', 'knip', ['--no-progress', '--no-config-hints']),
  { name: 'Generated documents', run: () => outcome(() => Promise.resolve(documentsAreCurrent())) },
]

/** Turns a check of our own into an outcome: what it returns is said either way, a `Failure` fails it. */
async function outcome(check: () => Promise<string>): Promise<Outcome> {
  try {
    return { code: 0, text: await check() }
  } catch (error) {
    if (error instanceof Failure) return { code: 1, text: error.message }
    return { code: 1, text: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

const LIST_MODULES = ['src/pages/project/ProjectPage.tsx', 'src/pages/external-ips/ExternalIpsPage.tsx']

async function bundleBudget(): Promise<string> {
  await buildConsole()
  const modules = readManifest(DIST)
  const missing = LIST_MODULES.filter((source) => !(source in modules))
  if (missing.length > 0)
    throw new Failure(`The build has no ${missing.join(', ')}: name the list's modules anew.`)
  const parts = gzippedSizes(
    DIST,
    filesOfPage(modules, (source) => LIST_MODULES.includes(source)),
  )
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0)
  const words = `The list of External IPs takes ${kib(total)} of ${kib(LIST_BUDGET)}, gzipped`
  if (total <= LIST_BUDGET) return words
  throw new Failure(`${words}:\n${parts.map(({ file, bytes }) => `  ${kib(bytes)}  ${file}`).join('\n')}`)
}

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`
}

function documentsAreCurrent(): string {
  const outdated = outdatedDocuments()
  if (outdated.length === 0) return ''
  throw new Failure(`Not what the code says now: ${outdated.join(', ')}. Write them with: pnpm run documents`)
}
