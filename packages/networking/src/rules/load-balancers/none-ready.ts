import { DURATION, elapsed } from '../../age.ts'
import type { LoadBalancerView } from '../../joins/views.ts'
import { count } from '../../words.ts'
import { fact, refTo, type Evidence } from '../finding.ts'
import { rule } from '../rule.ts'

const NAMED_AT_MOST = 5
const USUALLY_READY_AFTER = 2 * DURATION.minute

/** There are endpoints, or should be, and none gets traffic. */
export const noneReadyRule = rule({
  id: 'load-balancer/none-ready',
  title: 'None of its endpoints is ready',
  source: ['failures.md row 8', 'kube-dc.md §4.4, §12'],
  needs: ['services', 'endpoint-slices', 'pods', 'clock'],
  explains: ['load-balancer/autodelete'],
  check: ({ service, endpoints, name }: LoadBalancerView, { now }) => {
    if (!endpoints.known || endpoints.ready > 0) return undefined
    const subject = refTo('Service', service.meta)
    const age = elapsed(service.meta.createdAt, now)
    const young = age !== undefined && age < USUALLY_READY_AFTER
    const reason = endpoints.list.find(({ reason }) => reason !== undefined)?.reason
    const none = endpoints.total === 0
    return {
      severity: young ? 'waiting' : 'broken',
      certainty: 'proven',
      subject,
      title: none
        ? `${name} has no endpoint`
        : `None of the ${count(endpoints.total, 'endpoint', 'endpoints')} of ${name} is ready`,
      short: none
        ? 'No endpoint'
        : `0 of ${endpoints.total} endpoints ready${reason === undefined ? '' : `: ${reason}`}`,
      explanation: none
        ? `Nothing stands behind ${name}, so connections are refused.`
        : `Connections to ${name} are refused until one is ready. ${reason === undefined ? 'Why is not told here: the pods cannot be seen or say nothing' : reason}.`,
      evidence: [
        fact(subject, 'endpoints ready', `0 of ${endpoints.total}`),
        ...endpoints.list
          .slice(0, NAMED_AT_MOST)
          .map(({ address, pod, reason }): Evidence =>
            fact(
              pod === undefined ? subject : { kind: 'Pod', name: pod },
              `endpoint ${address}`,
              reason ?? 'not ready',
            ),
          ),
      ],
      remedies: none ? [] : [{ words: 'Look at the events and logs of its pods' }],
    }
  },
})
