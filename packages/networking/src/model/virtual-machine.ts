import { z } from 'zod'
import { conditions, meta, type Condition, type Meta } from './object.ts'

/** `VirtualMachine` of kubevirt.io/v1 (kube-dc.md §10). Without a running instance it has no address. */
export interface VirtualMachine {
  readonly kind: 'VirtualMachine'
  readonly meta: Meta
  /** `Running`, `Stopped`, `Starting`, `Paused`, …; empty before the first report. */
  readonly printableStatus: string
  readonly ready: boolean
  /** Labels that its launcher pod gets. Those of the VM itself select nothing. */
  readonly templateLabels: Readonly<Record<string, string>>
  readonly networks: readonly VmNetwork[]
  readonly conditions: readonly Condition[]
}

export interface VmNetwork {
  readonly name: string
  /** `<namespace>/<name>` of the NetworkAttachmentDefinition; absent for the pod network. */
  readonly attachment?: string
}

/** `VirtualMachineInstance`: the running one. */
export interface VirtualMachineInstance {
  readonly kind: 'VirtualMachineInstance'
  readonly meta: Meta
  readonly phase: string
  readonly ready: boolean
  readonly interfaces: readonly VmInterface[]
  readonly networks: readonly VmNetwork[]
  /** The guest agent reports. Windows guests often lack it. */
  readonly agentConnected: boolean
  readonly conditions: readonly Condition[]
}

export interface VmInterface {
  /** As in the spec; absent for interfaces that only the guest knows. */
  readonly name?: string
  readonly address?: string
  readonly addresses: readonly string[]
}

const network = z
  .object({ name: z.string(), multus: z.object({ networkName: z.string().nullish() }).nullish() })
  .transform(({ name, multus }): VmNetwork => ({
    name,
    ...(multus?.networkName && { attachment: multus.networkName }),
  }))

const networks = z
  .array(network)
  .nullish()
  .transform((list) => list ?? [])

const rawMachine = z.object({
  metadata: meta,
  spec: z
    .object({
      template: z
        .object({
          metadata: z.object({ labels: z.record(z.string(), z.string()).nullish() }).nullish(),
          spec: z.object({ networks }).nullish(),
        })
        .nullish(),
    })
    .nullish(),
  status: z
    .object({ printableStatus: z.string().nullish(), ready: z.boolean().nullish(), conditions })
    .nullish(),
})

export const virtualMachine = rawMachine.transform(({ metadata, spec, status }): VirtualMachine => ({
  kind: 'VirtualMachine',
  meta: metadata,
  printableStatus: status?.printableStatus ?? '',
  ready: status?.ready ?? false,
  templateLabels: spec?.template?.metadata?.labels ?? {},
  networks: spec?.template?.spec?.networks ?? [],
  conditions: status?.conditions ?? [],
}))

const vmInterface = z
  .object({
    name: z.string().nullish(),
    ipAddress: z.string().nullish(),
    ipAddresses: z.array(z.string()).nullish(),
  })
  .transform(({ name, ipAddress, ipAddresses }): VmInterface => ({
    addresses: ipAddresses ?? (ipAddress ? [ipAddress] : []),
    ...(name && { name }),
    ...(ipAddress && { address: ipAddress }),
  }))

const rawInstance = z.object({
  metadata: meta,
  spec: z.object({ networks }).nullish(),
  status: z
    .object({ phase: z.string().nullish(), interfaces: z.array(vmInterface).nullish(), conditions })
    .nullish(),
})

export const virtualMachineInstance = rawInstance.transform(
  ({ metadata, spec, status }): VirtualMachineInstance => {
    const isTrue = (wanted: string) =>
      status?.conditions.some(({ type, status }) => type === wanted && status === 'True') ?? false
    return {
      kind: 'VirtualMachineInstance',
      meta: metadata,
      phase: status?.phase ?? '',
      ready: isTrue('Ready'),
      interfaces: status?.interfaces ?? [],
      networks: spec?.networks ?? [],
      agentConnected: isTrue('AgentConnected'),
      conditions: status?.conditions ?? [],
    }
  },
)
