import type { LoadBalancerView } from '../../joins/views.ts'
import { list } from '../../words.ts'
import { fact, refTo } from '../finding.ts'
import { rule } from '../rule.ts'

/** A `targetPort` by a name that no matching pod has. Numbers are another matter: pods need not declare ports. */
export const portNameUnknownRule = rule({
  id: 'load-balancer/port-name-unknown',
  title: 'Its target port is a name that the pods do not have',
  source: ['failures.md row 10'],
  needs: ['services', 'pods'],
  explains: ['load-balancer/none-ready', 'load-balancer/autodelete'],
  check: ({ service, selection, name }: LoadBalancerView) => {
    const [missing] = selection?.missingPorts ?? []
    if (!selection?.known || !missing) return undefined
    const subject = refTo('Service', service.meta)
    const offered = missing.offered.length === 0 ? 'none by name' : list(missing.offered)
    return {
      severity: 'broken',
      certainty: 'proven',
      subject,
      title: `${name} leads port ${missing.port} to “${missing.targetPort}”, which its pods do not have`,
      short: `Port ${missing.port} leads nowhere: no pod has a port “${missing.targetPort}”`,
      explanation: `The target port is a name, and the pods that ${name} selects name their ports otherwise, so nothing is behind port ${missing.port}.`,
      evidence: [
        ...selection.missingPorts.map(({ port, targetPort }) =>
          fact(subject, 'spec.ports[].targetPort', `${port} to ${targetPort}`),
        ),
        fact(subject, 'ports of the matching pods', offered),
      ],
      remedies: missing.offered.map((name) => ({ words: `Lead port ${missing.port} to ${name}` })),
    }
  },
})
