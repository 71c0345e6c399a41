import { workloadOf } from './endpoints.ts'
import type { Meta } from '../model/object.ts'
import { VM_NAME_LABEL } from '../model/pod.ts'
import type { Service } from '../model/service.ts'
import type { VirtualMachine } from '../model/virtual-machine.ts'
import type { Workload } from '../model/workload.ts'
import { DEFAULT_GATEWAY_NAME } from '../model/external-ip.ts'
import type { SourceKind, Sources } from './views.ts'

/**
 * Under which keys the objects of a kind are found by joins: what they name, and what they are named by. Made from one
 * object alone, so that a change of it moves only its own keys.
 */
export const LOOKUP_KEYS: { readonly [K in SourceKind]?: (object: Sources[K]) => readonly string[] } = {
  'external-ips': ({ address, owners, meta }) => [
    ...(address === undefined ? [] : [`address ${address}`]),
    ...owners.map(({ type, name }) => `owner ${type}/${name}`),
    ...controllers(meta),
  ],
  services: serviceKeys,
  'endpoint-slices': ({ service, endpoints }) => [
    ...(service === undefined ? [] : [`service ${service}`]),
    ...endpoints.map(({ address }) => `address ${address}`),
  ],
  pods: ({ meta, meta: { labels = {} }, vm, networkAddress, podAddress }) => [
    ...workloadNames(meta).map((workload) => `run by ${workload}`),
    ...pairs('label', labels),
    ...Object.keys(labels).map((label) => `label-key ${label}`),
    ...(vm === undefined ? [] : [`vm ${vm}`]),
    ...addressKeys(networkAddress ?? podAddress),
  ],
  'virtual-machines': (vm) => [
    ...pairs('template', launcherLabels(vm)),
    ...pairs('own', vm.meta.labels ?? {}),
  ],
  'virtual-machine-instances': ({ interfaces }) =>
    interfaces.flatMap(({ addresses }) => addresses.map((address) => `address ${address}`)),
  deployments: workloadKeys,
  'stateful-sets': workloadKeys,
  'daemon-sets': workloadKeys,
  'floating-ips': ({ target, resolvedAddress, eip, requestedEip }) => [
    ...(resolvedAddress !== undefined
      ? [`target ${resolvedAddress}`]
      : target.by === 'address'
        ? [`target ${target.address}`]
        : []),
    ...(target.by === 'vm' ? [`vm ${target.vm}`] : []),
    ...[...new Set([eip, requestedEip])].flatMap((name) => (name === undefined ? [] : [`eip ${name}`])),
  ],
  'http-routes': ({ meta, backends }) => [
    ...controllers(meta),
    ...backends.map(({ name }) => `backend ${name}`),
  ],
  'tls-routes': ({ meta, backends }) => [
    ...controllers(meta),
    ...backends.map(({ name }) => `backend ${name}`),
  ],
  backends: ({ meta }) => controllers(meta),
  certificates: ({ meta }) => controllers(meta),
  challenges: ({ hostname }) => [`hostname ${hostname}`],
  'resource-quotas': () => ['all'],
}

/** Labels of the pod that runs a VM: those of its template, and those that KubeVirt adds (kube-dc.md §10). */
export function launcherLabels({
  meta: { name },
  templateLabels,
}: VirtualMachine): Readonly<Record<string, string>> {
  return { ...templateLabels, [VM_NAME_LABEL]: name, 'kubevirt.io/domain': name }
}

/** What runs a pod, as the view of that target is called: none or one. */
function workloadNames(meta: Meta): string[] {
  const workload = workloadOf({ meta })
  return workload ? [`${workload.kind}/${workload.name}`] : []
}

/** `key app=web` for each label. */
function pairs(prefix: string, labels: Readonly<Record<string, string>>): string[] {
  return Object.entries(labels).map(([label, value]) => `${prefix} ${label}=${value}`)
}

function controllers({ controlledBy }: Meta): string[] {
  return (controlledBy ?? []).map(({ kind, name }) => `controller ${kind}/${name}`)
}

function addressKeys(address: string | undefined): string[] {
  return address === undefined ? [] : [`address ${address}`]
}

function workloadKeys({ templateLabels }: Workload): string[] {
  return pairs('template', templateLabels)
}

/** The External IP that a Service asks for by name; an explicit name wins over the default gateway (kube-dc.md §13, 5). */
export function wantedEip({ asks }: Service): string | undefined {
  return asks.bindOnEip ?? (asks.bindOnDefaultGateway ? DEFAULT_GATEWAY_NAME : undefined)
}

function serviceKeys(service: Service): string[] {
  const { type, ports, addresses, asks, selector } = service
  const hostnames = new Set([asks.routeHostname, asks.routeHostnameStatus])
  const keys = [
    ...pairs('selects', selector ?? {}),
    ...[...hostnames].flatMap((hostname) => (hostname === undefined ? [] : [`hostname ${hostname}`])),
  ]
  // Only these hold ports on external addresses (kube-dc.md §4.2).
  if (type !== 'LoadBalancer') return keys
  const wanted = wantedEip(service)
  if (wanted !== undefined) keys.push(`eip ${wanted}`)
  for (const address of addresses) keys.push(`address ${address}`)
  for (const { protocol, port } of ports) {
    if (wanted !== undefined) keys.push(`eip ${wanted} ${protocol}/${port}`)
    for (const address of addresses) keys.push(`address ${address} ${protocol}/${port}`)
  }
  return keys
}
