import type { LoadBalancerView, StoppedTarget } from '../../joins/views.ts'
import { list } from '../../words.ts'
import { fact, refTo, type Evidence, type RefKind } from '../finding.ts'
import { rule } from '../rule.ts'

const KINDS: Readonly<Record<StoppedTarget['kind'], RefKind>> = {
  vm: 'VirtualMachine',
  deployment: 'Deployment',
  'stateful-set': 'StatefulSet',
  'daemon-set': 'DaemonSet',
  service: 'Service',
}

/** What it leads to does not run: a VM that is off, a workload scaled to nothing. Somebody's choice, so amber. */
export const targetStoppedRule = rule({
  id: 'load-balancer/target-stopped',
  title: 'What it leads to is stopped or scaled to 0',
  source: ['failures.md row 9', 'kube-dc.md §10, §12'],
  needs: ['services', 'endpoint-slices', 'virtual-machines', 'deployments', 'stateful-sets'],
  explains: [
    'load-balancer/labels-on-vm',
    'load-balancer/selects-nothing',
    'load-balancer/none-ready',
    'load-balancer/autodelete',
  ],
  check: ({ service, endpoints, selection, name }: LoadBalancerView) => {
    if (!endpoints.known || endpoints.ready > 0 || !selection || selection.stopped.length === 0)
      return undefined
    const subject = refTo('Service', service.meta)
    const vms = selection.stopped.filter(({ kind }) => kind === 'vm')
    const names = list(selection.stopped.map((stopped) => stopped.name))
    const state = vms.length > 0 ? 'not running' : 'scaled to 0'
    return {
      severity: 'waiting',
      certainty: 'proven',
      subject,
      title: `${name} leads to ${names}, which is ${state}`,
      short: `No endpoint: ${names} is ${state}`,
      explanation: `Connections to ${name} are refused until it runs again. The address and its ports stay as they are.`,
      evidence: [
        fact(subject, 'endpoints ready', `0 of ${endpoints.total}`),
        ...selection.stopped.map(({ kind, name, state }): Evidence =>
          fact(
            { kind: KINDS[kind], name },
            kind === 'vm' ? 'status.printableStatus' : 'spec.replicas',
            state,
          ),
        ),
      ],
      remedies: selection.stopped.map(({ kind, name }) => ({
        words: kind === 'vm' ? `Start the VM ${name}` : `Scale ${name} up`,
      })),
    }
  },
})
