import { DURATION, elapsed } from '../../age.ts'
import type { FloatingIpView } from '../../joins/views.ts'
import { fact } from '../finding.ts'
import { rule } from '../rule.ts'
import { fipRef } from './fip-facts.ts'

/** The agent starts with the guest's system. Until then its absence says nothing. */
const AGENT_STARTED_AFTER = 3 * DURATION.minute

/** The VM runs and its interface reports no address, often because the guest agent is missing. */
export const noGuestAddressRule = rule({
  id: 'floating-ip/no-guest-address',
  title: 'Its VM runs and reports no address',
  source: ['failures.md row 28', 'kube-dc.md §6, §10, §12'],
  needs: ['floating-ips', 'virtual-machine-instances', 'clock'],
  explains: ['floating-ip/not-ready'],
  check: (view: FloatingIpView, { now }) => {
    const { target, fip } = view
    if (target.by !== 'vm' || target.instance.state !== 'found') return undefined
    if (target.liveAddress !== undefined || fip.ready) return undefined
    const { vm } = target
    const { agentConnected, meta } = target.instance.object
    const age = elapsed(meta.createdAt, now)
    const lacksAgent = !agentConnected && (age === undefined || age >= AGENT_STARTED_AFTER)
    const subject = fipRef(view)
    const object = { kind: 'VirtualMachineInstance', name: vm } as const
    return {
      severity: lacksAgent ? 'broken' : 'waiting',
      certainty: lacksAgent ? 'likely' : 'proven',
      subject,
      title: lacksAgent ? `The VM ${vm} runs and reports no address` : `The VM ${vm} reports no address yet`,
      short: lacksAgent
        ? `VM ${vm} reports no address: its guest agent is not connected`
        : `VM ${vm} reports no address yet`,
      explanation: lacksAgent
        ? 'The platform learns the internal address from the running VM. The guest agent, which reports it, is not connected.'
        : 'The platform learns the internal address from the running VM, and its interface has not reported one yet.',
      evidence: [
        fact(object, 'status.interfaces[].ipAddress', 'empty'),
        fact(object, 'condition AgentConnected', agentConnected ? 'True' : 'not True'),
      ],
      remedies: lacksAgent ? [{ words: `Install and start the QEMU guest agent in ${vm}` }] : [],
    }
  },
})
