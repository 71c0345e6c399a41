import type { FloatingIpView } from '../../joins/views.ts'
import { fact } from '../finding.ts'
import { rule } from '../rule.ts'
import { fipRef } from './fip-facts.ts'

/** The address that is mapped is not the one that its target has now. */
export const targetMovedRule = rule({
  id: 'floating-ip/target-moved',
  title: 'Its target has another address now, or nothing has it any more',
  source: ['failures.md row 30', 'kube-dc.md §6, §13'],
  needs: ['floating-ips', 'virtual-machine-instances', 'pods'],
  check: (view: FloatingIpView) => {
    const { target, fip, name } = view
    const mapped = fip.resolvedAddress
    const subject = fipRef(view)
    if (target.by === 'vm') {
      if (mapped === undefined || target.liveAddress === undefined || mapped === target.liveAddress)
        return undefined
      const addresses = target.interface?.addresses ?? []
      if (addresses.includes(mapped)) return undefined
      return {
        severity: 'broken' as const,
        certainty: 'proven' as const,
        subject,
        title: `${name} leads to ${mapped}, and the VM ${target.vm} has ${target.liveAddress}`,
        short: `Leads to ${mapped}, VM ${target.vm} has ${target.liveAddress}`,
        explanation:
          'The VM got another address since, and what is mapped still is the old one, so connections reach nothing or somebody else.',
        evidence: [
          fact(subject, 'status.resolvedTargetIP', mapped),
          fact(
            { kind: 'VirtualMachineInstance', name: target.vm },
            'status.interfaces[].ipAddress',
            target.liveAddress,
          ),
        ],
        remedies: [
          { words: 'Wait a minute: the platform follows the VM by itself' },
          {
            words: `If it stays so, delete ${name} and create it anew; a named External IP keeps its address`,
          },
        ],
      }
    }
    if (target.by !== 'address' || target.holder.state !== 'absent') return undefined
    return {
      severity: 'notice' as const,
      certainty: 'likely' as const,
      subject,
      title: `No pod and no VM has ${target.address} now`,
      short: `Nothing has ${target.address} now`,
      outcome: `nothing has ${target.address} now`,
      explanation: `${name} leads to a fixed address, which is not followed when what had it is made anew. No pod and no VM that can be seen here has it.`,
      evidence: [
        fact(subject, 'spec.ipAddress', target.address),
        fact(subject, 'pods and VMs with this address, counted now', 0),
      ],
      remedies: [{ words: `Delete ${name} and create it on a VM by name, which is followed` }],
    }
  },
})
