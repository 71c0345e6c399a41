import { holderOf } from '../joins/floating-ip.ts'
import { found } from '../joins/reader.ts'
import type { VirtualMachineInstance } from '../model/virtual-machine.ts'
import { targetAddressProblem } from './target-address.ts'
import { interfaceProblem, neighbourWords, vmProblem } from './floating-ip.ts'
import { onGround, type Ground } from './ground.ts'
import type { JudgementFacts } from './judgement.ts'
import type { NetworkType } from '../model/network-type.ts'

/** An interface of a VM that a floating IP can lead to, or cannot. */
export interface InterfaceOption {
  readonly name: string
  readonly address?: string
  readonly offered: boolean
  /** Why it is not offered. */
  readonly reason?: string
  /** It can be chosen, and the person should know this. */
  readonly warnings: readonly string[]
}

/** A VM as a target of a floating IP. */
export interface VmOption {
  readonly name: string
  /** As the cluster words it: `Running`, `Stopped`; empty where it is not reported. */
  readonly state: string
  /** In the order of the VM's definition: the first offered one is taken where none is named. */
  readonly interfaces: readonly InterfaceOption[]
  readonly offered: boolean
  /** Why it is not offered. */
  readonly reason?: string
}

export interface FloatingIpTargets {
  /** Those that can be chosen first, then by name. */
  readonly vms: readonly VmOption[]
  /** VMs are seen whole: one that is not listed does not exist. */
  readonly known: boolean
}

interface Question {
  /** Network type of the address that is to lead there, for what it would break; absent: not chosen yet. */
  readonly type?: NetworkType
  /** The floating IP that is moved. */
  readonly self?: string
}

/** VMs that a floating IP can lead to, with the reason where one cannot be chosen (kube-dc.md §6, §10). */
export function floatingIpTargets(question: Question, facts: JudgementFacts): FloatingIpTargets {
  return onGround(facts, (ground) => {
    const { network, reader } = ground
    // A running VM may have no definition beside it (kube-dc.md §2.2).
    const names = new Set([
      ...network.names('virtual-machines'),
      ...network.names('virtual-machine-instances'),
    ])
    return {
      vms: [...names]
        .map((name) => vmOption(name, question, ground))
        .sort((a, b) => Number(b.offered) - Number(a.offered) || (a.name < b.name ? -1 : 1)),
      known: reader.sees('virtual-machines') && reader.sees('virtual-machine-instances'),
    }
  })
}

function vmOption(name: string, question: Question, ground: Ground): VmOption {
  const machine = found(ground.reader.get('virtual-machines', name))
  const instance = found(ground.reader.get('virtual-machine-instances', name))
  const interfaces = instance ? interfaceOptions(name, instance, question, ground) : []
  const reason =
    vmProblem(name, ground) ??
    (interfaces.some(({ offered }) => offered)
      ? undefined
      : (interfaces[0]?.reason ?? `${name} reports no interfaces yet.`))
  return {
    name,
    state: machine?.printableStatus ?? instance?.phase ?? '',
    interfaces,
    offered: reason === undefined,
    ...(reason !== undefined && { reason }),
  }
}

function interfaceOptions(
  vm: string,
  { interfaces, agentConnected }: VirtualMachineInstance,
  question: Question,
  { reader, project }: Ground,
): InterfaceOption[] {
  return interfaces.flatMap((each): InterfaceOption[] => {
    const { name, address } = each
    // Only the guest knows those without a name: nothing outside can mean them.
    if (name === undefined) return []
    const reason = interfaceProblem(vm, each, agentConnected, project)
    const warnings =
      address === undefined || reason !== undefined
        ? []
        : neighbourWords(vm, address, { type: 'unknown', ...question }, reader)
    return [
      {
        name,
        offered: reason === undefined,
        warnings,
        ...(address !== undefined && { address }),
        ...(reason !== undefined && { reason }),
      },
    ]
  })
}

/** What is known of an internal address that somebody types as a target. */
export interface TargetAddressInfo {
  readonly problem?: string
  /** Who has the address now, as far as it can be seen. */
  readonly holder?: { readonly kind: 'vm' | 'pod'; readonly name: string }
}

export function targetAddressInfo(address: string, facts: JudgementFacts): TargetAddressInfo {
  return onGround(facts, ({ project, reader }) => {
    const problem = targetAddressProblem(address, project)
    const holder = problem === undefined ? found(holderOf(reader, address)) : undefined
    return { ...(problem !== undefined && { problem }), ...(holder && { holder }) }
  })
}
