import { timestamp } from '../controllers/condition.ts'
import { HOLD, resources } from '../controllers/resources.ts'
import { workloads } from '../controllers/workload-resources.ts'
import { within } from './place.ts'
import type { Scenario } from './scenario.ts'

const QUOTA = 'project-quota'
const HOUR_MS = 3_600_000

/** Scenarios about limits. */
export const quotaScenarios: readonly Scenario[] = [
  {
    rows: [57],
    name: 'load-balancers-used-up',
    at: { kind: 'ResourceQuota', name: QUOTA },
    breaks: (place) =>
      within(place).create(workloads.resourceQuotas, QUOTA, {
        spec: { hard: { 'services.loadbalancers': '2' } },
      }),
    heals: (place) => within(place).remove(workloads.resourceQuotas, QUOTA),
    shows: async (place) => {
      const found = await within(place).get(workloads.resourceQuotas, QUOTA)
      return found?.status?.used?.['services.loadbalancers'] === '2'
    },
  },
  {
    rows: [58],
    name: 'quota-figure-old',
    at: { kind: 'Organization', name: '' },
    breaks: async ({ client, organization }) => {
      const target = { namespace: organization, name: organization }
      await client.patch(resources.organizations, target, { metadata: { annotations: { [HOLD]: 'true' } } })
      const quotaUsage = {
        publicIPv4: { used: '9' },
        lastUpdated: timestamp(Date.now() - HOUR_MS),
      }
      await client.patch(resources.organizations, target, { status: { quotaUsage } }, 'status')
    },
    heals: ({ client, organization }) => {
      const target = { namespace: organization, name: organization }
      return client.patch(resources.organizations, target, { metadata: { annotations: { [HOLD]: null } } })
    },
    shows: async ({ client, organization }) => {
      const found = await client.get(resources.organizations, { namespace: organization, name: organization })
      return found?.status?.quotaUsage?.publicIPv4?.used === '9'
    },
  },
]
