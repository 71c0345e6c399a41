import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { countsLine, countsOf, forgetReport, playwrightCounts, vitestCounts } from './reports.ts'

const folder = mkdtempSync(join(tmpdir(), 'reports-'))

afterAll(() => {
  rmSync(folder, { recursive: true })
})

const vitest = (passed: number, failed: number, results: unknown[] = []) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  testResults: results,
})
const playwright = (expected: number, unexpected: number, flaky: number, errors: unknown[] = []) => ({
  stats: { expected, unexpected, flaky, skipped: 0 },
  errors,
})

describe('counts', () => {
  it.each([
    [vitest(3, 1), { passed: 3, failed: 1 }],
    [vitest(3, 0, [{ status: 'failed', assertionResults: [] }]), { passed: 3, failed: 1 }],
    [vitest(3, 1, [{ status: 'failed', assertionResults: [{}] }]), { passed: 3, failed: 1 }],
  ])('of unit tests, case %#', (report, counts) => {
    expect(vitestCounts(report)).toEqual(counts)
  })

  it.each([
    [playwright(5, 0, 0), { passed: 5, failed: 0 }],
    [playwright(5, 1, 1, ['global setup']), { passed: 5, failed: 3 }],
  ])('of browser tests, case %#', (report, counts) => {
    expect(playwrightCounts(report)).toEqual(counts)
  })

  it.each([
    ['all is well', vitest(3, 0), 0, { passed: 3, failed: 0 }],
    ['failed tests', vitest(3, 2), 1, { passed: 3, failed: 2 }],
    ['failed without saying where', vitest(3, 0), 1, { passed: 3, failed: 1 }],
    ['ran no test at all', vitest(0, 0), 0, { passed: 0, failed: 1 }],
    ['wrote something else', 'hello', 0, { passed: 0, failed: 1 }],
    ['wrote nothing', undefined, 0, { passed: 0, failed: 1 }],
  ])('of a step that %s', (_name, report, code, counts) => {
    const file = join(folder, 'report.json')
    forgetReport(file)
    if (report !== undefined) writeFileSync(file, JSON.stringify(report))
    expect(countsOf(file, vitestCounts, code)).toEqual(counts)
  })

  it('end in the line that CI adds up', () => {
    expect(countsLine({ passed: 12, failed: 0 })).toBe('12 passed, 0 failed')
  })
})
