import type { FloatingIpView } from '../../joins/views.ts'
import { list } from '../../words.ts'
import { fact } from '../finding.ts'
import { rule } from '../rule.ts'
import { fipRef } from './fip-facts.ts'

/** The interface that it names is not one of the running VM: names differ by who made the VM. */
export const noSuchInterfaceRule = rule({
  id: 'floating-ip/no-such-interface',
  title: 'Its VM has no interface of that name',
  source: ['failures.md row 29', 'kube-dc.md §6, §10'],
  needs: ['floating-ips', 'virtual-machine-instances'],
  explains: ['floating-ip/not-ready', 'floating-ip/no-guest-address'],
  check: (view: FloatingIpView) => {
    const { target, name } = view
    if (target.by !== 'vm' || target.instance.state !== 'found') return undefined
    const { wantedInterface, interface: meant, vm } = target
    const { interfaces } = target.instance.object
    const names = interfaces.flatMap(({ name }) => (name === undefined ? [] : [name]))
    // Before the first report a running VM lists none, and then nothing is proven.
    if (wantedInterface === undefined || meant || names.length === 0) return undefined
    const subject = fipRef(view)
    return {
      severity: 'broken',
      certainty: 'proven',
      subject,
      title: `The VM ${vm} has no interface “${wantedInterface}”`,
      short: `VM ${vm} has no interface “${wantedInterface}”`,
      explanation: `${name} leads to an interface that the VM does not have; it has ${list(names)}. A floating IP cannot be changed; it can be made anew.`,
      evidence: [
        fact(subject, 'spec.vmTarget.interfaceName', wantedInterface),
        fact({ kind: 'VirtualMachineInstance', name: vm }, 'status.interfaces[].name', list(names)),
      ],
      remedies: [{ words: `Delete ${name} and create it on ${list(names, 'or')}` }],
    }
  },
})
