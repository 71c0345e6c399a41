import { defineConfig, devices } from '@playwright/test'
import { browserLaunch } from './scripts/chromium.ts'
import { E2E_TARGET_VARIABLE, targetOf } from './e2e/support/target.ts'
import { REPORTS } from './scripts/reports.ts'
import type { StackSettings } from './scripts/stack.ts'

const target = targetOf(process.env[E2E_TARGET_VARIABLE])
const real = target === 'real'

/**
 * Browser tests, written as a person's tasks. Each worker starts a lab and a server of its own (`e2e/fixtures.ts`), so
 * there is no `webServer` here: a stack says itself when it is ready.
 */
export default defineConfig<object, { stackSettings: StackSettings }>({
  testDir: 'e2e',
  outputDir: `test-results/e2e-${target}`,
  globalSetup: './e2e/global-setup.ts',
  // One stack per worker: more of them than cores only makes every wait longer, and a real cluster alone fills two.
  workers: real ? 1 : 2,
  // What rests on faults made to order is for the lab's own server; every kind's life, sign-in and rights are for both.
  ...(real && { grep: /@real/ }),
  forbidOnly: Boolean(process.env['CI']),
  // Without retries: a test that fails now and then is a defect, here or there.
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: REPORTS.e2e }]],
  use: {
    trace: 'retain-on-failure',
    launchOptions: browserLaunch(),
    stackSettings: { cluster: target },
    // The issuer beside a real cluster serves TLS with a certificate of its own.
    ignoreHTTPSErrors: real,
  },
  projects: [{ name: target, use: { ...devices['Desktop Chrome'] } }],
})
