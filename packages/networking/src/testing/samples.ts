import { externalIp, type ExternalIp } from '../model/external-ip.ts'
import { installation } from '../model/installation.ts'
import { organization, type Organization } from '../model/organization.ts'
import type { RuleContext } from '../rules/rule.ts'

/** Samples for tables of cases, made through the model from what the cluster would hold. */

/** The time at which all samples are looked at. */
export const NOW = Date.parse('2026-05-04T12:00:00Z')

/** RFC 3339 time before `NOW`, from `{ minutes: 5 }` and the like. */
export function ago({ seconds = 0, minutes = 0, hours = 0, days = 0 }): string {
  return new Date(NOW - (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000).toISOString()
}

interface EipSample {
  readonly metadata?: Readonly<Record<string, unknown>>
  readonly spec?: Readonly<Record<string, unknown>>
  /** `null`: no status yet. */
  readonly status?: Readonly<Record<string, unknown>> | null
}

/** A ready public External IP of 3 hours that one load balancer uses, with what is given laid over each part. */
export function eip({ metadata, spec, status }: EipSample = {}): ExternalIp {
  return externalIp.parse({
    metadata: {
      name: 'uplink-a',
      namespace: 'nimbus-edge',
      uid: '00000000-0000-4000-8000-000000000001',
      resourceVersion: '7',
      creationTimestamp: ago({ hours: 3 }),
      ...metadata,
    },
    spec: { externalNetworkType: 'public', ...spec },
    status:
      status === null
        ? undefined
        : {
            ready: true,
            ipAddress: '203.0.113.14',
            ovnEIpRef: 'eip-uplink-a',
            ownershipType: 'Shared',
            owners: [{ type: 'ServiceLb', ownerRef: 'mqtt' }],
            ...status,
          },
  })
}

/** Status of an External IP that the controller reported on and that has no address. */
export const NO_ADDRESS = {
  ready: false,
  ipAddress: undefined,
  ovnEIpRef: '',
  ownershipType: 'Released',
  owners: [],
} as const

/** Status of a ready one that nothing uses. */
export const UNUSED = { ownershipType: 'Released', owners: [] } as const

/** A condition as the cluster holds it. */
export function condition(fields: Readonly<Record<string, string>>): Record<string, string> {
  return { type: 'Ready', status: 'False', lastTransitionTime: ago({ minutes: 10 }), ...fields }
}

/** The Organization nimbus with figures for public IPv4 as the cluster writes them: texts, taken two minutes ago. */
export function org(publicIPv4: { used?: string; hard?: string } | undefined): Organization {
  return organization.parse({
    metadata: {
      name: 'nimbus',
      namespace: 'nimbus',
      uid: '00000000-0000-4000-8000-000000000002',
      resourceVersion: '3',
      creationTimestamp: ago({ days: 200 }),
    },
    status: { ready: true, quotaUsage: { publicIPv4, lastUpdated: ago({ minutes: 2 }) } },
  })
}

/** An installation that offers both types. */
export const BOTH_TYPES = installation.parse({
  networkTypes: ['cloud', 'public'],
  pools: [
    { type: 'cloud', cidr: '100.72.0.0/16' },
    { type: 'public', cidr: '203.0.113.0/27' },
  ],
})

/** An installation without a public pool. */
export const CLOUD_ONLY = installation.parse({})

/** The Project edge of nimbus, a cloud Project, with room in the quota. */
export function context(overrides: Partial<RuleContext> = {}): RuleContext {
  return {
    now: NOW,
    installation: BOTH_TYPES,
    project: { organization: 'nimbus', name: 'edge', egressNetworkType: 'cloud' },
    organization: org({ used: '2', hard: '3' }),
    peers: [],
    ...overrides,
  }
}
