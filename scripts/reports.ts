import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ROOT } from './run.ts'

/** Where test runners leave their reports for the summary. */
export const REPORTS = {
  unit: join(ROOT, '.cache/reports/unit.json'),
  e2e: join(ROOT, '.cache/reports/e2e.json'),
} as const

export interface Counts {
  readonly passed: number
  readonly failed: number
}

/** A report of an earlier run must never be taken for this run's. */
export function forgetReport(file: string): void {
  rmSync(file, { force: true })
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  /** Files that could not be loaded have no tests to count. */
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
})

/** Counts of Vitest's JSON report. A file that failed before its first test counts as one failure. */
export function vitestCounts(report: unknown): Counts {
  const { numPassedTests, numFailedTests, testResults } = vitestReport.parse(report)
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  return { passed: numPassedTests, failed: numFailedTests + broken.length }
}

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  /** Errors outside of tests: a configuration, a global setup, a file that does not load. */
  errors: z.array(z.unknown()),
})

/** Counts of Playwright's JSON report. What passed only on a second try counts as failed. */
export function playwrightCounts(report: unknown): Counts {
  const { stats, errors } = playwrightReport.parse(report)
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length }
}

/**
 * Counts of a step from its report. A step that failed without saying where counts as one failure, and so does one that
 * reports no tests at all.
 */
export function countsOf(file: string, read: (report: unknown) => Counts, code: number): Counts {
  const { passed, failed } = readCounts(file, read)
  const silent = failed === 0 && (code !== 0 || passed === 0)
  return { passed, failed: silent ? 1 : failed }
}

function readCounts(file: string, read: (report: unknown) => Counts): Counts {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return { passed: 0, failed: 1 }
  }
}

/** The line that a command ends with and that `.ci/run` adds up. */
export function countsLine({ passed, failed }: Counts): string {
  return `${passed} passed, ${failed} failed`
}
