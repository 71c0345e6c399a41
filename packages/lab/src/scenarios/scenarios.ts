import { certificateScenarios } from './certificates.ts'
import { floatingIpScenarios } from './floating-ips.ts'
import { quotaScenarios } from './quotas.ts'
import type { Scenario } from './scenario.ts'
import { serviceScenarios } from './services.ts'

/** Every way to break a healthy exposure that objects alone can show (failures.md). */
export const SCENARIOS: readonly Scenario[] = [
  ...serviceScenarios,
  ...certificateScenarios,
  ...floatingIpScenarios,
  ...quotaScenarios,
]
