import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { finalizersPatch, withoutFinalizer, type Action } from './actions.ts'
import { timestamp } from './condition.ts'
import { hasFault, madeFor, passedOn } from './marks.ts'
import { endedName } from './names.ts'
import { typeOf } from './resources.ts'
import {
  workloads,
  type Pod,
  type VirtualMachine,
  type VirtualMachineInstance,
} from './workload-resources.ts'

/**
 * KubeVirt as far as Kube-DC and the console meet it (kube-dc.md §10): a VirtualMachine that is meant to run has an
 * instance, which has a launcher pod, whose address the instance reports. Knows the fault `no-guest-agent`.
 */

const INSTANCE_FINALIZER = 'foregroundDeleteVirtualMachine'
const NO_GUEST_AGENT = 'no-guest-agent'
const RUNNING_STRATEGIES = new Set(['Always', 'RerunOnFailure', 'Once'])

/** Labels of a launcher pod that Services select a VM by. */
export const VM_NAME = 'vm.kubevirt.io/name'

function isMeantToRun({ spec }: VirtualMachine): boolean {
  return spec.running ?? RUNNING_STRATEGIES.has(spec.runStrategy ?? '')
}

function isPodReady(pod: Pod | undefined): boolean {
  return pod?.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false
}

function instanceFor(vm: VirtualMachine): Action {
  const { metadata, spec } = vm
  const { labels, annotations } = spec.template.metadata ?? {}
  return {
    do: 'create',
    resource: workloads.virtualMachineInstances,
    manifest: {
      ...typeOf(workloads.virtualMachineInstances),
      metadata: madeFor(workloads.virtualMachines, vm, metadata.name, {
        labels: labels ?? {},
        annotations: { ...annotations, ...passedOn(vm) },
        finalizers: [INSTANCE_FINALIZER],
      }),
      spec: spec.template.spec ?? {},
    },
  }
}

function printableStatus(vm: VirtualMachine, instance: VirtualMachineInstance | undefined): string {
  if (vm.metadata.deleting) return 'Terminating'
  if (!instance) return isMeantToRun(vm) ? 'Starting' : 'Stopped'
  if (instance.metadata.deleting) return 'Stopping'
  return instance.status?.phase === 'Running' ? 'Running' : 'Starting'
}

/** What to do about one VirtualMachine: make or stop its instance and say how it is. */
export function reconcileVirtualMachine(
  vm: VirtualMachine,
  instance: VirtualMachineInstance | undefined,
  now: number,
): Action[] {
  const actions: Action[] = []
  const wanted = isMeantToRun(vm) && !vm.metadata.deleting
  if (wanted && !instance) actions.push(instanceFor(vm))
  if (!wanted && instance && !instance.metadata.deleting) {
    actions.push({ do: 'delete', resource: workloads.virtualMachineInstances, target: instance.metadata })
  }
  const printed = printableStatus(vm, instance)
  const ready = printed === 'Running'
  const created = instance !== undefined
  const { status: before } = vm
  if (before?.printableStatus === printed && before.ready === ready && before.created === created)
    return actions
  const condition = {
    type: 'Ready',
    status: ready ? 'True' : 'False',
    ...(!ready && { reason: 'VMINotExists', message: 'VMI does not exist' }),
    lastTransitionTime: timestamp(now),
  }
  const status = { printableStatus: printed, ready, created, conditions: [condition] }
  const { metadata } = vm
  return [
    ...actions,
    {
      do: 'patch',
      resource: workloads.virtualMachines,
      target: metadata,
      patch: { status },
      subresource: 'status',
    },
  ]
}

