import type { LoadBalancerView } from '../../joins/views.ts'
import { list } from '../../words.ts'
import { fact, refTo, type Evidence, type Remedy } from '../finding.ts'
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
      explanation: explanation(name, names, clashes, lost),
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
      remedies: remedies(name, names, clashes, lost),
    }
  },
})

function waitingOf(clashes: LoadBalancerView['clashes']): readonly string[] {
  const all = clashes.flatMap(({ others }) => others)
  return [...new Set(all.filter(({ hasAddress }) => !hasAddress).map(({ name }) => name))].sort()
}

function explanation(
  name: string,
  names: readonly string[],
  clashes: LoadBalancerView['clashes'],
  lost: boolean,
): string {
  const one = 'One port of an address leads to one Service only.'
  if (lost) return `${one} ${list(names)} asks for it too, so ${name} gets no address.`
  const waiting = waitingOf(clashes)
  return waiting.length === names.length
    ? `${one} ${name} has the address, and ${list(waiting)} has none.`
    : `${one} Which of them gets the traffic is not defined.`
}

/** The one that lost gives way: what works is left alone. */
function remedies(
  name: string,
  names: readonly string[],
  clashes: LoadBalancerView['clashes'],
  lost: boolean,
): Remedy[] {
  const waiting = waitingOf(clashes)
  const losers = lost ? [name] : waiting.length > 0 ? waiting : [name, ...names]
  return losers.flatMap((loser): Remedy[] => [
    { words: `Give ${loser} another port`, action: { type: 'edit-load-balancer', name: loser } },
    { words: `Delete ${loser}`, action: { type: 'delete-load-balancer', name: loser } },
  ])
}
