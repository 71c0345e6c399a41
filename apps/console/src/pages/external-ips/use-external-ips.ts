import type { Upstream } from '@kube-dc/api/channel'
import type { ExternalIp } from '@kube-dc/networking/model/external-ip'
import type { Organization } from '@kube-dc/networking/model/organization'
import { publicQuota, type PublicQuota } from '@kube-dc/networking/quota'
import type { RuleContext } from '@kube-dc/networking/rules/rule'
import { useMemo, useState, useSyncExternalStore } from 'react'
import type { ChannelView } from '../../live/channel.ts'
import { useChannel, useChannelPart } from '../../live/use-channel.ts'
import { seconds, useNow } from '../../parts/clock.ts'
import { useSession } from '../../session/session-query.ts'
import { useProject } from '../project/project-context.ts'
import { createRowMaker, type ExternalIpRows, type RowFacts } from './rows.ts'

/** Words with ages in them are made anew this often, in milliseconds. */
const WORDS_KEEP = 60_000

/** The Project's External IPs, live. */
export function useExternalIpChannel(): ChannelView<'external-ips'> {
  const { namespace } = useProject()
  return useChannel({ kind: 'external-ips', namespace })
}

/** The Organization, live, where this person may read it. */
function useOrganization(): { organization: Organization | undefined; loading: boolean } {
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

/** What the rules look at beside an External IP; the same object for as long as it says the same. */
export function useRuleContext(peers: readonly ExternalIp[] = NO_PEERS): RuleContext {
  const { params, project } = useProject()
  const { installation } = useSession()
  const { organization } = useOrganization()
  const now = useNow((moment) => Math.floor(moment / WORDS_KEEP) * WORDS_KEEP)
  const { egressNetworkType } = project
  return useMemo(
    () => ({
      now,
      installation,
      organization,
      peers,
      project: { organization: params.organization, name: params.project, egressNetworkType },
    }),
    [now, installation, organization, peers, params, egressNetworkType],
  )
}

const NO_PEERS: readonly ExternalIp[] = []

export interface ExternalIpList extends Pick<ChannelView<'external-ips'>, 'status' | 'problem'> {
  /** Undefined while nothing has arrived. */
  readonly rows: ExternalIpRows | undefined
  readonly upstream: Upstream | undefined
}

/** The list, judged. A change costs what it touches, whatever the number of rows. */
export function useExternalIpList(): ExternalIpList {
  const { status, objects, problem, upstream } = useExternalIpChannel()
  const facts = useRowFacts()
  const [makeRows] = useState(createRowMaker)
  const rows = useSyncExternalStore(seconds.subscribe, () => makeRows(objects, facts, seconds.now()))
  return { status, problem, upstream, rows: status === 'ready' ? rows : undefined }
}

/** What rows are judged by; new only when it says something else. */
function useRowFacts(): RowFacts {
  const { params, project } = useProject()
  const { installation } = useSession()
  const organization = useQuotaSource(params.organization)
  const { egressNetworkType } = project
  return useMemo(
    () => ({
      installation,
      organization,
      project: { organization: params.organization, name: params.project, egressNetworkType },
    }),
    [installation, organization, params, egressNetworkType],
  )
}

/**
 * The Organization as rows need it: the platform writes the time of its figures anew with every change of any address,
 * and rows do not show that time, so only other figures make it another one.
 */
function useQuotaSource(name: string): Organization | undefined {
  const [keep] = useState(() => keepWhile<Organization | undefined>(sameFigures))
  return useChannelPart({ kind: 'organizations', namespace: name, name }, ({ objects: [object] }) =>
    keep(object?.kind === 'Organization' ? object : undefined),
  )
}

function sameFigures(a: Organization | undefined, b: Organization | undefined): boolean {
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
