import { z } from 'zod'

/** Where everything of a running lab is; sent once when it is up. */
export const labInfo = z.object({
  /** What the lab lives in; a real cluster takes no orders to misbehave. */
  cluster: z.enum(['lab', 'real']),
  /** Base of the Kubernetes API. */
  apiServer: z.url(),
  /** PEM of the authority of both addresses where they are https. */
  certificateAuthority: z.string().optional(),
  /** Base of the identity provider: realm R is at `<issuerBase>/realms/R`. */
  issuerBase: z.url(),
  /** For tests and benchmarks only. */
  control: z.object({ url: z.url(), token: z.string() }),
  /** Path of a kubeconfig with a context per person. */
  kubeconfig: z.string(),
  people: z.array(z.object({ username: z.string(), realm: z.string(), role: z.string(), note: z.string() })),
  /** The identity that the BFF reads the cluster with: its name in the cluster, and a token. */
  bff: z.object({ username: z.string(), token: z.string() }),
  /** Configuration of an installation like this one, as the BFF takes it. */
  installation: z.object({
    lab: z.literal(true),
    networkTypes: z.array(z.enum(['cloud', 'public'])),
    defaultTypes: z.object({
      externalIp: z.enum(['cloud', 'public']),
      floatingIp: z.enum(['cloud', 'public']),
      loadBalancer: z.enum(['cloud', 'public']),
    }),
    pools: z.array(z.object({ type: z.enum(['cloud', 'public']), cidr: z.string() })),
    baseDomain: z.string(),
    tellPoolFull: z.boolean(),
  }),
})

export type LabInfo = z.infer<typeof labInfo>

/** What the lab's process tells its parent. */
export const labMessage = z.object({ type: z.literal('ready'), info: labInfo })
