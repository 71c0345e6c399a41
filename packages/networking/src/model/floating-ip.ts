import { z } from 'zod'
import { isNetworkType, type NetworkType } from './network-type.ts'
import { conditions, meta, type Condition, type Meta } from './object.ts'

/** 1:1 NAT from an External IP to one internal address: `FIp` of kube-dc.com/v1 (kube-dc.md §2.2, §6). */
export interface FloatingIp {
  readonly kind: 'FloatingIp'
  readonly meta: Meta
  readonly target: FloatingIpTarget
  /** `spec.eip`: the External IP to take. */
  readonly requestedEip?: string
  /** `spec.externalNetworkType`: the platform makes an External IP of this type. */
  readonly requestedType?: NetworkType
  /** `status.eip`: the External IP it has. */
  readonly eip?: string
  /** May stay empty though the NAT works; the External IP then has the address (kube-dc.md §6). */
  readonly externalAddress?: string
  /** `status.resolvedTargetIP`: the internal address that is mapped. */
  readonly resolvedAddress?: string
  /** What a VM target was resolved to. */
  readonly resolvedInterface?: ResolvedInterface
  readonly ready: boolean
  readonly conditions: readonly Condition[]
  /** False until the controller has written a first status. */
  readonly reported: boolean
}

/** `none`: the object names no target, which the cluster accepts for an empty address. */
export type FloatingIpTarget =
  | { readonly by: 'vm'; readonly vm: string; readonly interface?: string }
  | { readonly by: 'address'; readonly address: string }
  | { readonly by: 'none' }

export interface ResolvedInterface {
  readonly vm: string
  readonly interface: string
  readonly address: string
}

const text = z.string().nullish()

const raw = z.object({
  metadata: meta,
  spec: z
    .object({
      eip: text,
      externalNetworkType: text,
      ipAddress: text,
      vmTarget: z.object({ vmName: text, interfaceName: text }).nullish(),
    })
    .nullish(),
  status: z
    .object({
      eip: text,
      externalIP: text,
      ready: z.boolean().nullish(),
      resolvedTargetIP: text,
      targetVMInterface: z.object({ vmName: text, interfaceName: text, ipAddress: text }).nullish(),
      conditions,
    })
    .nullish(),
})

type Spec = z.output<typeof raw>['spec']

function targetOf(spec: Spec): FloatingIpTarget {
  const vm = spec?.vmTarget?.vmName
  if (vm) {
    return {
      by: 'vm',
      vm,
      ...(spec.vmTarget?.interfaceName && { interface: spec.vmTarget.interfaceName }),
    }
  }
  return spec?.ipAddress ? { by: 'address', address: spec.ipAddress } : { by: 'none' }
}

/** Parses a raw `FIp`. An absent status means not ready. */
export const floatingIp = raw.transform(({ metadata, spec, status }): FloatingIp => {
  const resolved = status?.targetVMInterface
  const type = spec?.externalNetworkType
  return {
    kind: 'FloatingIp',
    meta: metadata,
    target: targetOf(spec),
    ready: status?.ready ?? false,
    conditions: status?.conditions ?? [],
    reported: status != null,
    ...(spec?.eip && { requestedEip: spec.eip }),
    ...(isNetworkType(type) && { requestedType: type }),
    ...(status?.eip && { eip: status.eip }),
    ...(status?.externalIP && { externalAddress: status.externalIP }),
    ...(status?.resolvedTargetIP && { resolvedAddress: status.resolvedTargetIP }),
    ...(resolved?.vmName && {
      resolvedInterface: {
        vm: resolved.vmName,
        interface: resolved.interfaceName ?? '',
        address: resolved.ipAddress ?? '',
      },
    }),
  }
})
