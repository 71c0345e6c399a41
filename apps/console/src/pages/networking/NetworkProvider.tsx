import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { openNetwork } from '../../app/open-network.ts'
import { ProjectNetwork } from '../../live/project-network.ts'
import { useLiveClient } from '../../live/use-channel.ts'
import { useSession } from '../../session/session-query.ts'
import { useProject } from '../project/project-context.ts'
import { NetworkContext, type NetworkHere } from './network-context.ts'
import { createRowMakers } from './row-makers.ts'
import { useQuotaSource } from './use-organization.ts'

interface NetworkProviderProps {
  mayListProjects: boolean
  children: ReactNode
}

/** Follows the networking of the open Project for as long as any of its pages is shown. */
export function NetworkProvider({ mayListProjects, children }: NetworkProviderProps) {
  const { params, project, namespace } = useProject()
  const { organization, project: name } = params
  const { installation } = useSession()
  const client = useLiveClient()
  const [makers] = useState(createRowMakers)
  const source = useQuotaSource(organization)
  const { egressNetworkType } = project

  const network = useMemo(
    () =>
      new ProjectNetwork(client, { organization, project: name, namespace, mayListProjects, installation }),
    [client, organization, name, namespace, mayListProjects, installation],
  )
  useEffect(() => network.follow(), [network])
  useEffect(() => openNetwork.open({ params, network }), [params, network])

  const facts = useMemo(
    () => ({ installation, organization: source, project: { organization, name, egressNetworkType } }),
    [installation, source, organization, name, egressNetworkType],
  )
  const here = useMemo((): NetworkHere => ({ network, makers, facts }), [network, makers, facts])
  return <NetworkContext value={here}>{children}</NetworkContext>
}
