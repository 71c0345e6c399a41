import type { Action } from './actions.ts'
import type { Caches } from './caches.ts'
import type { KubeClient } from './client.ts'
import { Controller } from './controller.ts'
import { NODE_NAME } from './kubelet.ts'
import { isHeld, keyOf, referenceOf } from './resources.ts'
import { reconcileInstance, reconcileVirtualMachine } from './virtual-machine.ts'

interface Dependencies {
  readonly client: KubeClient
  readonly caches: Caches
  readonly log: (message: string) => void
}

/** Keeps VirtualMachines and their instances. */
export class VirtualMachineController {
  readonly controllers: readonly Controller[]

  constructor({ client, caches, log }: Dependencies) {
    const { virtualMachines, virtualMachineInstances, pods } = caches
    const make = (decide: (key: string) => readonly Action[]) =>
      new Controller({ name: 'virt-controller', client, concurrency: 4, decide, log })
    const machines = make((key) => {
      const vm = virtualMachines.get(referenceOf(key))
      if (!vm || isHeld(vm)) return []
      return reconcileVirtualMachine(vm, virtualMachineInstances.get(referenceOf(key)), Date.now())
    })
    const instances = make((key) => {
      const instance = virtualMachineInstances.get(referenceOf(key))
      if (!instance || isHeld(instance)) return []
      const own = pods.by('owner', instance.metadata.uid)
      return reconcileInstance(instance, own, { now: Date.now(), nodeName: NODE_NAME })
    })
    virtualMachines.onChange(({ key }) => machines.queue.add(key))
    virtualMachineInstances.onChange(({ key }) => {
      machines.queue.add(key)
      instances.queue.add(key)
    })
    pods.onChange(({ now, before }) => {
      const { namespace = '', owners } = (now ?? before).metadata
      for (const { kind, name } of owners) {
        if (kind === 'VirtualMachineInstance') instances.queue.add(keyOf({ namespace, name }))
      }
    })
    this.controllers = [machines, instances]
  }
}
