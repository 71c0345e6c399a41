import type { FloatingIpView } from '../../joins/views.ts'
import { fact } from '../finding.ts'
import { rule } from '../rule.ts'
import { fipRef } from './fip-facts.ts'

/** The VM runs and its interface reports no address, often because the guest agent is missing. */
export const noGuestAddressRule = rule({
  id: 'floating-ip/no-guest-address',
  title: 'Its VM runs and reports no address',
  source: ['failures.md row 28', 'kube-dc.md §6, §10, §12'],
  needs: ['floating-ips', 'virtual-machine-instances'],
  explains: ['floating-ip/not-ready'],
  check: (view: FloatingIpView) => {
    const { target, fip } = view
    if (target.by !== 'vm' || target.instance.state !== 'found') return undefined
    if (target.liveAddress !== undefined || fip.ready) return undefined
    const { vm } = target
    const { agentConnected } = target.instance.object
    const subject = fipRef(view)
    const object = { kind: 'VirtualMachineInstance', name: vm } as const
    return {
      severity: agentConnected ? 'waiting' : 'broken',
      certainty: agentConnected ? 'proven' : 'likely',
      subject,
      title: `The VM ${vm} runs and reports no address`,
      short: agentConnected
        ? `VM ${vm} reports no address yet`
        : `VM ${vm} reports no address: its guest agent is not connected`,
      explanation: agentConnected
        ? 'The platform learns the internal address from the running VM, and its interface has not reported one yet.'
        : 'The platform learns the internal address from the running VM. The guest agent, which reports it, is not connected.',
      evidence: [
        fact(object, 'status.interfaces[].ipAddress', 'empty'),
        fact(object, 'condition AgentConnected', agentConnected ? 'True' : 'not True'),
      ],
      remedies: agentConnected ? [] : [{ words: `Install and start the QEMU guest agent in ${vm}` }],
    }
  },
})
