import { defineConfig, devices } from '@playwright/test'
import { browserLaunch } from './scripts/chromium.ts'
import { REPORTS } from './scripts/reports.ts'

/**
 * Browser tests, written as a person's tasks. Each worker starts a lab and a server of its own (`e2e/fixtures.ts`), so
 * there is no `webServer` here: a stack says itself when it is ready.
 */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  globalSetup: './e2e/global-setup.ts',
  // One lab per worker: more of them than cores only makes every wait longer.
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  // Without retries: a test that fails now and then is a defect, here or there.
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: REPORTS.e2e }]],
  use: { trace: 'retain-on-failure', launchOptions: browserLaunch() },
  projects: [{ name: 'chromium', use: { ...devices['Desktop Chrome'] } }],
})
