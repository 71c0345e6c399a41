import { E2E_TARGET_VARIABLE, type E2eTarget } from '../e2e/support/target.ts'
import { countsOf, forgetReport, playwrightCounts, REPORTS, type Counts } from './reports.ts'
import { show } from './run.ts'

/** Runs the browser tests against a target, with their output on the screen. */
export async function browserTests(target: E2eTarget, args: readonly string[] = []): Promise<Counts> {
  forgetReport(REPORTS.e2e)
  const code = await show('playwright', ['test', ...args], { [E2E_TARGET_VARIABLE]: target })
  return countsOf(REPORTS.e2e, playwrightCounts, code)
}
