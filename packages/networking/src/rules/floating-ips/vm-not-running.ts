import type { FloatingIpView } from '../../joins/views.ts'
import { fact } from '../finding.ts'
import { rule } from '../rule.ts'
import { fipRef } from './fip-facts.ts'

/** A VM that does not run has no address to lead to. Ready or not: nothing arrives. */
export const vmNotRunningRule = rule({
  id: 'floating-ip/vm-not-running',
  title: 'Its VM does not run, or does not exist',
  source: ['failures.md row 28', 'kube-dc.md §6, §10, §12'],
  needs: ['floating-ips', 'virtual-machines', 'virtual-machine-instances'],
  explains: ['floating-ip/not-ready'],
  check: (view: FloatingIpView) => {
    const { target, name } = view
    if (target.by !== 'vm' || target.instance.state !== 'absent') return undefined
    const { machine, vm } = target
    // The name may be that of an instance without a VM, so both must be seen to be absent.
    if (machine.state !== 'found' && machine.state !== 'absent') return undefined
    const subject = fipRef(view)
    const status = machine.state === 'found' ? machine.object.printableStatus || 'not reported' : undefined
    const object = { kind: 'VirtualMachine', name: vm } as const
    return {
      severity: status === undefined ? 'broken' : 'waiting',
      certainty: 'proven',
      subject,
      title:
        status === undefined
          ? `${name} leads to the VM ${vm}, which does not exist`
          : `${name} leads to the VM ${vm}, which is ${status}`,
      short: status === undefined ? `There is no VM ${vm}` : `VM ${vm} is ${status}`,
      explanation:
        status === undefined
          ? `No VM of this Project is called ${vm}. A floating IP cannot be changed; it can be made anew.`
          : 'A VM has no address while it does not run, so there is nothing to lead to. The external address is kept.',
      evidence: [
        fact(subject, 'spec.vmTarget.vmName', vm),
        status === undefined
          ? fact(object, 'object', 'absent')
          : fact(object, 'status.printableStatus', status),
        fact({ kind: 'VirtualMachineInstance', name: vm }, 'object', 'absent'),
      ],
      remedies:
        status === undefined
          ? [{ words: `Delete ${name} and create it on a VM that exists` }]
          : [{ words: `Start the VM ${vm}` }],
    }
  },
})
