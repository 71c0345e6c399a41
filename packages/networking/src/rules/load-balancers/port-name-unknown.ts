import type { LoadBalancerView, MissingPort } from '../../joins/views.ts'
import { list } from '../../words.ts'
import { fact, refTo } from '../finding.ts'
import { rule } from '../rule.ts'
import { leadElsewhere } from '../undeclared-words.ts'

/** A `targetPort` by a name that no matching pod has for its protocol. Numbers are another matter: pods need not declare ports. */
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
    const { words, offered, remedies } = said(name, missing)
    return {
      severity: 'broken',
      certainty: 'proven',
      subject,
      ...words,
      evidence: [
        ...selection.missingPorts.map(({ port, targetPort }) =>
          fact(subject, 'spec.ports[].targetPort', `${port} to ${targetPort}`),
        ),
        fact(subject, 'ports of the matching pods', offered),
      ],
      remedies,
    }
  },
})

function said(name: string, missing: MissingPort) {
  const { port, protocol, targetPort, offered, otherProtocol } = missing
  const remedies = [leadElsewhere(name, port, offered)]
  if (otherProtocol === undefined) {
    const words = {
      title: `${name} leads port ${port} to “${targetPort}”, which its pods do not have`,
      short: `Port ${port} leads nowhere: no pod has a port “${targetPort}”`,
      explanation: `The target port is a name, and the pods that ${name} selects name their ports otherwise, so nothing is behind port ${port}.`,
    }
    return { words, offered: list(offered) || 'none by name', remedies }
  }
  const words = {
    title: `${name} leads port ${port}/${protocol} to “${targetPort}”, which its pods have for ${otherProtocol} only`,
    short: `Port ${port}/${protocol} leads nowhere: pods have “${targetPort}” for ${otherProtocol} only`,
    explanation: `The target port is a name, and a name is looked up together with the protocol, so nothing is behind port ${port}/${protocol}.`,
  }
  return {
    words,
    offered: list(offered) || `none by name for ${protocol}`,
    remedies,
  }
}
