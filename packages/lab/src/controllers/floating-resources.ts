import { z } from 'zod'
import { conditions, meta, resource, text } from './resources.ts'

const floatingIp = z.object({
  metadata: meta,
  spec: z
    .object({
      eip: text,
      externalNetworkType: text,
      ipAddress: text,
      vmTarget: z.object({ vmName: z.string(), interfaceName: text }).nullish(),
    })
    .nullish(),
  status: z
    .object({
      eip: text,
      externalIP: text,
      ovnFip: text,
      ready: z.boolean().nullish(),
      resolvedTargetIP: text,
      targetVMInterface: z
        .object({ vmName: z.string(), interfaceName: z.string(), ipAddress: z.string(), mac: text })
        .nullish(),
      conditions,
    })
    .nullish(),
})

export type FloatingIp = z.infer<typeof floatingIp>

const ovnFip = z.object({
  metadata: meta,
  spec: z.object({ ovnEip: z.string(), vpc: text, v4Ip: text }),
  status: z.object({ ready: z.boolean().nullish(), v4Eip: text, v4Ip: text }).nullish(),
})

export type OvnFip = z.infer<typeof ovnFip>

/** Kinds of the 1:1 translation: Kube-DC's and Kube-OVN's half of it. */
export const floating = {
  floatingIps: resource('kube-dc.com', 'v1', 'fips', 'FIp', floatingIp),
  ovnFips: resource('kubeovn.io', 'v1', 'ovn-fips', 'OvnFip', ovnFip),
} as const
