import { z } from 'zod'

const milliseconds = z.number().int().min(0)

/** How long the platform takes, in milliseconds. Every wait of every controller is one of these. */
export const delays = z.strictObject({
  /** From the wish for an address to the ready External IP. */
  readyMs: milliseconds,
  /** From the deletion of an External IP to the release of its address. */
  releaseMs: milliseconds,
  /** From the wish for a pod or a virtual machine until it runs. */
  startMs: milliseconds,
  /** Each step on the way to a certificate. */
  issueMs: milliseconds,
  /** For how long a Service with `autodelete` may be without endpoints. */
  autodeleteMs: milliseconds,
  /** Between two looks at what cannot be done now: no free address, quota used up, Project limit. */
  retryMs: milliseconds,
  /** Between two samples of an Organization's quota figures when nothing happens. */
  sampleMs: milliseconds,
  /** For how long changes are gathered before figures (pool counters, quota usage) are written again. */
  gatherMs: milliseconds,
})

export type Delays = z.infer<typeof delays>

/** A person at a screen sees an address being allocated, and nothing takes long. */
export const DEMO_DELAYS: Delays = {
  readyMs: 1500,
  releaseMs: 800,
  startMs: 1000,
  issueMs: 1500,
  autodeleteMs: 60_000,
  retryMs: 30_000,
  sampleMs: 300_000,
  gatherMs: 100,
}

/** For tests: nothing waits, so that what is waited for is the condition itself. */
export const NO_DELAYS: Delays = {
  ...DEMO_DELAYS,
  readyMs: 0,
  releaseMs: 0,
  startMs: 0,
  issueMs: 0,
  gatherMs: 0,
}

/**
 * Switches of the platform that the controllers follow; may be changed while they run. On a real install they come
 * from the Secret `master-config` and from the chart (kube-dc.md §1, §2.3, §4.1).
 */
export interface Settings {
  delays: Delays
  /** `default_eip_network_type`: taken where an EIp does not write its type. */
  defaultNetworkType: string
  /** Hostnames of routes end with it (kube-dc.md §5). */
  baseDomain: string
  /** `OrganizationProjectsLimit`. */
  projectsLimit: number
  /** Load balancers that a plan allows: `servicesLB`, the same on every shipped plan (kube-dc.md §9). */
  loadBalancersLimit: number
  /** `allow_public_projects`. */
  allowPublicProjects: boolean
  /**
   * Whether an EIp that waits for an address counts in `quotaUsage.publicIPv4.used`: undocumented, assumed so
   * (kube-dc.md §13, 13). It never changes whether an address is given.
   */
  waitingCountsAsUsed: boolean
}

/** Base domain of the lab's install; it resolves nowhere. */
export const BASE_DOMAIN = 'apps.lab.invalid'

/** The install of the lab: public Projects are allowed, so that both kinds exist. */
export function defaultSettings(delays: Delays): Settings {
  return {
    delays,
    defaultNetworkType: 'cloud',
    baseDomain: BASE_DOMAIN,
    projectsLimit: 50,
    loadBalancersLimit: 100,
    allowPublicProjects: true,
    waitingCountsAsUsed: true,
  }
}
