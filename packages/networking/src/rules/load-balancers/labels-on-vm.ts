import type { LoadBalancerView } from '../../joins/views.ts'
import { list } from '../../words.ts'
import { fact, refTo } from '../finding.ts'
import { rule } from '../rule.ts'
import { selectorWords } from './selector-words.ts'

/** The labels sit on the VM itself; its pod, which a Service selects, gets those of the template. */
export const labelsOnVmRule = rule({
  id: 'load-balancer/labels-on-vm',
  title: 'Its labels are on the VM and not on the VM’s template',
  source: ['failures.md row 12', 'kube-dc.md §10'],
  needs: ['services', 'endpoint-slices', 'pods', 'virtual-machines'],
  explains: ['load-balancer/selects-nothing', 'load-balancer/none-ready', 'load-balancer/autodelete'],
  check: ({ service, endpoints, selection, name }: LoadBalancerView) => {
    if (!endpoints.known || endpoints.total > 0 || !selection?.known || selection.pods > 0) return undefined
    const [vm] = selection.labelledVms
    if (vm === undefined) return undefined
    const subject = refTo('Service', service.meta)
    const vms = list(selection.labelledVms)
    const selector = selectorWords(service)
    return {
      severity: 'broken',
      certainty: 'proven',
      subject,
      title: `${name} selects labels that only the VM ${vms} itself carries`,
      short: `No endpoint: labels are on ${vms}, not on its template`,
      explanation: `A Service selects pods. The pod of a VM gets the labels of the VM’s template, and there ${selector} is missing.`,
      evidence: [
        fact(subject, 'spec.selector', selector),
        ...selection.labelledVms.map((vm) =>
          fact({ kind: 'VirtualMachine', name: vm }, 'metadata.labels', `${selector}; not in spec.template`),
        ),
      ],
      remedies: [
        { words: `Select vm.kubevirt.io/name=${vm} instead, which every VM’s pod carries` },
        { words: `Put the labels into the template of ${vm} and restart it` },
      ],
    }
  },
})
