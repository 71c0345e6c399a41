import { z } from 'zod'
import { delays, DEMO_DELAYS } from './controllers/settings.ts'
import { SHIPPED_EIP_QUOTA } from './worlds/platform.ts'
import { MOST_ALLOCATIONS } from './worlds/big-pools.ts'
import { MOST_POOLS } from './worlds/crowd-pools.ts'
import { MOST_PROJECTS } from './worlds/crowd-tenants.ts'
import { MOST_EXTERNAL_IPS } from './worlds/busy-project.ts'

const port = z.number().int().min(0).max(65_535)

/** Limits of public addresses by plan, as in the plan catalogue. */
export const eipQuota = z.record(z.string(), z.number().int().min(0))

/** What a lab may be asked for. Everything has a default. */
export const labOptions = z.strictObject({
  /**
   * `default`: every state once. `busy-project`: the same, and a crowd of External IPs in nimbus/edge. `big-pools`: the
   * same, and many pools with a crowd of Projects that have their addresses from them.
   */
  world: z.enum(['default', 'busy-project', 'big-pools']).default('default'),
  /** Size of the crowd of `busy-project`. */
  externalIps: z.number().int().min(0).max(MOST_EXTERNAL_IPS).default(10_000),
  /** Addresses that the crowd of `big-pools` holds in the pool `ext-cloud`; beside it come those in the other pools. */
  allocations: z.number().int().min(0).max(MOST_ALLOCATIONS).default(40_000),
  /** Projects of that crowd, about twelve to an Organization. Each takes two addresses before it has any External IP. */
  projects: z.number().int().min(1).max(MOST_PROJECTS).default(500),
  /** Pools of `big-pools`, with the two that every world has. Their own addresses fill to the share that each has. */
  pools: z.number().int().min(2).max(MOST_POOLS).default(MOST_POOLS),
  /** A real cluster to live in, instead of the lab's own API server; see `RealClusterAddress`. */
  cluster: z
    .strictObject({
      server: z.url(),
      certificateFile: z.string(),
      keyFile: z.string(),
      tokenFile: z.string(),
      auditLogFile: z.string(),
    })
    .optional(),
  /** Port of the Kubernetes API on loopback; 0 takes any free one. Not for a real cluster. */
  apiPort: port.default(0),
  /** Port of the identity provider on loopback; 0 takes any free one. */
  issuerPort: port.default(0),
  /** How long the platform takes, in milliseconds; what is left out stays as a person at a screen wants it. */
  delays: delays.partial().default({}),
  /** Bases of consoles that a sign-in may return to, beside any port of this machine's loopback. */
  consoleUrls: z.array(z.url()).default([]),
  /** Life of access tokens in seconds. */
  tokenTtlSeconds: z.number().int().min(5).default(900),
  /** Folder for the kubeconfig; absent: a new temporary one, removed when the lab stops. */
  dataDir: z.string().optional(),
  /** Public addresses per plan (kube-dc.md §9); `nimbus` is on `scale-pool`. */
  eipQuota: eipQuota.default({ ...SHIPPED_EIP_QUOTA }),
})

export type LabOptions = z.infer<typeof labOptions>

/**
 * Reads options as given on a command line.
 *
 * @throws {Error} with one sentence per mistake.
 */
export function parseOptions(text: string | undefined): LabOptions {
  let given: unknown
  try {
    given = JSON.parse(text ?? '{}')
  } catch {
    throw new Error('The lab takes its options as one JSON object, for example {"world":"default"}.')
  }
  const result = labOptions.safeParse(given)
  if (result.success) return result.data
  const mistakes = result.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'options'}: ${message}`,
  )
  throw new Error(`The lab cannot start with these options. ${mistakes.join('. ')}.`)
}

/** All delays: those given, and for the rest the ones of a demonstration. */
export function allDelays({ delays }: Pick<LabOptions, 'delays'>): typeof DEMO_DELAYS {
  const given = Object.entries(delays).filter(([, value]) => value !== undefined)
  return { ...DEMO_DELAYS, ...Object.fromEntries(given) }
}
