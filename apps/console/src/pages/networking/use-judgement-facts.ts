import type { JudgementFacts } from '@kube-dc/networking/intents/judgement'
import { useEffect, useMemo, useState } from 'react'
import { useNow } from '../../parts/clock.ts'
import { useSession } from '../../session/session-query.ts'
import { useAccess } from '../../session/use-access.ts'
import { useProject } from '../project/project-context.ts'
import { useNetwork } from './network-context.ts'
import { WORDS_KEEP } from './use-judged.ts'
import { usePublicQuota } from './use-organization.ts'

/**
 * What this person’s intents are judged by here, as it is seen now; another object whenever any of it has changed, so that a
 * form is judged anew while somebody types in it.
 */
export function useJudgementFacts(): JudgementFacts {
  const { network } = useNetwork()
  const { project, namespace } = useProject()
  const { installation } = useSession()
  const access = useAccess(namespace)
  const { quota } = usePublicQuota()
  const now = useNow((time) => Math.floor(time / WORDS_KEEP) * WORDS_KEEP)
  const [seen, setSeen] = useState<Pick<JudgementFacts, 'network'>>(() => ({ network: network.seen }))
  useEffect(() => {
    const see = () => setSeen({ network: network.seen })
    see()
    return network.subscribe(see)
  }, [network])
  return useMemo(() => {
    const object = seen.network.objects('projects').find(({ meta }) => meta.name === project.name)
    const { organization, name, egressNetworkType, ready, cidr } = project
    return {
      network: seen.network,
      access,
      project: {
        organization,
        name,
        egressNetworkType,
        ready,
        cidr,
        gatewayAddress: object?.gatewayAddress,
        namespace,
      },
      installation,
      quota,
      now,
    }
  }, [seen, access, project, namespace, installation, quota, now])
}
