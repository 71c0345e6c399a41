import type { LoadBalancerView } from '../../joins/views.ts'
import { list } from '../../words.ts'
import { fact, refTo, type Evidence } from '../finding.ts'
import { rule } from '../rule.ts'

/** Two Services with one port on one address: the outcome is undefined, and the later one usually gets nothing. */
export const portClashRule = rule({
  id: 'load-balancer/port-clash',
  title: 'Another Service has the same port on the same address',
  source: ['failures.md row 6', 'kube-dc.md §4.4, §12'],
  needs: ['services'],
  explains: ['load-balancer/no-address'],
  check: ({ service, clashes, address, binding, name }: LoadBalancerView) => {
    if (clashes.length === 0) return undefined
    const subject = refTo('Service', service.meta)
    const names = [...new Set(clashes.flatMap(({ others }) => others.map(({ name }) => name)))].sort()
    const ports = list(clashes.map(({ protocol, port }) => `${port}/${protocol}`))
    const place = address ?? binding.wanted ?? 'its address'
    // Both of those that wait ask for the port; the one that has an address may lose it.
    const lost = address === undefined
    return {
      severity: lost ? 'broken' : 'notice',
      certainty: lost ? 'likely' : 'proven',
      subject,
      title: `${name} and ${list(names)} both want ${ports} on ${place}`,
      short: `Port ${ports} is also wanted by ${list(names)}`,
      explanation: lost
        ? `One port of an address leads to one Service only. ${list(names)} asks for it too, so ${name} gets no address.`
        : `One port of an address leads to one Service only. Which of them gets the traffic is not defined.`,
      evidence: clashes.flatMap(({ protocol, port, others }): Evidence[] => [
        fact(subject, 'spec.ports', `${port}/${protocol}`),
        ...others.map(({ name, hasAddress }) =>
          fact(
            { kind: 'Service', name },
            'spec.ports',
            `${port}/${protocol}, ${hasAddress ? 'has an address' : 'has no address'}`,
          ),
        ),
      ]),
      remedies: [
        { words: `Give ${name} another port` },
        { words: `Bind ${name} to another External IP`, action: { type: 'create-external-ip' } },
      ],
    }
  },
})