function launcherFor(instance: VirtualMachineInstance, nodeName: string): Action {
  const { name, uid, labels, annotations } = instance.metadata
  return {
    do: 'create',
    resource: workloads.pods,
    manifest: {
      ...typeOf(workloads.pods),
      metadata: madeFor(
        workloads.virtualMachineInstances,
        instance,
        endedName(`virt-launcher-${name}`, uid),
        {
          labels: { ...labels, 'kubevirt.io': 'virt-launcher', 'kubevirt.io/domain': name, [VM_NAME]: name },
          annotations: { ...annotations, 'kubevirt.io/domain': name },
        },
      ),
      spec: {
        nodeName,
        automountServiceAccountToken: false,
        containers: [{ name: 'compute', image: 'registry.invalid/virt-launcher' }],
      },
    },
  }
}

/** A stable MAC address for an interface. */
function macOf(name: string): string {
  const digest = createHash('sha256').update(name).digest('hex')
  return ['02', '00', '00', digest.slice(0, 2), digest.slice(2, 4), digest.slice(4, 6)].join(':')
}

/** Interfaces as the instance reports them. Only the one on the Project's network has its address (kube-dc.md §10). */
function interfacesOf(instance: VirtualMachineInstance, address: string, agent: boolean): object[] {
  const { namespace = '', name: vm } = instance.metadata
  return (instance.spec.networks ?? []).map(({ name, multus }, index) => {
    const onProjectNetwork = multus
      ? multus.default === true || multus.networkName === `${namespace}/default`
      : true
    return {
      name,
      mac: macOf(`${namespace}/${vm}/${name}`),
      infoSource: agent ? 'domain, guest-agent' : 'domain',
      ...(agent && { interfaceName: `eth${index}` }),
      ...(onProjectNetwork && agent && { ipAddress: address, ipAddresses: [address] }),
    }
  })
}

/** What to do about one instance. Its status is no subresource (kube-dc.md §10). */
export function reconcileInstance(
  instance: VirtualMachineInstance,
  pods: readonly Pod[],
  view: { readonly now: number; readonly nodeName: string },
): Action[] {
  const resource = workloads.virtualMachineInstances
  const { metadata } = instance
  if (metadata.deleting) {
    if (pods.length > 0) {
      return pods
        .filter((pod) => !pod.metadata.deleting)
        .map((pod) => ({ do: 'delete', resource: workloads.pods, target: pod.metadata }))
    }
    if (!metadata.finalizers.includes(INSTANCE_FINALIZER)) return []
    return [
      { do: 'patch', resource, target: metadata, patch: withoutFinalizer(instance, INSTANCE_FINALIZER) },
    ]
  }
  const actions: Action[] = []
  if (!metadata.finalizers.includes(INSTANCE_FINALIZER)) {
    const patch = finalizersPatch(instance, [...metadata.finalizers, INSTANCE_FINALIZER])
    actions.push({ do: 'patch', resource, target: metadata, patch })
  }
  const launcher = pods.find((pod) => !pod.metadata.deleting)
  if (!launcher) actions.push(launcherFor(instance, view.nodeName))
  const address = launcher?.status?.podIP
  const runs = launcher?.status?.phase === 'Running' && Boolean(address)
  const agent = runs && !hasFault(instance, NO_GUEST_AGENT)
  const phase = runs ? 'Running' : launcher ? 'Scheduled' : 'Scheduling'
  const interfaces = runs && address ? interfacesOf(instance, address, agent) : []
  const ready = runs && isPodReady(launcher)
  const has = (name: string) =>
    instance.status?.conditions?.some(({ type, status }) => type === name && status === 'True') ?? false
  const same =
    instance.status?.phase === phase &&
    has('Ready') === ready &&
    has('AgentConnected') === agent &&
    isDeepStrictEqual(interfaces, instance.status.interfaces ?? [])
  if (same) return actions
  const lastTransitionTime = timestamp(view.now)
  const conditions = [
    { type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime },
    ...(agent ? [{ type: 'AgentConnected', status: 'True', lastTransitionTime }] : []),
  ]
  const status = {
    phase,
    interfaces,
    conditions,
    ...(launcher?.spec.nodeName && { nodeName: launcher.spec.nodeName }),
  }
  return [...actions, { do: 'patch', resource, target: metadata, patch: { status } }]
}
