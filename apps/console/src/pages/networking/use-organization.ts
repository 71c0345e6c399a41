import type { Organization } from '@kube-dc/networking/model/organization'
import { publicQuota, waitingPublic, type PublicQuota } from '@kube-dc/networking/quota'
import { useMemo, useState } from 'react'
import { useChannel, useChannelPart } from '../../live/use-channel.ts'
import { useProject } from '../project/project-context.ts'
import { useViews } from './network-context.ts'

/** The Organization, live, where this person may read it. */
export function useOrganization(): { organization: Organization | undefined; loading: boolean } {
  const { params } = useProject()
  const { organization: name } = params
  const { objects, status } = useChannel({ kind: 'organizations', namespace: name, name })
  const [object] = objects
  return { organization: object?.kind === 'Organization' ? object : undefined, loading: status === 'loading' }
}

/**
 * The Organization's public IPv4 quota, as far as this person may know it; `loading`: whether they may is not yet known.
 */
export function usePublicQuota(): { quota: PublicQuota; loading: boolean } {
  const { params } = useProject()
  const { organization, loading } = useOrganization()
  const quota = useMemo(
    () => publicQuota(params.organization, organization),
    [params.organization, organization],
  )
  return { quota, loading }
}

/** How many public External IPs of this Project have no address: the platform counts them as used. */
export function useWaitingPublic(): number {
  return waitingPublic(useViews('external-ips'))
}

/**
 * The Organization as rows need it: the platform writes the time of its figures anew with every change of any address,
 * and rows do not show that time, so only other figures make it another one.
 */
export function useQuotaSource(name: string): Organization | undefined {
  const [keep] = useState(() => keepWhile<Organization | undefined>(sameFigures))
  return useChannelPart({ kind: 'organizations', namespace: name, name }, ({ objects: [object] }) =>
    keep(object?.kind === 'Organization' ? object : undefined),
  )
}

/** Whether two states of an Organization say the same of its public addresses. */
export function sameFigures(a: Organization | undefined, b: Organization | undefined): boolean {
  return (
    a?.meta.uid === b?.meta.uid &&
    a?.publicIPv4.used === b?.publicIPv4.used &&
    a?.publicIPv4.hard === b?.publicIPv4.hard
  )
}

/** Gives back the value before for as long as the next one is the same in what matters. */
function keepWhile<T>(same: (a: T, b: T) => boolean): (value: T) => T {
  let kept: { value: T } | undefined
  return (value) => {
    if (!kept || !same(kept.value, value)) kept = { value }
    return kept.value
  }
}
