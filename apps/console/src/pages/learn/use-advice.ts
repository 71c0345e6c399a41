import { advise, type MethodAdvice } from '@kube-dc/networking/methods/advise'
import { adviceFacts } from '@kube-dc/networking/methods/facts'
import { ANSWERS, ANSWER_WORDS, METHODS } from '@kube-dc/networking/methods/methods'
import type { Method } from '@kube-dc/networking/joins/views'
import { useMemo } from 'react'
import { useSession } from '../../session/session-query.ts'
import { useAccess } from '../../session/use-access.ts'
import { useNetwork, useViews } from '../networking/network-context.ts'
import { usePublicQuota } from '../networking/use-organization.ts'
import { useProject } from '../project/project-context.ts'

/** How each method stands in this Project now, asked for as the decision tree would. */
export function useStandings(): ReadonlyMap<Method, MethodAdvice> {
  const { params, namespace } = useProject()
  const { installation } = useSession()
  const { network } = useNetwork()
  const { quota } = usePublicQuota()
  const access = useAccess(namespace)
  // Read so that a change of either tells of itself; the facts are taken from the network.
  const ips = useViews('external-ips')
  const whole = useViews('project-network')
  return useMemo(() => {
    const facts = adviceFacts({ network: network.seen, access, installation, quota, project: params.project })
    const all = ANSWERS.map((answer) => ({
      method: ANSWER_WORDS[answer].method,
      methods: advise({ answer, from: 'internet' }, facts).methods,
    }))
    return new Map(
      METHODS.flatMap((method) => {
        const advice = all.find((one) => one.method === method)?.methods.find((one) => one.method === method)
        return advice ? [[method, advice] as const] : []
      }),
    )
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the network is one object; its views tell of changes
  }, [network, access, installation, quota, params.project, ips, whole])
}
